import { once } from 'node:events'
import { request } from 'node:http'
import { expect, it } from 'vitest'
import { startEmulator } from '../../testing/fixture.js'

/** As a browser asks that was made to believe that a name is this machine's. */
async function visit(url: string, headers: Record<string, string>, { method = 'POST', path = '/_emulator/v1/rooms/demo/users' } = {}) {
  const asking = request(new URL(path, url), { method, headers })
  asking.end(method === 'POST' ? JSON.stringify({ userId: 'mallory' }) : undefined)
  const [response] = await once(asking, 'response')
  response.resume()
  await once(response, 'end')
  return response.statusCode as number
}

const port = (url: string) => new URL(url).port

it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:80'])('nothing is to be had under the name "%s"', async host => {
  const { url, control } = await startEmulator()
  expect(await visit(url, { Host: host })).toBe(403)
  expect(await visit(url, { Host: host, Origin: `http://${host}` })).toBe(403)
  expect(await visit(url, { Host: host }, { method: 'GET', path: '/_emulator/v1/rooms' })).toBe(403)
  expect(await visit(url, { Host: host }, { method: 'GET', path: '/_emulator/v1/events' })).toBe(403)
  expect([...control.rooms.rooms()]).toEqual([])
})

it.each(['localhost', '127.0.0.1', '[::1]'])('the name %s is its own', async name => {
  const { url } = await startEmulator()
  expect(await visit(url, { Host: `${name}:${port(url)}` })).toBe(200)
  expect(await visit(url, { Host: name, Origin: 'http://localhost:5173' })).toBe(200)
})

it('an address is no trick, and a page it serves there is its own', async () => {
  const { url } = await startEmulator()
  expect(await visit(url, { Host: '192.168.1.5:7070', Origin: 'http://192.168.1.5:7070' })).toBe(200)
  expect(await visit(url, { Host: '192.168.1.5:7070', Origin: 'http://192.168.1.6:7070' })).toBe(403)
})
