import type { Recording } from '@roomkit-recording/core'
import type { Rule } from '../rule.js'
import { randomUUID } from 'node:crypto'
import { demand, demandEqual, demandFieldProblem, demandRefusal, demandStatus } from '../failure.js'

const tile = { x: 0, y: 0, width: 1, height: 1 }

/** What cannot be used, and the field that has to be named. */
const unusable: [what: string, body: Record<string, unknown>, field: string][] = [
  ['an unknown mode', { mode: 'both' }, 'mode'],
  ['an unknown media', { media: 'smell' }, 'media'],
  ['an unknown quality', { quality: '4k' }, 'quality'],
  ['an unknown format', { format: 'avi' }, 'format'],
  ['a name with a blank', { name: 'my file' }, 'name'],
  ['a name of 65 characters', { name: 'x'.repeat(65) }, 'name'],
  ['no minutes at all', { maxMinutes: 0 }, 'maxMinutes'],
  ['more minutes than TRTC can be told', { maxMinutes: 41_761 }, 'maxMinutes'],
  ['half a minute', { maxMinutes: 0.5 }, 'maxMinutes'],
  ['33 people', { subscribe: { video: { except: Array.from({ length: 33 }, (_, index) => `u${index}`) } } }, 'subscribe.video'],
  ['nobody to be heard', { subscribe: { audio: { only: [] } } }, 'subscribe.audio'],
  ['a layout that there is not', { layout: { mode: 'circle' } }, 'layout'],
  ['a colour by name', { layout: { mode: 'grid', background: 'red' } }, 'layout.background'],
  ['a custom layout without tiles', { layout: { mode: 'custom', tiles: [] } }, 'layout.tiles'],
  ['a tile over the edge', { layout: { mode: 'custom', tiles: [{ ...tile, x: 0.5 }] } }, 'layout.tiles.0'],
]

export const startRules: Rule[] = [
  {
    id: 'start.accepted',
    sentence: 'A start is answered with 202 and a snapshot in which the recording is starting, as it was asked for and by whom.',
    async run({ room }) {
      const { host, id } = await room()
      const answer = await host.start({ quality: 'sd', maxMinutes: 30, layout: { mode: 'float', main: host.userId } })
      demandStatus(answer, 202)
      const { roomId, current } = answer.json
      demandEqual(roomId, id, 'roomId')
      demand(current && ['starting', 'recording'].includes(current.status), 'current at starting or recording', current)
      demandEqual([current.quality, current.mode, current.startedBy?.userId, current.layout?.wanted], ['sd', 'mixed', host.userId, { mode: 'float', main: host.userId }], 'quality, mode, startedBy and layout as asked for')
    },
  },
  {
    id: 'start.one-task',
    sentence: 'A start makes exactly one recording task of TRTC, in that room.',
    async run({ room, until }) {
      const { record, tasks } = await room()
      await record()
      await until('one task', tasks, ({ length }) => length === 1)
    },
  },
  {
    id: 'start.asked-of-trtc',
    sentence: 'What was chosen reaches TRTC: size, layout, people, and the file name\'s prefix.',
    async run({ room, until }) {
      const { record, tasks, host, guest } = await room()
      await record({ quality: 'sd', name: 'weekly_1', layout: { mode: 'float', main: guest.userId }, subscribe: { audio: { except: [guest.userId] }, video: { only: [host.userId] } } })
      const [task] = await until('a task', tasks, ({ length }) => length > 0)
      const { MixTranscodeParams: mix, MixLayoutParams: layout, RecordParams: record_, StorageParams: storage } = task!.request
      demandEqual([mix?.VideoParams?.Width, mix?.VideoParams?.Height], [640, 360], 'a canvas of')
      demandEqual([layout?.MixLayoutMode, layout?.MaxResolutionUserId], [1, guest.userId], 'MixLayoutMode and MaxResolutionUserId')
      const { UnSubscribeAudioUserIds: unheard, SubscribeVideoUserIds: seen } = record_?.SubscribeStreamUserIds ?? {}
      demandEqual([unheard, seen], [[guest.userId], [host.userId]], 'UnSubscribeAudioUserIds and SubscribeVideoUserIds')
      const vod = storage?.CloudVod?.TencentVod
      if (vod) demandEqual(vod.UserDefineRecordId, 'weekly_1', 'UserDefineRecordId')
    },
  },
  {
    id: 'start.single',
    sentence: 'A single-stream recording is asked of TRTC as one.',
    async run({ room, until }) {
      const { record, tasks } = await room()
      const { mode } = await record({ mode: 'single' })
      demandEqual(mode, 'single', 'mode')
      const [task] = await until('a task', tasks, ({ length }) => length > 0)
      demandEqual(task!.request.RecordParams?.RecordMode, 1, 'RecordMode')
    },
  },
  {
    id: 'start.empty-body',
    sentence: 'A start needs no body: everything left out is the backend\'s default.',
    async run({ room }) {
      const { host } = await room()
      demandStatus(await host.call('startRecording', { headers: { 'idempotency-key': randomUUID() } }), 202)
    },
  },
  {
    id: 'start.idempotent',
    sentence: 'The same Idempotency-Key is the same start, also when it comes five times at once.',
    async run({ room, until }) {
      const { host, tasks } = await room()
      const key = randomUUID()
      const answers = await Promise.all(Array.from({ length: 5 }, () => host.start({ quality: 'sd' }, key)))
      for (const answer of answers) demandStatus(answer, 202)
      const again = await host.start({ quality: 'sd' }, key)
      demandStatus(again, 202)
      const ids = new Set([...answers, again].map(({ json }) => json.current?.id))
      demand(ids.size === 1, 'one recording', [...ids])
      await until('a running task', tasks, tasks => tasks.some(({ phase }) => phase === 'running'))
      demandEqual((await tasks()).length, 1, 'tasks of TRTC')
    },
  },
  {
    id: 'start.replay-after-end',
    sentence: 'A replay after the recording has ended answers the present snapshot and does not start again.',
    async run({ room }) {
      const { host, untilStatus, until } = await room()
      const key = randomUUID()
      const { json } = await host.start({}, key)
      const { id } = json.current
      await untilStatus(id, 'recording')
      demandStatus(await host.stop(id), 200, 202)
      await until('no recording', ({ current }) => current === null)
      const replay = await host.start({}, key)
      demandStatus(replay, 202)
      demandEqual(replay.json.current, null, 'current of the replay')
    },
  },
  {
    id: 'start.other-body',
    sentence: 'Another body under the same Idempotency-Key is refused with 422 idempotency_key_reused.',
    async run({ room }) {
      const { host } = await room()
      const key = randomUUID()
      demandStatus(await host.start({ quality: 'sd' }, key), 202)
      demandRefusal(await host.start({ quality: 'hd' }, key), 422, 'idempotency_key_reused')
    },
  },
  {
    id: 'start.other-user',
    sentence: 'Another user\'s start under the same Idempotency-Key is another start.',
    async run({ room }) {
      const { host, cohost } = await room()
      const other = await cohost()
      const key = randomUUID()
      demandStatus(await host.start({}, key), 202)
      demandRefusal(await other.start({}, key), 409, 'already_recording')
    },
  },
  {
    id: 'start.other-room',
    sentence: 'The same Idempotency-Key in another room is another start.',
    async run({ room, identities, emulator, until }) {
      const one = await room()
      const two = await room()
      const { userId } = one.host
      const there = two.withToken(userId, identities.of('host', one.id).token)
      if (userId !== two.host.userId) {
        await emulator.enter(two.id, userId)
        await emulator.change(two.id, userId, { role: 'Admin' })
        await until('the admin to be in control', () => there.permissions(), ({ json }) => json?.control === true)
      }
      const key = randomUUID()
      const first = await one.host.start({}, key)
      demandStatus(first, 202)
      const second = await there.start({}, key)
      demandStatus(second, 202)
      demand(second.json.current && second.json.current.id !== first.json.current?.id, 'a recording of its own', second.json.current)
    },
  },
  {
    id: 'start.already-recording',
    sentence: 'A start while something runs is refused with 409 already_recording, with the snapshot.',
    async run({ room }) {
      const { host, record } = await room()
      const { id } = await record()
      const answer = await host.start()
      demandRefusal(answer, 409, 'already_recording')
      demandEqual(answer.json.snapshot?.current?.id, id, 'current of the snapshot')
    },
  },
  {
    id: 'start.race',
    sentence: 'Of two starts at once one wins, and the other is told so.',
    async run({ room, until }) {
      const { host, tasks } = await room()
      const answers = await Promise.all([host.start(), host.start()])
      demandEqual(answers.map(({ status }) => status).toSorted(), [202, 409], 'statuses')
      await until('a running task', tasks, tasks => tasks.some(({ phase }) => phase === 'running'))
      demandEqual((await tasks()).length, 1, 'tasks of TRTC')
    },
  },
  {
    id: 'start.after-end',
    sentence: 'A new recording can start as soon as TRTC has let go of the last one, while its files are still processed.',
    async run({ room }) {
      const { host, record, until } = await room()
      const { id } = await record()
      demandStatus(await host.stop(id), 200, 202)
      await until('no recording', ({ current }) => current === null)
      const answer = await host.start()
      demandStatus(answer, 202)
      demand(answer.json.current?.id !== id && answer.json.recent.some((recording: Recording) => recording.id === id), 'another current, and the last one in recent', answer.json)
    },
  },
  {
    id: 'start.fields-named',
    sentence: 'A start that cannot be used is refused with 422 invalid_request, names the field, and starts nothing.',
    async run({ room }) {
      const { host, snapshot, tasks } = await room()
      for (const [, body, field] of unusable) demandFieldProblem(await host.start(body), field)
      demandEqual((await snapshot()).current, null, 'current')
      demandEqual(await tasks(), [], 'tasks of TRTC')
    },
  },
  {
    id: 'start.unknown-field',
    sentence: 'A field that the contract does not know is refused with 422 invalid_request rather than left unread.',
    async run({ room }) {
      const { host } = await room()
      demandRefusal(await host.start({ colour: 'red' }), 422, 'invalid_request')
    },
  },
  {
    id: 'start.no-json',
    sentence: 'A body that is no JSON object is refused with 4xx and starts nothing.',
    async run({ room }) {
      const { host, snapshot } = await room()
      for (const body of ['{"mode":', '[]', '"text"']) {
        const answer = await host.call('startRecording', { body, headers: { 'idempotency-key': randomUUID() } })
        demand(answer.status >= 400 && answer.status < 500, `4xx for the body ${body}`, answer)
      }
      demandEqual((await snapshot()).current, null, 'current')
    },
  },
  {
    id: 'start.layout-needs-mixed',
    sentence: 'A layout for single streams is refused with 422 layout_needs_mixed.',
    async run({ room }) {
      const { host } = await room()
      demandRefusal(await host.start({ mode: 'single', layout: { mode: 'grid' } }), 422, 'layout_needs_mixed')
    },
  },
  {
    id: 'start.refused-by-trtc',
    sentence: 'What TRTC refuses becomes a failed recording with its error and TRTC\'s own code, and the room is free again.',
    async run({ room }) {
      const { host, untilStatus, faults } = await room()
      await faults({ action: 'CreateCloudRecording', effect: 'error', code: 'FailedOperation.RestrictedConcurrency', times: 1 })
      const answer = await host.start()
      demandStatus(answer, 202)
      const { error } = await untilStatus((answer.json.current ?? answer.json.recent[0]).id, 'failed')
      demandEqual(error?.upstreamCode, 'FailedOperation.RestrictedConcurrency', 'upstreamCode')
      demandStatus(await host.start(), 202)
    },
  },
  {
    id: 'start.lost-answer',
    sentence: 'When TRTC\'s answer to the start is lost, it still comes to one running task.',
    async run({ room, until }) {
      const { record, tasks, faults } = await room()
      await faults({ action: 'CreateCloudRecording', effect: 'lostAnswer', times: 1 })
      await record()
      const all = await until('one running task', tasks, tasks => tasks.filter(({ phase }) => phase === 'running').length === 1)
      demand(new Set(all.map(({ recorderId }) => recorderId)).size === 1, 'one recorder', all.map(({ recorderId }) => recorderId))
    },
  },
]
