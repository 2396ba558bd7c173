import type { Postgres } from '../../backend/testing/postgres.js'
import type { Stack } from '../../backend/testing/stack.js'
import type { FaultyBackend, Twist } from '../testing/faulty-backend.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPostgres } from '../../backend/testing/postgres.js'
import { startFaultyBackend } from '../testing/faulty-backend.js'
import { against, startOwnBackend } from '../testing/own-backend.js'
import { broken } from '../testing/verdicts.js'
import { writeReport } from './report.js'
import { runConformance } from './runner.js'

let postgres: Postgres
let stack: Stack
let faulty: FaultyBackend
beforeAll(async () => {
  postgres = await startPostgres()
  stack = await startOwnBackend({ databaseUrl: await postgres.createDatabase() })
  faulty = await startFaultyBackend(stack.url)
})
afterAll(async () => {
  await faulty.close()
  await stack.close()
  await postgres.stop()
})

interface Case {
  how: string
  /** A new one for each run. */
  twist: () => Twist
  /** What is run. */
  only: string[]
  /** Exactly these are broken. */
  breaks: string[]
}

const isSnapshotRequest = ({ method, path }: { method: string, path: string }) => method === 'GET' && path.endsWith('/recording')
const html = { 'content-type': 'text/html' }

const watched = ['errors', 'shape', 'snapshot.revision', 'snapshot.epoch', 'snapshot.server-time', 'snapshot.room', 'events.id']
const start = ['start.idempotent', 'start.replay-after-end', 'start.other-body', 'start.other-user', 'start.other-room', 'start.already-recording']
const auth = ['auth.no-token', 'auth.bad-token', 'auth.guest', 'auth.stranger', 'auth.stranger-recording', 'auth.left']
const events = ['events.first', 'events.late', 'events.last-event-id']

const cases: Case[] = [
  { how: 'breaks nothing', twist: () => ({}), only: [...watched, ...events, 'auth.stranger', 'start.idempotent', 'stop.ends'], breaks: [] },
  {
    how: 'forgets the Idempotency-Key',
    twist: () => ({ request({ headers }) { delete headers['idempotency-key'] } }),
    only: [...start, ...watched],
    breaks: ['start.idempotent', 'start.other-body', 'start.replay-after-end'],
  },
  {
    how: 'takes anybody\'s key anywhere for a replay',
    twist() {
      const known = new Map<unknown, unknown>()
      return {
        answer({ status, json }, { method, headers }) {
          const key = headers['idempotency-key']
          if (method !== 'POST' || key === undefined) return undefined
          if (known.has(key)) return { status: 202, headers: { 'content-type': 'application/json' }, json: known.get(key) }
          if (status === 202) known.set(key, json)
          return undefined
        },
      }
    },
    only: start,
    breaks: ['start.other-body', 'start.other-room', 'start.other-user', 'start.replay-after-end'],
  },
  {
    how: 'does not say what runs instead',
    twist: () => ({ answer: ({ json }) => json?.code === 'already_recording' ? { json: { ...json, snapshot: undefined } } : undefined }),
    only: ['start.already-recording', 'start.other-body', ...watched],
    breaks: ['start.already-recording'],
  },
  {
    how: 'names no fields',
    twist: () => ({ answer: ({ json, status }) => status === 422 ? { json: { ...json, fields: undefined } } : undefined }),
    only: ['start.fields-named', 'start.unknown-field', 'history.limits', 'history.empty', ...watched],
    breaks: ['history.limits', 'start.fields-named'],
  },
  {
    how: 'refuses in HTML',
    twist: () => ({ answer: ({ status }) => status === 404 ? { headers: html, text: '<h1>Not found</h1>' } : undefined }),
    only: ['history.not-found', 'history.empty', 'snapshot.empty', ...watched],
    breaks: ['errors.problem', 'history.not-found'],
  },
  {
    how: 'answers 500 in HTML',
    twist: () => ({ answer: (_, request) => isSnapshotRequest(request) ? { status: 500, headers: html, text: '<h1>Oops</h1>' } : undefined }),
    only: ['snapshot.empty', 'history.empty', 'permissions.host', ...watched],
    breaks: ['errors.problem', 'errors.server', 'snapshot.empty'],
  },
  {
    how: 'goes back in its revisions',
    twist: () => ({ answer: ({ json, status }, request) => isSnapshotRequest(request) && status === 200 && json.revision > 0 ? { json: { ...json, revision: 0 } } : undefined }),
    only: ['stop.ends', 'snapshot.empty', ...watched],
    breaks: ['snapshot.revision'],
  },
  {
    how: 'changes under one revision',
    twist: () => ({ answer: ({ json }) => json?.revision !== undefined ? { json: { ...json, revision: 7 } } : undefined }),
    only: ['stop.ends', 'snapshot.empty', ...watched],
    breaks: ['snapshot.revision'],
  },
  {
    how: 'has another epoch each time',
    twist: () => ({ answer: ({ json }) => json?.epoch !== undefined ? { json: { ...json, epoch: String(Math.random()) } } : undefined }),
    only: ['stop.ends', ...watched],
    breaks: ['snapshot.epoch'],
  },
  {
    how: 'tells its time in seconds',
    twist: () => ({ answer: ({ json }) => json?.serverTime !== undefined ? { json: { ...json, serverTime: Math.floor(json.serverTime / 1000) } } : undefined }),
    only: ['start.accepted', ...watched],
    breaks: ['snapshot.server-time'],
  },
  {
    how: 'leaves a field out',
    twist: () => ({ answer: ({ json }) => json?.auto ? { json: { ...json, auto: { active: false } } } : undefined }),
    only: ['start.accepted', 'auth.guest', 'permissions.host', ...watched],
    breaks: ['shape.getSnapshot', 'shape.startRecording', 'shape.stopRecording'],
  },
  {
    how: 'repeats the token',
    twist: () => ({ answer: ({ json }, { headers }) => json?.features ? { json: { ...json, you: headers.authorization } } : undefined }),
    only: ['permissions.host', ...watched],
    breaks: ['errors.token'],
  },
  {
    how: 'lets on to strangers that there is a room',
    twist: () => ({ answer: ({ json, status }, { path }) => status === 404 && path.startsWith('/v1/rooms/') ? { status: 403, json: { ...json, status: 403, code: 'forbidden' } } : undefined }),
    only: [...auth, ...watched],
    breaks: ['auth.left', 'auth.stranger'],
  },
  {
    how: 'has other words for each room',
    twist: () => ({ answer: ({ json, status }, { path }) => status === 404 ? { json: { ...json, detail: `${json.detail} ${path}` } } : undefined }),
    only: [...auth, ...watched],
    breaks: ['auth.stranger', 'auth.stranger-recording'],
  },
  {
    how: 'calls everybody without a token forbidden',
    twist: () => ({ answer: ({ json, status }) => status === 401 ? { status: 403, json: { ...json, status: 403, code: 'forbidden' } } : undefined }),
    only: [...auth, ...watched],
    breaks: ['auth.bad-token', 'auth.no-token'],
  },
  {
    how: 'remembers permissions',
    twist() {
      const known = new Map<string, unknown>()
      return {
        answer({ json, status }, { path, headers }) {
          if (status !== 200 || !path.endsWith('/permissions')) return undefined
          const key = `${headers.authorization} ${path}`
          if (!known.has(key)) known.set(key, json)
          return { json: known.get(key) }
        },
      }
    },
    only: ['permissions.host', 'permissions.guest', 'permissions.fresh', ...watched],
    breaks: ['permissions.fresh'],
  },
  {
    how: 'begins a stream with nothing but the snapshot',
    twist: () => ({ event: text => text.startsWith('event: permissions') ? '' : text }),
    only: [...events, ...watched],
    breaks: ['events.first'],
  },
  {
    how: 'gives its events no id',
    twist: () => ({ event: text => text.replace(/^id: .*\n/m, '') }),
    only: [...events, ...watched],
    breaks: ['events.first', 'events.id'],
  },
  {
    how: 'tells of other rooms',
    twist: () => ({ event: text => text.replace(/"roomId":"[^"]*"/, '"roomId":"elsewhere"') }),
    only: ['events.first', 'snapshot.room', 'shape.events', 'events.id'],
    breaks: ['snapshot.room'],
  },
  {
    how: 'never ends a stream',
    twist: () => ({ holdsStreams: true }),
    only: ['events.token-end', 'events.first'],
    breaks: ['events.token-end'],
  },
  {
    how: 'refuses to stop what has stopped',
    twist: () => ({ answer: ({ status, json }, { method }) => method === 'DELETE' && status === 200 ? { status: 409, headers: { 'content-type': 'application/problem+json' }, json: { type: 'about:blank', title: 'Conflict', status: 409, code: 'not_recording', detail: '', retryable: false, requestId: 'r', snapshot: json } } : undefined }),
    only: ['stop.ends', 'stop.idempotent', 'stop.unknown', 'errors.server'],
    breaks: ['stop.idempotent'],
  },
  {
    how: 'tells its history the wrong way round, in pages of any size',
    twist: () => ({ request(request) { request.path = request.path.replace(/limit=\d+/, '') }, answer: ({ json }) => json?.items ? { json: { ...json, items: json.items.toReversed() } } : undefined }),
    only: ['history.pages', 'history.empty', 'history.limits', 'history.own-room', ...watched],
    breaks: ['history.limits', 'history.pages'],
  },
  {
    how: 'believes every callback',
    twist: () => ({ answer: ({ status }, { path }) => status === 401 && path.endsWith('/callbacks') ? { status: 200, headers: { 'content-type': 'application/json' }, json: { code: 0 } } : undefined }),
    only: ['callbacks.signature', 'callbacks.taken', 'callbacks.other-groups', ...watched],
    breaks: ['callbacks.signature'],
  },
  {
    how: 'has no document',
    twist: () => ({ answer: (_, { path }) => path.endsWith('/openapi.json') ? { json: { openapi: '3.1.1', paths: {} } } : undefined }),
    only: ['service', ...watched],
    breaks: ['service.openapi'],
  },
  {
    how: 'lets everybody see all consents, and loses markers',
    twist: () => ({
      answer: ({ json, status }, { path, method }) => method === 'GET' && status === 200 && path.endsWith('/consents') ? { json: { items: json.items.slice(0, 1) } } : method === 'GET' && path.endsWith('/markers') && status === 200 ? { json: { items: [] } } : undefined,
    }),
    only: ['consents', 'markers', ...watched],
    breaks: ['consents.answer', 'markers.set'],
  },
]

it.each(cases)('a backend that $how breaks $breaks', async ({ twist, only, breaks }) => {
  faulty.twist(twist())
  const result = await runConformance({ ...against(stack), baseUrl: faulty.url, only, parallel: 8 })
  const found = broken(result.outcomes)
  expect(found.map(({ rule }) => rule).toSorted(), JSON.stringify(found, null, 1)).toEqual(breaks)
  expect(result.passed).toBe(breaks.length === 0)
  // whatever it was, the report tells no secret
  expect(writeReport(result)).not.toMatch(/eJ[\w*-]{60}/)
})
