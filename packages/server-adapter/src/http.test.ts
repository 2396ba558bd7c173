import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { RecordingRefusedError, RecordingUnreachableError } from '@roomkit-recording/core'
import axios from 'axios'
import { describe, expect, it } from 'vitest'
import { createServerAdapter } from './server-adapter.js'
import { sampleRecording, sampleSnapshot } from './testing/samples.js'
import { html, json, startTestServer } from './testing/test-server.js'

const TOKEN = 'eJwSecretUserSig'

async function snapshotFrom(answer: (response: ServerResponse) => void, timeoutMs?: number) {
  const server = await startTestServer((_, response) => answer(response))
  const adapter = createServerAdapter({ baseUrl: server.url, getToken: () => TOKEN, ...(timeoutMs && { timeoutMs }) })
  const error = await adapter.start('demo', {}, { idempotencyKey: 'k' }).catch((error: unknown) => error)
  expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN)
  return error
}

describe('a refusal', () => {
  it('already_recording carries what is running instead', async () => {
    const running = sampleSnapshot({ revision: 7 })
    const error = await snapshotFrom(response => json(response, 409, { code: 'already_recording', title: 'Conflict', detail: 'Bob started it', retryable: false, requestId: 'r-1', snapshot: running }))
    expect(error).toBeInstanceOf(RecordingRefusedError)
    expect(error).toMatchObject({ code: 'already_recording', status: 409, message: 'Bob started it', retryable: false, requestId: 'r-1', snapshot: running, fields: [] })
  })

  it('leaves out a snapshot that is not one', async () => {
    const error = await snapshotFrom(response => json(response, 409, { code: 'already_recording', snapshot: { roomId: 'demo' } }))
    expect(error).toMatchObject({ code: 'already_recording', snapshot: undefined })
  })

  it('invalid_request names the fields', async () => {
    const fields = [{ field: 'layout.tiles.0.width', message: 'must be at most 1' }]
    const error = await snapshotFrom(response => json(response, 422, { code: 'invalid_request', title: 'Wrong', fields: [...fields, { nonsense: true }] }))
    expect(error).toMatchObject({ code: 'invalid_request', status: 422, message: 'Wrong', fields })
  })

  it('passes TRTC\'s own code on', async () => {
    const error = await snapshotFrom(response => json(response, 503, { code: 'unavailable', retryable: true, upstreamCode: 'FailedOperation.RestrictedConcurrency' }))
    expect(error).toMatchObject({ code: 'unavailable', retryable: true, upstreamCode: 'FailedOperation.RestrictedConcurrency' })
  })

  it.each([
    ['seconds', { 'Retry-After': '7' }, 7_000],
    ['a date, by the server\'s clock', { 'Retry-After': 'Wed, 01 Jan 2020 00:00:09 GMT', 'Date': 'Wed, 01 Jan 2020 00:00:04 GMT' }, 5_000],
    ['a date that is over', { 'Retry-After': 'Wed, 01 Jan 2020 00:00:00 GMT', 'Date': 'Wed, 01 Jan 2020 00:00:04 GMT' }, 0],
    ['nonsense', { 'Retry-After': 'soon' }, undefined],
    ['nothing', {}, undefined],
  ])('rate_limited with %s in Retry-After', async (_, headers, retryAfterMs) => {
    const error = await snapshotFrom(response => json(response, 429, { code: 'rate_limited' }, headers))
    expect(error).toMatchObject({ code: 'rate_limited', retryable: true, retryAfterMs })
  })

  it('429 from a gateway in front of the backend means the same', async () => {
    const error = await snapshotFrom(response => {
      response.setHeader('Retry-After', '3')
      html(response, 429)
    })
    expect(error).toMatchObject({ name: 'RecordingRefusedError', code: 'rate_limited', retryAfterMs: 3_000 })
  })
})

describe('an answer that can\'t be understood', () => {
  const wrong = (changes: object) => (response: ServerResponse) => json(response, 202, { ...sampleSnapshot(), ...changes })

  it.each<[string, (response: ServerResponse) => void, boolean]>([
    ['HTML with 200', response => html(response, 200), false],
    ['HTML with 404, as from a wrong baseUrl', response => html(response, 404), false],
    ['HTML with 502', response => html(response, 502), true],
    ['an empty 503', response => response.writeHead(503).end(), true],
    ['half a JSON', response => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"roomId": "de'), false],
    ['an empty 200', response => response.writeHead(200).end(), false],
    ['null', response => json(response, 200, null), false],
    ['a list', response => json(response, 200, []), false],
    ['problem details without a code', response => json(response, 500, { title: 'Oops' }), true],
  ])('%s is bad_answer', async (_, answer, retryable) => {
    const error = await snapshotFrom(answer)
    expect(error).toBeInstanceOf(RecordingUnreachableError)
    expect(error).toMatchObject({ code: 'bad_answer', retryable })
    expect((error as Error).message).not.toContain('It works!')
  })

  it.each<[string, object]>([
    ['roomId', { roomId: 'another-room' }],
    ['epoch', { epoch: 1 }],
    ['revision', { revision: '7' }],
    ['serverTime', { serverTime: null }],
    ['current', { current: undefined }],
    ['current.status', { current: sampleRecording({ status: 'paused' as never }) }],
    ['current.startedBy.userId', { current: { ...sampleRecording(), startedBy: { userId: 5, name: null } } }],
    ['current.layout.wanted.mode', { current: { ...sampleRecording(), layout: { ...sampleRecording().layout, wanted: {} } } }],
    ['recent.1.id', { recent: [sampleRecording(), { ...sampleRecording(), id: null }] }],
    ['auto.active', { auto: { active: 'yes', startedAt: null, taskCount: 0 } }],
  ])('names the field %s that is wrong', async (field, changes) => {
    const error = await snapshotFrom(wrong(changes))
    expect(error).toMatchObject({ code: 'bad_answer' })
    expect((error as Error).message).toContain(`answer.${field} `)
  })
})

describe('no answer', () => {
  it('a refused connection is network, with what caused it', async () => {
    const adapter = createServerAdapter({ baseUrl: 'http://127.0.0.1:1', getToken: () => TOKEN })
    const error = await adapter.snapshot('demo').catch((error: unknown) => error)
    expect(error).toBeInstanceOf(RecordingUnreachableError)
    expect(error).toMatchObject({ code: 'network', retryable: true, cause: { code: 'ECONNREFUSED' } })
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN)
  })

  it('a connection that is cut before the answer is network', async () => {
    expect(await snapshotFrom(response => response.socket!.destroy())).toMatchObject({ name: 'RecordingUnreachableError', code: 'network' })
  })

  it('a connection that is cut in the middle of the body is network', async () => {
    expect(await snapshotFrom(response => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '5000' })
      response.write('{"roomId":', () => response.socket!.destroy())
    })).toMatchObject({ name: 'RecordingUnreachableError', code: 'network' })
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['headers that never come', () => {}],
    ['a body that never comes', response => response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders()],
    ['a body that stops half way', response => response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"roomId":')],
  ])('%s: timeout', async (_, answer) => {
    expect(await snapshotFrom(answer, 60)).toMatchObject({ name: 'RecordingUnreachableError', code: 'timeout', retryable: true })
  })

  it('a time-out of the integrator\'s axios instance is a timeout too', async () => {
    const server = await startTestServer(() => {})
    const adapter = createServerAdapter({ baseUrl: server.url, getToken: () => TOKEN, axios: axios.create({ timeout: 40 }) })
    await expect(adapter.snapshot('demo')).rejects.toMatchObject({ code: 'timeout' })
  })

  it('getToken that never answers: timeout', async () => {
    const adapter = createServerAdapter({ baseUrl: 'http://127.0.0.1:1', getToken: () => new Promise<string>(() => {}), timeoutMs: 40 })
    await expect(adapter.snapshot('demo')).rejects.toMatchObject({ code: 'timeout' })
  })
})
