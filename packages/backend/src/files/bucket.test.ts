import type { RecordingDetail } from '@roomkit-recording/core'
import type { Stack } from '../../testing/stack.js'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { browser, closeRooms, openRoom, startStack } from '../../testing/stack.js'

const Bucket = 'recordings-1250000000'
// how soon something comes is the machine's business
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })
const patient = { timeout: 100_000, interval: 50 }
const looks = [100, 300, 600, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000]

let stack: Stack
beforeAll(async () => {
  stack = await startStack({
    bucket: Bucket,
    options: { prices: 'international' },
    // listing a bucket makes the emulator render what is in it
    internals: { pauseMs: 50, timings: { callMs: 15_000 }, fileTimings: { looksMs: looks, indexMs: 200, stragglerMs: 500, retryMs: 50, retryMaxMs: 200 } },
  })
})
afterEach(() => { stack.emulator.control.faults.clear() })
afterAll(async () => {
  closeRooms(stack)
  await stack.close()
})

const get = async (id: string): Promise<RecordingDetail> => (await browser(stack, 'alice').get(id)).body
const link = async (id: string, fileId: string, use = 'play') => (await browser(stack, 'alice').call('POST', `/recordings/${id}/files/${fileId}/url`, { use })).body as { url: string, expiresAt: number }

async function record(options: object, faults: object[] = []): Promise<string> {
  const roomId = openRoom(stack)
  const alice = browser(stack, 'alice')
  stack.emulator.control.faults.set(faults as never)
  const { id } = (await alice.start(roomId, options)).body.current
  await vi.waitFor(async () => { expect((await alice.snapshot(roomId)).current?.capturing).toBe(true) }, patient)
  await alice.stop(roomId, id)
  return id
}

async function recorded(options: object, faults: object[] = []): Promise<RecordingDetail> {
  const id = await record(options, faults)
  await vi.waitFor(async () => { expect((await get(id)).status).toBe('ready') }, patient)
  return await get(id)
}

describe('a bucket', () => {
  it('that is not there fails the preflight, before anybody records in vain', async () => {
    const roomId = openRoom(stack)
    const state = async () => (await browser(stack, 'alice').call('GET', `/rooms/${roomId}/preflight`)).body.checks.find(({ code }: { code: string }) => code === 'storage').state
    expect(await state()).toBe('failed')
    await recorded({})
    expect(await state()).toBe('ok')
  })

  it('gets MP4, of which 310 tells; links are signed and expire', async () => {
    const { id, files } = await recorded({ name: 'weekly', format: 'mp4' })
    expect(files).toMatchObject([{ status: 'ready', format: 'mp4', stream: 'mix', userId: null }])
    const { url, expiresAt } = await link(id, files[0]!.id)
    expect(expiresAt).toBeGreaterThan(Date.now() + 3_500_000)
    expect(new URL(url).pathname).toMatch(new RegExp(`^/cos/${Bucket}/weekly/${id}/[^/]+/[^/]+\\.mp4$`))
    const response = await fetch(url, { headers: { range: 'bytes=0-15' } })
    expect([response.status, response.headers.get('content-type')]).toEqual([206, 'video/mp4'])
    expect((await fetch(url.split('?')[0]!)).status).toBe(403)
  })

  it('hands files out for saving under the recording\'s title', async () => {
    const { id, files } = await recorded({})
    await browser(stack, 'alice').call('PATCH', `/recordings/${id}`, { title: '周会 "#1"' })
    const { url } = await link(id, files[0]!.id, 'download')
    expect(new URL(url).searchParams.get('response-content-disposition')).toBe(`attachment; filename*=UTF-8''${encodeURIComponent('周会  #1.mp4')}`)
    expect((await fetch(url, { method: 'GET', headers: { range: 'bytes=0-1' } })).status).toBe(206)
  })

  it('deletes for good, segments included', async () => {
    const { id, files } = await recorded({ format: 'hls' })
    const { url } = await link(id, files[0]!.id)
    const segments = (await (await fetch(url)).text()).split('\n').filter(line => line.startsWith('http'))
    expect((await browser(stack, 'alice').call('DELETE', `/recordings/${id}/files/${files[0]!.id}`)).status).toBe(204)
    expect((await get(id)).files).toMatchObject([{ status: 'deleted' }])
    expect((await fetch(url)).status).toBe(404)
    expect(await Promise.all(segments.map(async segment => (await fetch(segment)).status))).toEqual(segments.map(() => 404))
  })

  it('that takes nothing is warned of', async () => {
    const id = await record({}, [{ effect: 'storageRefused', code: 'NoSuchBucket' }])
    // TRTC keeps the file and may deliver it yet
    await vi.waitFor(async () => { expect((await get(id)).files).toMatchObject([{ status: 'uploading' }]) }, patient)
    const detail = await get(id)
    expect(detail).toMatchObject({ status: 'processing', warnings: [{ code: 'storage_refused' }] })
    expect(JSON.stringify(detail)).not.toContain('demoSecretKey')
  })
})

describe('hls in a private bucket', () => {
  it('is played through an index of ours, in which each segment is signed', async () => {
    const { id, files } = await recorded({ format: 'hls' })
    expect(files).toMatchObject([{ status: 'ready', format: 'm3u8' }])
    const { url } = await link(id, files[0]!.id)
    expect(url.startsWith(`${stack.url}/v1/playlists/`)).toBe(true)
    const response = await fetch(url)
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'application/vnd.apple.mpegurl', 'private, no-store'])
    const lines = (await response.text()).split('\n')
    expect(lines[0]).toBe('#EXTM3U')
    const segments = lines.filter(line => line !== '' && !line.startsWith('#'))
    expect(segments.length).toBeGreaterThan(0)
    for (const segment of segments) {
      expect((await fetch(segment)).headers.get('content-type')).toBe('video/mp2t')
      expect((await fetch(segment.split('?')[0]!)).status).toBe(403)
    }
  })

  it('is nobody\'s whose address was forged', async () => {
    const { id, files: [file] } = await recorded({ format: 'hls' })
    const { url } = await link(id, file!.id)
    const token = url.split('/').at(-2)!
    const forged = [token.replace(/~.*~/, '~zzzzzzzz~'), token.slice(0, -2), `x${token}`, file!.id]
    for (const other of forged) expect((await fetch(url.replace(token, encodeURIComponent(other)))).status).toBe(404)
  })
})

describe('without callbacks', () => {
  it('files are found in the bucket, with start, length and size', async () => {
    const { files, requestedAt } = await recorded({ format: 'hls+mp4' }, [{ callback: '*', effect: 'drop' }])
    expect(new Set(files.map(({ format }) => format))).toEqual(new Set(['m3u8', 'mp4']))
    for (const file of files) expect(file).toMatchObject({ status: 'ready', stream: 'mix', sizeBytes: expect.any(Number) as number })
    const index = files.find(({ format }) => format === 'm3u8')!
    expect(index.startedAt).toBeGreaterThanOrEqual(requestedAt)
    expect(index.durationMs).toBe(index.endedAt! - index.startedAt!)
  })

  it('files of single streams are found, each with its person', async () => {
    const { files } = await recorded({ mode: 'single', format: 'hls' }, [{ callback: '*', effect: 'drop' }])
    expect(new Set(files.map(({ userId, stream, format }) => `${userId} ${stream} ${format}`))).toEqual(new Set(['alice camera m3u8', 'bob camera m3u8']))
  })
})

describe('usage', () => {
  it('is told to whoever may list, and to nobody else', async () => {
    const { roomId } = await recorded({})
    const { status, body } = await browser(stack, 'alice').call('GET', '/usage?groupBy=room')
    expect(status).toBe(200)
    expect(body).toMatchObject({ groupBy: 'room', to: expect.any(Number) as number })
    expect(body.items.filter(({ key }: { key: string }) => key === roomId)).toEqual([{ key: roomId, mode: 'mixed', media: 'audioVideo', recordings: 1, minutes: expect.any(Number) as number }])
    expect((await browser(stack, 'bob').call('GET', '/usage')).body.items).toEqual([])
  })

  it.each(['from=2&to=1', 'from=x', 'groupBy=week', 'from=0&to=1000000000000'])('asked for by %s is refused', async query => {
    expect(await browser(stack, 'alice').call('GET', `/usage?${query}`)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
  })

  it('stands beside what TRTC counted, with an estimate of its cost', async () => {
    await recorded({})
    const report = await stack.backend.usage({ compare: true })
    expect(report.cost).toMatchObject({ currency: 'USD', per: 'process' })
    expect(report.cost!.amount).toBeGreaterThan(0)
    const mixed = report.trtc!.items.find(({ mode }) => mode === 'mixed')!
    expect(mixed.trtcMinutes).toBeGreaterThan(0)
    expect(mixed.ownMinutes).toBeGreaterThan(0)
    stack.emulator.control.faults.set([{ action: 'DescribeRecordingUsage', effect: 'http500' }])
    expect((await stack.backend.usage({ compare: true })).trtc).toBeNull()
  })
})
