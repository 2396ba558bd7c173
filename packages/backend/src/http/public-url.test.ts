import type { AppEnv } from './app-env.js'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { publicUrlOf } from './public-url.js'

const app = new Hono<AppEnv>().get('*', c => c.text(publicUrlOf(c)))
const ask = async (url: string, headers: Record<string, string> = {}, originalUrl?: string) =>
  (await app.fetch(new Request(url, { headers }), originalUrl === undefined ? {} : { nodeResponse: { req: { originalUrl } } })).text()

it.each<[string, string, Record<string, string>, string | undefined, string]>([
  ['as it is called', 'http://a.example:8787/v1/recordings/r/files/f/url', {}, undefined, 'http://a.example:8787'],
  ['below a prefix', 'https://a.example/recording/v1/recordings/r', {}, undefined, 'https://a.example/recording'],
  ['below a prefix that looks like ours', 'https://a.example/api/v1/recording/v1/recordings/r', {}, undefined, 'https://a.example/api/v1/recording'],
  ['below a prefix that Express took away', 'http://a.example/v1/recordings/r', {}, '/api/recording/v1/recordings/r?x=1', 'http://a.example/api/recording'],
  ['behind proxies', 'http://10.0.0.7:8787/v1/recordings/r', { 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'meet.example, inner' }, undefined, 'https://meet.example'],
  ['whatever nonsense a header says', 'http://a.example/v1/recordings/r', { 'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'evil.example/path?' }, undefined, 'http://a.example'],
])('this backend is reached %s', async (_, url, headers, originalUrl, expected) => {
  expect(await ask(url, headers, originalUrl)).toBe(expected)
})
