import type { Recording } from '@roomkit-recording/core'
import type { RuleContext, TestRoom } from '../rule-context.js'
import type { Rule } from '../rule.js'
import { createHmac } from 'node:crypto'
import { demand, demandEqual, demandRefusal, demandStatus } from '../failure.js'

interface Signed { body: string, sign: string }

/** What TRTC has sent for a room, with its own signatures. */
async function sentBy({ emulator, skip }: RuleContext, roomId: string): Promise<Signed[]> {
  const callbacks = await emulator.callbacks(roomId)
  const sent = callbacks.flatMap(({ attempts }) => attempts.slice(0, 1)).map(({ body, sign }) => ({ body, sign: sign ?? skip('the emulator signs no callbacks: start it with --callback-key') }))
  return sent.length > 0 ? sent : skip('the emulator has nowhere to send callbacks to: start it with --callback-url')
}

const send = ({ nobody }: TestRoom, { body, sign }: { body: string, sign: string | null }) =>
  nobody.call('takeCallback', { body, headers: { ...sign !== null && { Sign: sign } } })

function sign({ callbackKey, skip }: RuleContext, body: string): Signed {
  if (callbackKey === undefined) return skip('needs --callback-key')
  return { body, sign: createHmac('sha256', callbackKey).update(body).digest('base64') }
}

const callbackBody = (EventGroupId: number, EventType: number, EventInfo: object) => JSON.stringify({ EventGroupId, EventType, CallbackTs: Date.now(), EventInfo: { EventMsTs: Date.now(), ...EventInfo } })

/** A whole life with callbacks that go astray. */
async function live(context: RuleContext, ...faults: Parameters<TestRoom['faults']>): Promise<{ here: TestRoom, recording: Recording, detail: any }> {
  const here = await context.room()
  await here.faults(...faults)
  const { id } = await here.record()
  const recording = await here.finish(id)
  demandEqual(recording.status, 'ready', 'the status in the end')
  const { json: detail } = await here.host.get(id)
  return { here, recording, detail }
}

export const callbacksRules: Rule[] = [
  {
    id: 'callbacks.signature',
    sentence: 'A callback whose Sign does not fit its bytes is refused with 401, and so is one without.',
    async run(context) {
      const here = await context.room()
      await here.record()
      const [{ body, sign }] = await sentBy(context, here.id) as [Signed]
      const wrong = sign.startsWith('A') ? `B${sign.slice(1)}` : `A${sign.slice(1)}`
      for (const bad of [{ body, sign: wrong }, { body, sign: null }, { body, sign: '' }, { body: `${body} `, sign }, { body, sign: sign.slice(0, -1) }])
        demandRefusal(await send(here, bad), 401, 'unauthenticated')
    },
  },
  {
    id: 'callbacks.taken',
    sentence: 'A genuine callback is answered with 200 and {"code":0}, however often it comes.',
    async run(context) {
      const here = await context.room()
      await here.record()
      const [genuine] = await sentBy(context, here.id) as [Signed]
      for (let times = 0; times < 3; times++) {
        const answer = await send(here, genuine)
        demandStatus(answer, 200)
        demandEqual(answer.json, { code: 0 }, 'the answer')
      }
    },
  },
  {
    id: 'callbacks.no-callback',
    sentence: 'A signed body that is no callback is refused with 4xx.',
    async run(context) {
      const here = await context.room()
      for (const body of ['{"EventGroupId":3,', '[]', '""', callbackBody(3, 301, { RoomId: here.id })]) {
        const answer = await send(here, sign(context, body))
        demand(answer.status >= 400 && answer.status < 500, `4xx for ${body}`, answer)
      }
    },
  },
  {
    id: 'callbacks.other-groups',
    sentence: 'Room and media callbacks, and events that nobody has heard of, are taken with 200.',
    async run(context) {
      const here = await context.room()
      const bodies = [
        callbackBody(1, 103, { RoomId: here.id, UserId: here.guest.userId, Role: 20 }),
        callbackBody(2, 205, { RoomId: here.id, UserId: here.guest.userId }),
        callbackBody(3, 399, { RoomId: here.id, UserId: 'somebody', TaskId: 'conformance-task', Payload: { New: 1 } }),
        callbackBody(99, 1, {}),
      ]
      for (const body of bodies) demandStatus(await send(here, sign(context, body)), 200)
    },
  },
  {
    id: 'callbacks.duplicated',
    sentence: 'Callbacks that come twice take effect once: one recording, one file.',
    async run(context) {
      const { detail, here } = await live(context, { callback: '*', effect: 'duplicate' })
      demandEqual(detail.files.map(({ status }: { status: string }) => status), ['ready'], 'files')
      demandEqual((await here.tasks()).length, 1, 'tasks of TRTC')
    },
  },
  {
    id: 'callbacks.reordered',
    sentence: 'Callbacks that come in another order lead to the same end.',
    async run(context) {
      const { detail, recording } = await live(context, { callback: '*', effect: 'reorder', delayMs: 400 })
      demandEqual([recording.stopReason, detail.files.length], ['user', 1], 'stopReason and number of files')
    },
  },
  {
    id: 'callbacks.start-lost',
    sentence: 'When the callback of the start is lost, the start is found out by asking.',
    async run(context) {
      const { recording } = await live(context, { callback: 301, effect: 'drop' })
      demandEqual(recording.stopReason, 'user', 'stopReason')
    },
  },
  {
    id: 'callbacks.end-lost',
    sentence: 'When the callback of an end is lost, the end is found out by asking.',
    async run({ room, emulator }) {
      const { record, tasks, untilStatus, until, faults } = await room()
      const { id } = await record()
      await faults({ callback: 302, effect: 'drop' })
      await emulator.leaveTask((await tasks())[0]!.taskId, 3)
      await untilStatus(id, 'processing', 'ready')
      await until('no recording', ({ current }) => current === null)
    },
  },
  {
    id: 'callbacks.files-lost',
    sentence: 'When the callbacks of the files are lost, the files are found by searching.',
    slow: true,
    async run(context) {
      await live(context, { callback: 311, effect: 'drop' }, { callback: 312, effect: 'drop' })
    },
  },
  {
    id: 'callbacks.old',
    sentence: 'Old callbacks, sent again after the end, change nothing.',
    async run(context) {
      const here = await context.room()
      const { id } = await here.record()
      await here.finish(id)
      const { json: before } = await here.host.get(id)
      for (const old of await sentBy(context, here.id)) demandStatus(await send(here, old), 200)
      // what is confirmed now was sent after them
      const next = await here.record()
      await here.finish(next.id)
      const { json: after } = await here.host.get(id)
      const state = ({ status, stopReason, stoppedBy, startedAt, endedAt, files, taskIds, fileCounts }: any) => ({ status, stopReason, stoppedBy, startedAt, endedAt, files, taskIds, fileCounts })
      demandEqual(state(after), state(before), 'the recording as it was')
    },
  },
]

export const autoRules: Rule[] = [
  {
    id: 'auto.shown',
    sentence: 'Recordings that nobody here started are shown under auto, adopt nothing, and go when they end.',
    alone: true,
    async run({ room, emulator, after }) {
      after(() => emulator.setAutoRecording(false))
      await emulator.setAutoRecording(true)
      const { until, tasks, host } = await room()
      const { auto, current } = await until('auto at active', ({ auto }) => auto.active === true)
      demand(auto.taskCount >= 1 && auto.startedAt !== null, 'taskCount and startedAt', auto)
      demandEqual(current, null, 'current')
      demandEqual((await host.list()).json?.items, [], 'the history')
      for (const { taskId } of await tasks()) await emulator.leaveTask(taskId, 3)
      await until('auto at rest', ({ auto }) => auto.active === false && auto.taskCount === 0)
    },
  },
  {
    id: 'auto.no-block',
    sentence: 'They keep nobody from starting, and what is started here ends without touching them.',
    alone: true,
    async run({ room, emulator, after, until: untilAny }) {
      after(() => emulator.setAutoRecording(false))
      await emulator.setAutoRecording(true)
      const { until, record, host, tasks } = await room()
      await until('auto at active', ({ auto }) => auto.active === true)
      const foreign = (await tasks()).map(({ taskId }) => taskId)
      const { id } = await record()
      demandStatus(await host.stop(id), 202)
      const { auto } = await until('no recording', ({ current }) => current === null)
      demandEqual(auto.active, true, 'auto.active')
      await untilAny('the foreign tasks to run', tasks, tasks => foreign.every(id => tasks.some(({ taskId, phase }) => taskId === id && phase === 'running')))
    },
  },
  {
    id: 'auto.warned',
    sentence: 'Recording twice at once, and paying twice, is told as the warning double_recording.',
    alone: true,
    async run({ room, emulator, after }) {
      after(() => emulator.setAutoRecording(false))
      await emulator.setAutoRecording(true)
      const { until, record } = await room()
      await until('auto at active', ({ auto }) => auto.active === true)
      const { id } = await record()
      await until('the warning double_recording', ({ current }) => current?.id === id && current.warnings.some(({ code }) => code === 'double_recording'))
    },
  },
]
