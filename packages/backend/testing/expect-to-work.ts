import { Buffer } from 'node:buffer'
import { expect } from 'vitest'
import { callbackSign } from '../src/trtc/callback-sign.js'
import { readEvents } from './event-reader.js'
import { CALLBACK_KEY } from './stack.js'

const headers = { 'x-test-user': 'alice', 'content-type': 'application/json' }

/** What an integrator expects of a mounted backend: `url` with its prefix, over `startPlain`. */
export async function expectToWork(url: string, roomId: string): Promise<void> {
  expect(await (await fetch(`${url}/v1/healthz`)).json()).toEqual({ status: 'ok' })
  const room = `${url}/v1/rooms/${encodeURIComponent(roomId)}`
  const response = await fetch(`${room}/events`, { headers })
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  expect(response.headers.get('x-request-id')).toMatch(/\w+/)
  const events = readEvents(response)
  await events.snapshot()
  const started = await fetch(`${room}/recording`, { method: 'POST', headers, body: '{"quality":"sd"}' })
  expect(started.status).toBe(202)
  await events.snapshot(({ current }) => current?.quality === 'sd')
  await events.close()

  const body = '{\n\t"EventGroupId":\t3,\n\t"EventType":\t303,\n\t"EventInfo":\t{ "RoomId": 1, "TaskId": "t", "Payload": {} }\n}'
  const callback = await fetch(`${url}/v1/trtc/callbacks`, { method: 'POST', headers: { 'content-type': 'application/json', 'sign': callbackSign(CALLBACK_KEY, Buffer.from(body)) }, body })
  expect([callback.status, await callback.json()]).toEqual([200, { code: 0 }])
  expect((await fetch(`${url}/v1/nothing`)).headers.get('content-type')).toBe('application/problem+json')
}
