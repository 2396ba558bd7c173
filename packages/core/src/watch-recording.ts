import type { RecordingState } from './recording-state.js'
import type { RecordingAction } from './reduce-recording.js'
import type { RecordingRequest, RoomSnapshot } from './types.js'
import { initialRecordingState } from './recording-state.js'
import { lastProofAt, recordingStatusAt } from './recording-status.js'
import { readServerClock } from './server-clock.js'
import { addReplaced, isNewer } from './snapshot-order.js'

/** Older ones than these nobody is going to answer. */
const MOST_REQUESTS = 50

/** The state after `action` where nobody has pressed anything: as `reduceRecording`, which knows of presses too. Pure. */
export function watchRecording(state: RecordingState, action: RecordingAction): RecordingState {
  return conclude(state, takeNews(state, action), action.at)
}

/** What is told, as it is told. */
export function takeNews(state: RecordingState, action: RecordingAction): RecordingState {
  const { memory } = state
  switch (action.type) {
    case 'roomChanged':
      return action.roomId === state.roomId
        ? state
        : {
            ...initialRecordingState,
            roomId: action.roomId,
            clockOffset: state.clockOffset,
            memory: { ...memory, wishes: { ...initialRecordingState.memory.wishes, press: memory.wishes.press } },
          }
    case 'snapshotReceived':
      return takeSnapshot(state, action.snapshot, action.at)
    case 'permissionsReceived':
      return { ...state, permissions: action.permissions }
    case 'connectionChanged':
      return { ...state, connection: action.connection }
    case 'timePassed': {
      const { clock } = memory
      const offset = state.clockOffset + (action.putBackMs ?? 0)
      return { ...state, clockOffset: offset, memory: clock && offset !== clock.offset ? { ...memory, clock: { ...clock, offset } } : memory }
    }
    case 'failed':
      return { ...state, failure: { ...action.failure, at: action.at } }
    case 'failureDismissed':
      return { ...state, failure: null }
    case 'requestReceived':
      return { ...state, requests: [...withoutRequest(state, action.request.id), action.request].slice(-MOST_REQUESTS) }
    case 'requestDismissed':
      return { ...state, requests: withoutRequest(state, action.id) }
  }
  return state
}

/** Takes a snapshot if it is news, and learns from it what time it is at the server. The same object when it is to be ignored. */
export function takeSnapshot(state: RecordingState, snapshot: RoomSnapshot, at: number): RecordingState {
  const { snapshot: held, memory } = state
  if (snapshot.roomId !== state.roomId)
    return state
  const isNews = isNewer(held, snapshot, memory.replacedEpochs, at)
  const isReplaced = held !== null && held.epoch !== snapshot.epoch
  if (isReplaced && !isNews)
    return state
  const clock = readServerClock(memory.clock, snapshot.epoch, snapshot.serverTime, at)
  return {
    ...state,
    snapshot: isNews ? snapshot : held,
    clockOffset: clock.offset,
    memory: isReplaced
      ? { ...memory, clock, replacedEpochs: addReplaced(memory.replacedEpochs, held.epoch, at) }
      : clock === memory.clock ? memory : { ...memory, clock },
  }
}

/** `next` with everything that follows from the rest; `state` when nothing changed. */
export function conclude(state: RecordingState, next: RecordingState, at: number, status = recordingStatusAt(next, at)): RecordingState {
  const current = next.snapshot?.current ?? null
  const whole = { ...next, current, lastProofAt: current && lastProofAt(current), status }
  return (Object.keys(whole) as (keyof RecordingState)[]).every(key => whole[key] === state[key]) ? state : whole
}

function withoutRequest({ requests }: RecordingState, id: string): readonly RecordingRequest[] {
  const others = requests.filter(request => request.id !== id)
  return others.length < requests.length ? others : requests
}
