import type { RequestListener } from 'node:http'
import type { Plain } from '../testing/plain.js'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createServer as withExpress } from '../examples/express.js'
import { createServer as withFastify } from '../examples/fastify.js'
import { createServer as withHono } from '../examples/hono.js'
import { createServer as withKoa } from '../examples/koa.js'
import { createServer as withNodeHttp } from '../examples/node-http.js'
import { expectToWork } from '../testing/expect-to-work.js'
import { startPlain } from '../testing/plain.js'
import { serve } from '../testing/serve.js'

let plain: Plain
beforeAll(async () => { plain = await startPlain({ options: { basePath: '/recording' } }) })
afterAll(() => plain.close())

const servers: Record<string, () => Promise<string>> = {
  'Express': () => serve(createServer(withExpress(plain.backend) as RequestListener)),
  'Fastify': async () => {
    const server = withFastify(plain.backend)
    onTestFinished(() => server.close())
    return server.listen({ port: 0, host: '127.0.0.1' })
  },
  'Hono': () => serve(createServer(getRequestListener(withHono(plain.backend).fetch))),
  'Koa': () => serve(createServer(withKoa(plain.backend).callback())),
  'node:http': () => serve(withNodeHttp(plain.backend)),
}

it.each(Object.keys(servers))('the example for %s serves recordings, and leaves its own routes alone', async name => {
  const url = await servers[name]!()
  await expectToWork(`${url}/recording`, `room of ${name}`)
  const echo = await fetch(`${url}/echo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"mine":1}' })
  expect(await echo.json()).toEqual({ mine: 1 })
})
