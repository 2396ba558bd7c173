import type { Rule } from '../rule.js'
import { demand, demandEqual, demandStatus } from '../failure.js'

const SECONDS_BETWEEN_COMMENTS = 15
const TOLERANCE_MS = 5_000

export const eventsRules: Rule[] = [
  {
    id: 'events.first',
    sentence: 'A stream begins with the caller\'s permissions, then the snapshot with its revision as id.',
    async run({ room, listen }) {
      const { guest } = await room()
      const events = await listen(guest)
      const first = await events.next('a first event')
      demandEqual(first.event, 'permissions', 'the first event')
      const { view, control } = first.json as { view: boolean, control: boolean }
      demandEqual({ view, control }, { view: true, control: false }, 'the guest\'s permissions')
      const second = await events.next('a second event')
      demandEqual(second.event, 'snapshot', 'the second event')
      demandEqual(second.id, String((second.json as { revision: number }).revision), 'id')
    },
  },
  {
    id: 'events.change',
    sentence: 'Everybody who listens is told of each change, in order.',
    async run({ room, listen }) {
      const { host, guest, record, finish } = await room()
      const streams = [await listen(host), await listen(guest)]
      const { id } = await record()
      await finish(id)
      for (const events of streams) {
        await events.snapshot('the recording at ready', ({ recent }) => recent.some(recording => recording.id === id && recording.status === 'ready'))
        const revisions = events.seen.filter(({ event }) => event === 'snapshot').map(({ json }) => (json as { revision: number }).revision)
        demandEqual(revisions, revisions.toSorted((a, b) => a - b), 'revisions in order')
        demand(new Set(revisions).size >= 3, 'at least three revisions from the start to the file', revisions)
      }
    },
  },
  {
    id: 'events.late',
    sentence: 'Whoever comes late, or back, is given the newest snapshot at once.',
    async run({ room, listen }) {
      const { guest, host, record, snapshot } = await room()
      const before = await listen(guest)
      await before.snapshot('a first snapshot')
      before.close()
      const { id } = await record()
      const { revision } = await snapshot()
      const after = await (await listen(guest)).snapshot('a first snapshot')
      demand(after.current?.id === id && after.revision >= revision, `recording ${id} at revision ${revision} or higher`, after)
      demandStatus(await host.stop(id), 202)
    },
  },
  {
    id: 'events.last-event-id',
    sentence: 'Last-Event-ID is ignored: the newest snapshot comes in any case.',
    async run({ room, listen }) {
      const { guest, snapshot } = await room()
      const { revision } = await snapshot()
      for (const id of [String(revision), '999999999', 'nonsense']) {
        const events = await listen(guest, { 'last-event-id': id })
        await events.snapshot(`a first snapshot after Last-Event-ID ${id}`)
      }
    },
  },
  {
    id: 'events.permissions',
    sentence: 'A stream tells its caller of changed permissions.',
    async run({ room, listen, emulator }) {
      const { id, guest } = await room()
      const events = await listen(guest)
      await events.next('permissions', ({ event }) => event === 'permissions')
      await emulator.change(id, guest.userId, { role: 'Admin' })
      await events.next('permissions with control', ({ event, json }) => event === 'permissions' && (json as { control: boolean }).control)
    },
  },
  {
    id: 'events.token-end',
    sentence: 'A stream ends when the caller\'s token does.',
    async run({ room, listen, identities }) {
      const { guest, withToken } = await room()
      const seconds = 4
      const events = await listen(withToken(guest.userId, identities.ending(guest.userId, seconds)))
      await events.snapshot('a first snapshot')
      await events.ended(seconds * 1000 + TOLERANCE_MS)
    },
  },
  {
    id: 'events.comment',
    sentence: `A comment line comes every ${SECONDS_BETWEEN_COMMENTS} seconds, so that nobody on the way closes the connection.`,
    slow: true,
    async run({ room, listen }) {
      const { guest } = await room()
      await (await listen(guest)).comment(SECONDS_BETWEEN_COMMENTS * 1000 + TOLERANCE_MS)
    },
  },
  { id: 'events.id', sentence: 'Every snapshot on a stream has its revision as id.', watched: true },
]
