import { once } from 'node:events'
import { request } from 'node:http'
import { expect, it } from 'vitest'
import { startEmulator } from '../../testing/fixture.js'
import { playLink } from './play-link.js'

const parts = ['rooms', 'tasks', 'faults', 'settings', 'callbacks', 'requests']

it('the page lets nothing run that is not its own, and nobody frame it', async () => {
  const { url } = await startEmulator()
  for (const path of ['/', ...parts.map(part => `/_emulator/page/${part}`)]) {
    const policy = (await fetch(url + path)).headers.get('Content-Security-Policy')!
    expect(policy).toContain('default-src \'none\'')
    expect(policy).toContain('script-src \'self\'')
    expect(policy).toContain('frame-ancestors \'none\'')
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  }
})

it('the page has no handler in its markup', async () => {
  const { url, enter } = await startEmulator()
  enter('alice')
  expect(await (await fetch(url)).text()).not.toMatch(/\son\w+=|\sstyle=|javascript:/)
})

it.each(['/', '/_emulator/page/rooms', '/_emulator/page/page.js'])('%s is not shown under a foreign name', async path => {
  const { url } = await startEmulator()
  const asking = request(url + path, { headers: { Host: 'evil.example' } }).end()
  const [response] = await once(asking, 'response')
  response.resume()
  expect(response.statusCode).toBe(403)
})

it('each part can be had by itself, and nothing else', async () => {
  const { url } = await startEmulator()
  for (const part of parts) expect(await (await fetch(`${url}/_emulator/page/${part}`)).text()).toContain(`<section id="${part}"`)
  for (const name of ['idiomorph.js', 'page.js', 'page.css']) expect((await fetch(`${url}/_emulator/page/${name}`)).status).toBe(200)
  for (const name of ['nothing', 'constructor', 'page.ts']) expect((await fetch(`${url}/_emulator/page/${name}`)).status).toBe(404)
})

it('a link to a file is signed where there is a key, and stays the same for the day', () => {
  const url = 'http://127.0.0.1:7070/vod/5285890000000000001/a%20b.mp4'
  const noon = Date.UTC(2026, 0, 1, 12)
  expect(playLink(url, undefined, noon)).toBe(url)
  const link = playLink(url, 'AbCdEf0123456789', noon)
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:7070\/vod\/5285890000000000001\/a%20b\.mp4\?t=[0-9a-f]+&sign=[0-9a-f]{32}$/)
  expect(playLink(url, 'AbCdEf0123456789', noon + 6 * 3_600_000)).toBe(link)
  expect(Number.parseInt(new URL(link).searchParams.get('t')!, 16) * 1000 - noon).toBeGreaterThan(86_400_000)
})
