import type { Answer, Call, Person } from '../person.js'
import type { Rule } from '../rule.js'
import { randomUUID } from 'node:crypto'
import { contractOperations } from '../contract.js'
import { demand, demandEqual, demandRefusal, demandStatus } from '../failure.js'

/** A call of each mandatory route that needs a token, with nothing else wrong about it. */
const calls = (recordingId: string): [operationId: string, call: Call][] => [
  ['getSnapshot', {}],
  ['startRecording', { body: {}, headers: { 'idempotency-key': randomUUID() } }],
  ['updateRecording', { query: { id: recordingId }, body: { layout: { mode: 'grid' } } }],
  ['stopRecording', { query: { id: recordingId } }],
  ['getPermissions', {}],
  ['listen', { headers: { accept: 'text/event-stream' } }],
  ['listRecordings', {}],
  ['getRecording', { path: { recordingId } }],
]

/** What one can read of a refusal, without what differs each time. */
function words({ status, json }: Answer): unknown {
  const { requestId: _, instance: __, ...rest } = (json ?? {}) as Record<string, unknown>
  return { ...rest, status }
}

async function refusedAll(person: Person, recordingId: string): Promise<void> {
  for (const [operationId, call] of calls(recordingId)) demandRefusal(await person.call(operationId, call), 401, 'unauthenticated')
}

export const authRules: Rule[] = [
  {
    id: 'auth.no-token',
    sentence: 'Without a token every route that needs one answers 401 unauthenticated.',
    async run({ room }) {
      const { nobody, snapshot } = await room()
      await refusedAll(nobody, 'any')
      demandEqual((await snapshot()).current, null, 'current')
    },
  },
  {
    id: 'auth.bad-token',
    sentence: 'A token that is none answers 401 unauthenticated.',
    async run({ room }) {
      const { withToken } = await room()
      await refusedAll(withToken('mallory', 'eJwtzEELgkAQBeD-sucQZ3edXYQuHYpQDxkdu0U'), 'any')
    },
  },
  {
    id: 'auth.forged-token',
    sentence: 'A UserSig that was altered, or that has ended, answers 401 unauthenticated.',
    async run({ room, identities }) {
      const { withToken, host } = await room()
      const ended = identities.ending(host.userId, -10)
      const whole = identities.ending(host.userId, 600)
      const middle = Math.floor(whole.length / 2)
      const altered = whole.slice(0, middle) + (whole[middle] === 'A' ? 'B' : 'A') + whole.slice(middle + 1)
      for (const token of [ended, altered]) demandRefusal(await withToken(host.userId, token).snapshot(), 401, 'unauthenticated')
    },
  },
  {
    id: 'auth.guest',
    sentence: 'A member without the right is told 403 forbidden: start, update, stop, list, one recording.',
    async run({ room }) {
      const { guest, host, record, snapshot } = await room()
      demandRefusal(await guest.start(), 403, 'forbidden')
      demandEqual((await snapshot()).current, null, 'current')
      const { id } = await record()
      demandRefusal(await guest.update(id, { layout: { mode: 'float' } }), 403, 'forbidden')
      demandRefusal(await guest.stop(id), 403, 'forbidden')
      demandRefusal(await guest.list(), 403, 'forbidden')
      demandRefusal(await guest.get(id), 403, 'forbidden')
      demandEqual((await snapshot()).current?.id, id, 'the recording to go on')
      demandStatus(await host.stop(id), 202)
    },
  },
  {
    id: 'auth.stranger',
    sentence: 'Somebody outside learns nothing: every route of the room answers 404 not_found, in the same words as for a room that does not exist.',
    async run({ room }) {
      const here = await room()
      const { id } = await here.record()
      const nowhere = await room(undefined, { people: false })
      for (const [operationId, call] of calls(id)) {
        if (operationId === 'getRecording') continue
        const answer = await here.stranger.call(operationId, call)
        demandRefusal(answer, 404, 'not_found')
        demandEqual(words(answer), words(await nowhere.stranger.call(operationId, call)), `the same words for a room that does not exist, of ${answer.what}`)
      }
      demandEqual((await here.snapshot()).current?.status, 'recording', 'the recording to go on')
    },
  },
  {
    id: 'auth.stranger-recording',
    sentence: 'Somebody outside is told of a recording in the same words as of one that does not exist: 404 not_found.',
    async run({ room }) {
      const { record, stranger } = await room()
      const { id } = await record()
      const answer = await stranger.get(id)
      demandRefusal(answer, 404, 'not_found')
      demandEqual(words(answer), words(await stranger.get('x'.repeat(id.length))), 'the same words for one that does not exist')
    },
  },
  {
    id: 'auth.left',
    sentence: 'Whoever has left the room is outside.',
    async run({ room, emulator, until }) {
      const { id, guest } = await room()
      demandStatus(await guest.snapshot(), 200)
      await emulator.leave(id, guest.userId)
      const answer = await until('404 for the guest who left', () => guest.permissions(), ({ status }) => status === 404)
      demandRefusal(answer, 404, 'not_found')
    },
  },
  {
    id: 'auth.made-anew',
    sentence: 'A room made anew by others under the same id does not give them its old recordings, and those who were in control keep them.',
    async run({ room, emulator, until }) {
      const { id: roomId, host, stranger, record, finish } = await room()
      const { id } = await record()
      await finish(id)
      await emulator.closeRoom(roomId)
      await emulator.enter(roomId, stranger.userId, { camera: true, microphone: true })
      await until('the new owner to be in control', () => stranger.permissions(), ({ json }) => json?.control === true)
      const list = await stranger.list()
      demandStatus(list, 200)
      demandEqual(list.json.items, [], 'the history that the new owner sees')
      const one = await stranger.get(id)
      demand(one.status === 403 || one.status === 404, `403 or 404 of ${one.what}`, one)
      demandStatus(await host.get(id), 200)
    },
  },
]

/** Routes that this file forgot would go unchecked. */
export const checkedRoutes = (): string[] => {
  const known = new Set(calls('any').map(([operationId]) => operationId))
  return contractOperations.filter(operation => operation['x-feature'] === undefined && operation.tags !== undefined && !(operation.tags as string[]).includes('service') && !known.has(operation.operationId)).map(({ operationId }) => operationId)
}
