import type { Fault, TrtcEmulator } from '@roomkit-recording/trtc-emulator'
import type { Random } from '../simulated-trtc.js'

const callbackFaults: Fault[] = [
  { callback: '*', effect: 'drop' },
  { callback: '*', effect: 'duplicate' },
  { callback: '*', effect: 'reorder', delayMs: 700 },
  { callback: '*', effect: 'delay', delayMs: 2_500 },
  { callback: '*', effect: 'variant', code: 'eventTs:number' },
  { callback: '*', effect: 'variant', code: 'vodCommit:flat' },
]

const callFaults: Fault[] = [
  { effect: 'error', code: 'InternalError.CRInternalError' },
  { effect: 'error', code: 'RequestLimitExceeded' },
  { effect: 'lostAnswer' },
  { effect: 'lostAnswer', delayMs: 400 },
  { effect: 'drop' },
  { effect: 'delay', delayMs: 500 },
  { effect: 'timeout' },
  { effect: 'http500' },
  { effect: 'notJson' },
]
const actions = ['CreateCloudRecording', 'DescribeCloudRecording', 'ModifyCloudRecording', 'DeleteCloudRecording', 'RemoveUserByStrRoomId']

const taskFaults: Fault[] = [
  { effect: 'startFailed' },
  { effect: 'failover', delayMs: 500 },
  { effect: 'cutOff', delayMs: 800 },
  { effect: 'uploadLate', delayMs: 1_500 },
]

/** Another weather every now and then. Some of it brings no callback at all. */
export function changeWeather({ control: { faults } }: Pick<TrtcEmulator, 'control'>, random: Random): string {
  const kind = random.between(0, 9)
  if (kind <= 1) {
    faults.clear()
    return 'fair'
  }
  if (kind === 2) {
    faults.set([{ callback: '*', effect: 'drop' }])
    return 'no callbacks'
  }
  const some = (list: Fault[]) => list.filter(() => random.chance(0.4)).map(fault => ({ ...fault, probability: random.between(3, 15) / 100 }))
  faults.set([
    ...some(callbackFaults).map(fault => ({ ...fault, probability: random.between(10, 40) / 100 })),
    ...actions.flatMap(action => some(callFaults).map(fault => ({ ...fault, action }))),
    ...some(taskFaults),
  ])
  return faults.list().map(({ action, callback, effect, probability }) => `${action ?? callback ?? 'task'} ${effect} ${probability}`).join(', ')
}
