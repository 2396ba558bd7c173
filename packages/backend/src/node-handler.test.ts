import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Plain } from '../testing/plain.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { readEvents } from '../testing/event-reader.js'
import { startPlain } from '../testing/plain.js'
import { CALLBACK_KEY } from '../testing/stack.js'
import { callbackSign } from './trtc/callback-sign.js'

let plain: Plain
const lines: string[] = []
beforeAll(async () => {
  plain = await startPlain({ options: { basePath: '/api/recording', logger: pino({ level: 'error' }, { write: (line: string) => { lines.push(line) } }) } })
})
afterAll(() => plain.close())

async function serve(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const headers = { 'x-test-user': 'alice', 'content-type': 'application/json' }

/** What an integrator expects of a mounted backend. */
async function expectToWork(url: string, roomId: string): Promise<void> {
  expect(await (await fetch(`${url}/v1/healthz`)).json()).toEqual({ status: 'ok' })
  const response = await fetch(`${url}/v1/rooms/${roomId}/events`, { headers })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('x-request-id')).toMatch(/\w+/)
  const events = readEvents(response)
  await events.snapshot()
  const started = await fetch(`${url}/v1/rooms/${roomId}/recording`, { method: 'POST', headers, body: '{"quality":"sd"}' })
  expect(started.status).toBe(202)
  await events.snapshot(({ current }) => current?.quality === 'sd')
  await events.close()

  const body = '{\n\t"EventGroupId":\t3,\n\t"EventType":\t303,\n\t"EventInfo":\t{ "RoomId": 1, "TaskId": "t", "Payload": {} }\n}'
  const callback = await fetch(`${url}/v1/trtc/callbacks`, { method: 'POST', headers: { 'content-type': 'application/json', 'sign': callbackSign(CALLBACK_KEY, Buffer.from(body)) }, body })
  expect([callback.status, await callback.json()]).toEqual([200, { code: 0 }])
  expect((await fetch(`${url}/v1/nothing`)).headers.get('content-type')).toBe('application/problem+json')
}

describe('nodeHandler', () => {
  it('mounts in Express under a prefix, beside other routes', async () => {
    const app = express()
    app.use('/recording', plain.backend.nodeHandler)
    app.use(express.json())
    app.post('/other', (request, response) => { response.json(request.body) })
    const url = await serve(createServer(app))
    await expectToWork(`${url}/recording`, 'express')
    const other = await fetch(`${url}/other`, { method: 'POST', headers, body: '{"mine":1}' })
    expect(await other.json()).toEqual({ mine: 1 })
  })

  it('mounts in an Express router below another one', async () => {
    const router = express.Router()
    router.use('/recording', plain.backend.nodeHandler)
    await expectToWork(`${await serve(createServer(express().use('/deep', router)))}/deep/recording`, 'router')
  })

  it('mounts in Fastify', async () => {
    const app = fastify({ forceCloseConnections: true })
    // the bytes stay where they are
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => { done(null) })
    app.all('/api/recording/*', (request, reply) => {
      reply.hijack()
      plain.backend.nodeHandler(request.raw, reply.raw)
    })
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    onTestFinished(() => app.close())
    await expectToWork(`${url}/api/recording`, 'fastify')
  })

  it('mounts in Hono, on Node and elsewhere', async () => {
    const app = new Hono().mount('/recording', plain.backend.fetch)
    await expectToWork(`${await serve(createServer(getRequestListener(app.fetch)))}/recording`, 'hono')
    const response = await app.request('/recording/v1/rooms/hono/events', { headers })
    const events = readEvents(response)
    expect((await events.snapshot()).roomId).toBe('hono')
    await events.close()
  })

  it('is a listener of node:http, with and without its prefix', async () => {
    const url = await serve(createServer(plain.backend.nodeHandler))
    await expectToWork(url, 'plain')
    await expectToWork(`${url}/api/recording`, 'prefixed')
  })

  it.each<[string, (handler: RequestListener) => RequestListener]>([
    ['express.json()', handler => express().use(express.json()).use(handler)],
    ['somebody', handler => async (request: IncomingMessage, response: ServerResponse) => {
      for await (const _ of request);
      handler(request, response)
    }],
  ])('says loudly what to do when %s has read the body', async (_, wrap) => {
    lines.length = 0
    const url = await serve(createServer(wrap(plain.backend.nodeHandler)))
    const answer = await fetch(`${url}/v1/rooms/parsed/recording`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(500)
    expect(await answer.json()).toMatchObject({ code: 'body_already_read', detail: expect.stringContaining('before express.json()') as string })
    expect(lines.map(line => JSON.parse(line) as { msg: string })).toMatchObject([{ msg: expect.stringContaining('before express.json()') as string }])
    // what has no body works all the same
    expect((await fetch(`${url}/v1/rooms/parsed/recording`, { headers: { 'x-test-user': 'alice' } })).status).toBe(200)
  })

  it('takes the bytes that a platform kept when it parsed them', async () => {
    const url = await serve(createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      Object.assign(request, { rawBody: Buffer.concat(chunks) })
      plain.backend.nodeHandler(request, response)
    }))
    expect((await fetch(`${url}/v1/rooms/kept/recording`, { method: 'POST', headers, body: '{"quality":"fhd"}' })).status).toBe(202)
  })

  it('forgets a listener that goes away', async () => {
    const url = await serve(createServer(plain.backend.nodeHandler))
    const aborter = new AbortController()
    const response = await fetch(`${url}/v1/rooms/gone/events`, { headers, signal: aborter.signal })
    const events = readEvents(response)
    await events.snapshot()
    aborter.abort()
    await expect(events.next()).rejects.toThrow()
    // the room's next change has nobody to go to, and hurts nobody
    expect((await fetch(`${url}/v1/rooms/gone/recording`, { method: 'POST', headers, body: '{}' })).status).toBe(202)
  })
})
