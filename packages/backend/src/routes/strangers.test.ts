import type { Plain } from '../../testing/plain.js'
import type { Operation } from '../openapi/operations.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlain } from '../../testing/plain.js'
import { operations } from '../openapi/operations.js'

let plain: Plain
let recordingId: string
const generous = { burst: 1_000, perSecond: 1_000 }

beforeAll(async () => {
  plain = await startPlain({
    options: { authorize: ({ user: { userId } }) => userId === 'alice' },
    internals: { rateLimits: { all: generous, writes: generous, room: generous } },
  })
  recordingId = (await plain.call('POST', '/v1/rooms/secret/recording', { body: {} })).body.current.id
  await plain.call('POST', `/v1/recordings/${recordingId}/markers`, { body: { label: 'x' } })
})
afterAll(() => plain.close())

/** Bodies with which each route would do its work. */
const bodies: Record<string, unknown> = {
  startRecording: {},
  updateRecording: { layout: { mode: 'grid' } },
  askThoseInControl: { kind: 'start' },
}
const anyBody = { title: 'x', label: 'x', use: 'play', choice: 'accepted', textVersion: 'v1', kind: 'start' }
const isAbout = (operation: Operation, name: string) => operation.path.includes(`{${name}}`)
const guarded = operations.filter(operation => !operation.open && (isAbout(operation, 'roomId') || isAbout(operation, 'recordingId')))

async function ask({ method, path, id }: Operation, target: { roomId: string, recordingId: string }, body: unknown, user = 'stranger') {
  const address = path.replace('{roomId}', target.roomId).replace('{recordingId}', target.recordingId).replace('{fileId}', 'any')
  const hasBody = method === 'post' || method === 'patch'
  const answer = await plain.call(method.toUpperCase(), `${address}?id=${target.recordingId}`, { user, ...hasBody && { body: bodies[id] ?? body } })
  const { requestId: _, ...told } = answer.body as Record<string, unknown>
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== 'x-request-id'))
  return { status: answer.status, told, headers }
}

describe('a stranger', () => {
  it('meets all routes in this test', () => {
    expect(guarded.length).toBeGreaterThan(15)
  })

  it.each(guarded.map(operation => [`${operation.method} ${operation.path}`, operation] as const))('cannot tell by %s what there is from what there is not', async (_, operation) => {
    for (const body of [anyBody, { choice: 'accepted', textVersion: 'v1' }, { label: 'x' }, { title: 'x' }, { wrong: true }, '{']) {
      const real = await ask(operation, { roomId: 'secret', recordingId }, body)
      const invented = await ask(operation, { roomId: 'nothing', recordingId: 'a'.repeat(recordingId.length) }, body)
      expect(real).toEqual(invented)
      expect(real).toMatchObject({ status: 404, told: { code: 'not_found' } })
    }
  })

  it.each(guarded.map(operation => [`${operation.method} ${operation.path}`, operation] as const))('without a token gets no further at %s', async (_, operation) => {
    expect(await ask(operation, { roomId: 'secret', recordingId }, anyBody, '')).toMatchObject({ status: 401, told: { code: 'unauthenticated' } })
  })
})
