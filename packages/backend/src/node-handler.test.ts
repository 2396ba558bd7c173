import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Plain } from '../testing/plain.js'
import { createServer } from 'node:http'
import express from 'express'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readEvents } from '../testing/event-reader.js'
import { expectToWork } from '../testing/expect-to-work.js'
import { keptLog } from '../testing/kept-log.js'
import { startPlain } from '../testing/plain.js'
import { serve } from '../testing/serve.js'

let plain: Plain
const { logger, lines } = keptLog('error')
beforeAll(async () => {
  plain = await startPlain({ options: { basePath: '/api/recording', logger } })
})
afterAll(() => plain.close())

const headers = { 'x-test-user': 'alice', 'content-type': 'application/json' }

describe('nodeHandler', () => {
  it('mounts in an Express router below another one', async () => {
    const router = express.Router()
    router.use('/recording', plain.backend.nodeHandler)
    await expectToWork(`${await serve(createServer(express().use('/deep', router)))}/deep/recording`, 'router')
  })

  it('is not needed where `fetch` is spoken', async () => {
    const app = new Hono().mount('/recording', plain.backend.fetch)
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

  it('is spared headers without end', async () => {
    const url = await serve(createServer(plain.backend.nodeHandler))
    expect((await fetch(`${url}/v1/healthz`, { headers: { 'x-long': 'x'.repeat(20_000) } })).status).toBe(431)
    expect((await fetch(`${url}/v1/healthz`)).status).toBe(200)
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
