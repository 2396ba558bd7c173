import type { Recording } from '@roomkit-recording/core'
import type { Rule } from '../rule.js'
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { demand, demandEqual, demandStatus } from '../failure.js'

export const snapshotRules: Rule[] = [
  {
    id: 'snapshot.empty',
    sentence: 'A room in which nothing was ever recorded has an empty snapshot.',
    async run({ room }) {
      const { current, recent, auto } = await (await room()).snapshot()
      demandEqual([current, recent], [null, []], 'current and recent')
      demandEqual([auto.active, auto.startedAt, auto.taskCount], [false, null, 0], 'active, startedAt and taskCount of auto')
    },
  },
  {
    id: 'snapshot.room-id',
    sentence: 'A room may be called anything of 64 bytes, and its snapshot names it unchanged.',
    async run({ room }) {
      const tag = randomBytes(3).toString('hex')
      for (const name of [`会议 ${tag}`, `a/b?c=${tag}`, `50%#${tag}`, `${tag}-`.padEnd(64, 'x')]) {
        const { id, snapshot } = await room(name)
        demandEqual((await snapshot()).roomId, id, 'roomId')
      }
    },
  },
  {
    id: 'snapshot.bad-room-id',
    sentence: 'A room id of more than 64 bytes is refused as invalid_request, or as a room that there is not.',
    async run({ room }) {
      const { host } = await room('x'.repeat(65), { people: false })
      const answer = await host.snapshot()
      demand((answer.status === 422 && answer.json?.code === 'invalid_request') || answer.status === 404, '422 invalid_request or 404', answer)
    },
  },
  {
    id: 'snapshot.transitions',
    sentence: 'A recording goes from starting over recording, stopping and processing to ready, never back, and moves from current to recent when it has ended.',
    async run({ room, listen }) {
      const { host, finish, record } = await room()
      const events = await listen(host)
      const { id } = await record()
      await finish(id)
      const isHere = (recording: Recording | null) => recording?.id === id
      await events.snapshot('a snapshot with the recording at ready', ({ recent }) => recent.some(recording => isHere(recording) && recording.status === 'ready'))
      const order = ['starting', 'recording', 'stopping', 'processing', 'ready']
      const seen: string[] = []
      for (const { event, json } of events.seen) {
        if (event !== 'snapshot') continue
        const { current, recent } = json as { current: Recording | null, recent: Recording[] }
        const recording = isHere(current) ? current : recent.find(isHere)
        if (!recording) continue
        demand(isHere(current) === (order.indexOf(recording.status) < 3), 'starting, recording and stopping in current, what ended in recent', { current, recent })
        if (seen.at(-1) !== recording.status) seen.push(recording.status)
      }
      demand(seen.every((status, index) => index === 0 || order.indexOf(status) > order.indexOf(seen[index - 1]!)), order.join(', '), seen)
      demand(seen.includes('recording') && seen.includes('ready'), 'recording and ready among what was told', seen)
    },
  },
  {
    id: 'snapshot.confirmed',
    sentence: 'A running recording says when it was confirmed and when the next proof is due, and startedAt and limitAt fit together.',
    async run({ room }) {
      const { record } = await room()
      const { startedAt, confirmedAt, confirmBy, limitAt, requestedAt } = await record({ maxMinutes: 90 })
      const times = { requestedAt, startedAt, confirmedAt, confirmBy, limitAt }
      demand(startedAt !== null && startedAt >= requestedAt, 'startedAt after requestedAt', times)
      demand(confirmedAt !== null && confirmedAt >= startedAt, 'confirmedAt from startedAt on', times)
      demand(confirmBy !== null && confirmBy > confirmedAt, 'confirmBy after confirmedAt', times)
      demandEqual(limitAt, startedAt + 90 * 60_000, 'limitAt 90 minutes after startedAt')
    },
  },
  {
    id: 'snapshot.confirmed-again',
    sentence: 'While it records, fresh proof moves confirmedAt and confirmBy on before the last confirmBy has passed.',
    slow: true,
    async run({ room }) {
      const { host, record } = await room()
      const { id, confirmedAt, confirmBy } = await record()
      // waits as long as the backend's own promise, not as long as --timeout
      const end = Date.now() + Math.max(0, confirmBy! - confirmedAt!) + 5_000
      for (;;) {
        const { json } = await host.snapshot()
        const { current } = json as { current: Recording | null }
        demand(current?.id === id && current.status === 'recording', 'the recording to go on', current)
        if (current.confirmedAt! > confirmedAt! && current.confirmBy! > confirmBy!) return
        demand(Date.now() < end, 'a later confirmedAt and confirmBy before confirmBy has passed', current)
        await wait(500)
      }
    },
  },
  {
    id: 'snapshot.for-all',
    sentence: 'Whoever may view sees the same snapshot.',
    async run({ room, until }) {
      const { host, guest, record } = await room()
      await record()
      const look = async () => {
        const [one, two] = [await host.snapshot(), await guest.snapshot()]
        demandStatus(two, 200)
        return [one.json, two.json]
      }
      // between the two it may have gone on
      const [one, two] = await until('host and guest to be told the same revision', look, ([one, two]) => one.revision === two.revision)
      const steady = ({ current: { confirmedAt: _, confirmBy: __, ...current }, recent, auto }: any) => ({ current, recent, auto })
      demandEqual(steady(two), steady(one), 'what the host sees')
    },
  },
  {
    id: 'snapshot.recent',
    sentence: 'What has finished stays in recent, so that late comers see it.',
    async run({ room }) {
      const { record, finish, guest } = await room()
      const { id } = await record()
      await finish(id)
      const { json } = await guest.snapshot()
      demand(json.recent.some((recording: Recording) => recording.id === id), `recording ${id} in recent`, json.recent)
    },
  },
  { id: 'snapshot.room', sentence: 'Every snapshot on an event stream is of its room.', watched: true },
  { id: 'snapshot.revision', sentence: 'The revision never goes back and never repeats across a change; fresh proof alone is no change.', watched: true },
  { id: 'snapshot.epoch', sentence: 'The epoch stays as it is.', watched: true },
  { id: 'snapshot.server-time', sentence: 'serverTime is in milliseconds, near the present, and does not go back at one revision.', watched: true },
]
