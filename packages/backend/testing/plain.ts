import type { RecordingBackend } from '../src/index.js'
import type { BackendInternals, RecordingBackendOptions } from '../src/options.js'
import type { TrtcApi } from '../src/trtc/trtc-api.js'
import { createBackend } from '../src/backend.js'
import { callbackSign } from '../src/trtc/callback-sign.js'
import { TrtcError } from '../src/trtc/trtc-error.js'
import { checkAnswer } from './contract.js'
import { temporaryDatabase } from './database.js'
import { backendOptions, CALLBACK_KEY, quick } from './stack.js'

/** TRTC that does what it is asked; the calls are noted. */
export function createObedientTrtc() {
  const calls: [action: string, detail: unknown][] = []
  const running = new Set<string>()
  const api: TrtcApi = {
    async createCloudRecording(params) {
      calls.push(['create', params])
      const taskId = `task-${calls.length}.`
      running.add(taskId)
      return { taskId }
    },
    async describeCloudRecording(taskId) {
      calls.push(['describe', taskId])
      if (!running.has(taskId)) throw new TrtcError('DescribeCloudRecording', 'gone', { upstreamCode: 'ResourceNotFound' })
      return { status: 'InProgress' }
    },
    async modifyCloudRecording(params) { calls.push(['modify', params]) },
    async deleteCloudRecording(taskId) {
      calls.push(['delete', taskId])
      running.delete(taskId)
    },
    async removeUser(params) { calls.push(['remove', params]) },
    close() {},
  }
  return { api, calls }
}

export interface Plain {
  backend: RecordingBackend
  calls: [action: string, detail: unknown][]
  /** A request in memory, as whoever `user` names. */
  call: (method: string, path: string, options?: { user?: string, body?: unknown, headers?: Record<string, string> }) => Promise<{ status: number, headers: Headers, body: any }>
  /** A callback as TRTC sends it. */
  callback: (body: string | Uint8Array, headers?: Record<string, string>) => Promise<{ status: number, headers: Headers, body: any }>
  close: () => Promise<void>
}

/** A backend without network: whoever says who they are is believed, and may do everything. */
export async function startPlain({ options = {}, internals = {} }: { options?: Partial<RecordingBackendOptions>, internals?: BackendInternals } = {}): Promise<Plain> {
  const database = options.databaseUrl === undefined ? await temporaryDatabase() : null
  const trtc = createObedientTrtc()
  const backend = await createBackend(
    backendOptions('http://127.0.0.1:9', {
      ...database && { databaseUrl: database.databaseUrl },
      authenticate(request) {
        const userId = request.headers.get('x-test-user')
        return userId === null ? null : { userId, name: userId, expiresAt: Date.now() + 3_600_000 }
      },
      authorize: () => true,
      ...options,
    }),
    { trtc: trtc.api, ...internals, timings: { ...quick, ...internals.timings } },
  )

  async function send(request: Request) {
    const response = await backend.fetch(request)
    const text = await response.text()
    const { status, headers } = response
    const answer = { status, headers, body: (text === '' ? null : JSON.parse(text)) as any }
    checkAnswer(request.method, new URL(request.url).pathname, answer)
    return answer
  }

  return {
    backend,
    calls: trtc.calls,
    call: (method, path, { user = 'alice', body, headers = {} } = {}) => send(new Request(`http://backend${path}`, {
      method,
      headers: { ...user !== '' && { 'x-test-user': user }, ...body !== undefined && { 'content-type': 'application/json' }, ...headers },
      ...body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) },
    })),
    callback: (body, headers = {}) => send(new Request('http://backend/v1/trtc/callbacks', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sign': callbackSign(CALLBACK_KEY, Buffer.from(body)), 'sdkappid': '1400000123', ...headers },
      body: Buffer.from(body),
    })),
    async close() {
      await backend.close()
      await database?.remove()
    },
  }
}
