import type { Rule } from '../rule.js'
import { demand, demandEqual, demandRefusal, demandStatus } from '../failure.js'

export const stopRules: Rule[] = [
  {
    id: 'stop.ends',
    sentence: 'A stop is answered with 202, ends TRTC\'s task, and leads to a file; it says who stopped it.',
    async run({ room }) {
      const { host, record, tasks, untilStatus } = await room()
      const { id } = await record()
      demandStatus(await host.stop(id), 202)
      const { stopReason, stoppedBy, endedAt, fileCounts, startedAt } = await untilStatus(id, 'ready')
      demandEqual([stopReason, stoppedBy?.userId], ['user', host.userId], 'stopReason and stoppedBy')
      demand(endedAt !== null && endedAt >= startedAt!, 'endedAt after startedAt', endedAt)
      demand(fileCounts.ready >= 1, 'a ready file', fileCounts)
      demandEqual((await tasks()).map(({ leaveCode }) => leaveCode), [0], 'leave codes of TRTC\'s tasks')
    },
  },
  {
    id: 'stop.idempotent',
    sentence: 'Stopping what already stopped is success and touches nothing else.',
    async run({ room, until }) {
      const { host, record, tasks, until: untilSnapshot } = await room()
      const { id } = await record()
      demandStatus(await host.stop(id), 202)
      await untilSnapshot('no recording', ({ current }) => current === null)
      demandStatus(await host.stop(id), 200, 202)
      const next = await record()
      const again = await host.stop(id)
      demandStatus(again, 200, 202)
      demandEqual([again.json.current?.id, again.json.current?.status], [next.id, 'recording'], 'the new recording to go on')
      await until('the new task to run', tasks, tasks => tasks.at(-1)?.phase === 'running')
    },
  },
  {
    id: 'stop.twice',
    sentence: 'Two stops at once are both success.',
    async run({ room }) {
      const { host, record, untilStatus } = await room()
      const { id } = await record()
      for (const answer of await Promise.all([host.stop(id), host.stop(id)])) demandStatus(answer, 200, 202)
      await untilStatus(id, 'processing', 'ready')
    },
  },
  {
    id: 'stop.unknown',
    sentence: 'A stop of a recording that never was is refused with 404, and of none with 422; what runs goes on.',
    async run({ room }) {
      const { host, record, snapshot } = await room()
      const { id } = await record()
      demandRefusal(await host.stop('nothing'), 404, 'not_found')
      demandRefusal(await host.call('stopRecording'), 422, 'invalid_request')
      const { current } = await snapshot()
      demandEqual([current?.id, current?.status], [id, 'recording'], 'the recording to go on')
    },
  },
  {
    id: 'stop.while-starting',
    sentence: 'A start can be cancelled: no task of TRTC goes on.',
    async run({ room, until }) {
      const { host, tasks, until: untilSnapshot, faults } = await room()
      await faults({ action: 'CreateCloudRecording', effect: 'delay', delayMs: 400, times: 1 })
      const { json } = await host.start()
      const answer = await host.stop(json.current.id)
      demandStatus(answer, 202)
      await untilSnapshot('no recording', ({ current }) => current === null)
      await until('no task that runs', tasks, tasks => tasks.every(({ phase }) => phase === 'gone'))
    },
  },
  {
    id: 'stop.dead-task',
    sentence: 'A stop whose task has ended unseen frees the room.',
    async run({ room, until, emulator }) {
      const { host, record, tasks, until: untilSnapshot, faults } = await room()
      const { id } = await record()
      await faults({ callback: 302, effect: 'drop' })
      const [task] = await tasks()
      await emulator.leaveTask(task!.taskId, 3)
      await until('the task to be gone', tasks, tasks => tasks.every(({ phase }) => phase === 'gone'))
      demandStatus(await host.stop(id), 200, 202)
      await untilSnapshot('no recording', ({ current }) => current === null)
      demandStatus(await host.start(), 202)
    },
  },
  {
    id: 'stop.goes-on',
    sentence: 'A stop goes on until TRTC does it.',
    async run({ room }) {
      const { host, record, tasks, until: untilSnapshot, faults } = await room()
      const { id } = await record()
      await faults({ action: 'DeleteCloudRecording', effect: 'http500', times: 2 })
      demandStatus(await host.stop(id), 202)
      await untilSnapshot('no recording', ({ current }) => current === null)
      demandEqual((await tasks()).map(({ leaveCode }) => leaveCode), [0], 'leave codes of TRTC\'s tasks')
    },
  },
]

export const endRules: Rule[] = [
  ...([[3, 'removed'], [4, 'room_closed']] as const).map(([leaveCode, stopReason]): Rule => ({
    id: `end.${stopReason.replace('_', '-')}`,
    sentence: `A task that TRTC ends with LeaveCode ${leaveCode} ends its recording with stopReason ${stopReason}.`,
    async run({ room, emulator }) {
      const { recordSteadily, tasks, untilStatus } = await room()
      const { id } = await recordSteadily()
      await emulator.leaveTask((await tasks())[0]!.taskId, leaveCode)
      const ended = await untilStatus(id, 'processing', 'ready')
      demandEqual([ended.stopReason, ended.stoppedBy], [stopReason, null], 'stopReason and stoppedBy')
    },
  })),
  {
    id: 'end.cut-off',
    sentence: 'A recorder that was cut off (LeaveCode 100) is replaced, and the recording goes on.',
    async run({ room, emulator, until }) {
      const { recordSteadily, tasks, snapshot } = await room()
      const { id } = await recordSteadily()
      await emulator.leaveTask((await tasks())[0]!.taskId, 100)
      await until('a second task that runs', tasks, tasks => tasks.length === 2 && tasks[1]!.phase === 'running')
      const { current } = await snapshot()
      demandEqual([current?.id, current?.status], [id, 'recording'], 'the recording to go on')
    },
  },
]
