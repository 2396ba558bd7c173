import type { RecordingPreflight, StartOptions } from '@roomkit-recording/core'
import type { Plain } from '../../testing/plain.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlain } from '../../testing/plain.js'
import { backendOptions } from '../../testing/stack.js'
import { resolveOptions } from '../options.js'

let plain: Plain
let limited: Plain
const choices = { modes: ['mixed' as const], media: ['audioVideo' as const, 'audio' as const], qualities: ['sd' as const, 'hd' as const], formats: ['hls' as const, 'hls+aac' as const], maxMinutes: 60 }

beforeAll(async () => {
  [plain, limited] = await Promise.all([
    startPlain({ options: { maxConcurrentRecordings: 2, authorize: ({ user: { userId }, action }) => userId === 'alice' || (userId === 'bob' && action === 'view') } }),
    startPlain({ options: { choices } }),
  ])
})
afterAll(() => Promise.all([plain.close(), limited.close()]))

const read = async (of: Plain) => (await of.call('GET', '/v1/rooms/r/preflight')).body as RecordingPreflight

describe('the preflight', () => {
  it('tells what runs, what a start would be, and what may be chosen', async () => {
    await plain.call('POST', '/v1/rooms/other/recording', { body: {} })
    expect(await read(plain)).toEqual({
      checks: [{ code: 'quota', state: 'warning', used: 1, limit: 2 }, { code: 'storage', state: 'unknown' }, { code: 'service', state: 'ok' }],
      defaults: { mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', layout: { mode: 'grid' }, maxMinutes: 1440 },
      choices: {
        modes: ['mixed', 'single'],
        media: ['audioVideo', 'audio', 'video'],
        qualities: ['sd', 'hd', 'fhd'],
        formats: ['mp4', 'hls', 'hls+mp4', 'aac', 'hls+aac'],
        maxMinutes: 41_760,
      },
      prices: null,
    })
  })

  it('says when there is no place left, as a start would', async () => {
    await plain.call('POST', '/v1/rooms/another/recording', { body: {} })
    expect((await read(plain)).checks[0]).toEqual({ code: 'quota', state: 'failed', used: 2, limit: 2 })
    expect((await plain.call('POST', '/v1/rooms/third/recording', { body: {} })).status).toBe(503)
  })

  it('is for those in control', async () => {
    expect((await plain.call('GET', '/v1/rooms/r/preflight', { user: 'bob' })).body).toMatchObject({ status: 403 })
    expect((await plain.call('GET', '/v1/rooms/r/preflight', { user: 'stranger' })).body).toMatchObject({ status: 404 })
  })
})

describe('choices', () => {
  it('are told, and limit the defaults', async () => {
    expect(await read(limited)).toMatchObject({ choices, defaults: { mode: 'mixed', quality: 'hd', format: 'hls', maxMinutes: 60 } })
  })

  it.each<[string, StartOptions]>([
    ['mode', { mode: 'single' }],
    ['media', { media: 'video' }],
    ['quality', { quality: 'fhd' }],
    ['format', { format: 'mp4' }],
    ['maxMinutes', { maxMinutes: 61 }],
  ])('refuse another %s, naming it', async (field, body) => {
    expect((await limited.call('POST', '/v1/rooms/r/recording', { body })).body).toMatchObject({ status: 422, code: 'invalid_request', fields: [{ field }] })
    expect((await limited.call('GET', '/v1/rooms/r/recording')).body.current).toBeNull()
  })

  it('let through what is among them, with a format that fits', async () => {
    expect((await limited.call('POST', '/v1/rooms/one/recording', { body: {} })).body.current).toMatchObject({ format: 'hls', quality: 'hd' })
    expect((await limited.call('POST', '/v1/rooms/two/recording', { body: { media: 'audio', maxMinutes: 60 } })).body.current).toMatchObject({ format: 'hls+aac', media: 'audio' })
  })

  it('do not bind the integrator\'s own code', async () => {
    expect((await limited.backend.recordings.start({ roomId: 'own', by: 'scheduler', quality: 'fhd', format: 'mp4' })).current).toMatchObject({ quality: 'fhd', format: 'mp4' })
  })

  it.each([
    ['a default that is none of them', { choices: { qualities: ['sd' as const] }, defaults: { quality: 'hd' as const } }, 'DEFAULTS must be among the choices: quality is not'],
    ['longer defaults', { choices: { maxMinutes: 60 }, defaults: { maxMinutes: 61 } }, 'DEFAULTS must be among the choices: maxMinutes is more than 60'],
    ['no format for the default media', { choices: { formats: ['aac' as const] } }, 'CHOICES must have a format for media "audioVideo"'],
    ['nothing to choose', { choices: { modes: [] } }, 'CHOICES must leave something to choose'],
  ])('with %s are no options', (_, options, message) => {
    expect(() => resolveOptions(backendOptions('http://127.0.0.1:9', options))).toThrow(message)
  })
})
