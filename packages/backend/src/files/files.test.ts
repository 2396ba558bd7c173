import type { RecordingDetail } from '@roomkit-recording/core'
import type { Stack } from '../../testing/stack.js'
import type { RecordingBackendEvent } from '../options.js'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { browser, closeRooms, openRoom, startStack } from '../../testing/stack.js'

const PLAY_KEY = 'AbCdEf0123456789'
// how soon something comes is the machine's business
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 })
const patient = { timeout: 100_000, interval: 50 }
const looks = [100, 300, 600, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000]

const events: RecordingBackendEvent[] = []
let stack: Stack
/** One recording with its file, for tests that change neither. */
let shared: Awaited<ReturnType<typeof recorded>>
beforeAll(async () => {
  stack = await startStack({
    emulator: { vodPlayKey: PLAY_KEY, vodVisibleDelayMs: 50, renderMedia: false },
    options: { vodPlayKey: PLAY_KEY, vodSubAppId: 1500000001, onEvent: event => { events.push(event) } },
    internals: { pauseMs: 50, fileTimings: { looksMs: looks, indexMs: 200, stragglerMs: 500, retryMs: 50, retryMaxMs: 200, unknownMs: 500 } },
  })
  shared = await recorded()
})
afterEach(() => { stack.emulator.control.faults.clear() })
afterAll(async () => {
  closeRooms(stack)
  await stack.close()
})

const get = async (id: string): Promise<RecordingDetail> => (await browser(stack, 'alice').get(id)).body

/** A recording that is over, with what `faults` do to it from its start on. */
async function record({ faults = [], options = {}, others = [] }: { faults?: object[], options?: object, others?: string[] } = {}): Promise<{ roomId: string, id: string }> {
  const roomId = openRoom(stack, ...others)
  const alice = browser(stack, 'alice')
  stack.emulator.control.faults.set(faults as never)
  const { id } = (await alice.start(roomId, options)).body.current
  await vi.waitFor(async () => { expect((await alice.snapshot(roomId)).current?.capturing).toBe(true) }, patient)
  await alice.stop(roomId, id)
  return { roomId, id }
}

/** The same with its files ready. */
async function recorded(options: Parameters<typeof record>[0] = {}) {
  const recording = await record(options)
  await vi.waitFor(async () => { expect((await get(recording.id)).status).toBe('ready') }, patient)
  const detail = await get(recording.id)
  return { ...recording, detail, file: detail.files[0]! }
}

const link = (user: string, id: string, fileId: string, body?: object) => browser(stack, user).call('POST', `/recordings/${id}/files/${fileId}/url`, body)
const remove = (user: string, id: string, fileId: string) => browser(stack, user).call('DELETE', `/recordings/${id}/files/${fileId}`)
const rename = (user: string, id: string, body: object) => browser(stack, user).call('PATCH', `/recordings/${id}`, body)

describe('a title', () => {
  it('is given, seen by everybody at once, and taken away', async () => {
    const { roomId, id } = await recorded()
    const { revision } = await browser(stack, 'bob').snapshot(roomId)
    expect((await rename('alice', id, { title: '  周会 <b>#1</b> ' })).body).toMatchObject({ id, title: '周会 <b>#1</b>' })
    const snapshot = await browser(stack, 'bob').snapshot(roomId)
    expect(snapshot.recent[0]).toMatchObject({ id, title: '周会 <b>#1</b>' })
    expect(snapshot.revision).toBeGreaterThan(revision)
    expect((await rename('alice', id, { title: null })).body.title).toBeNull()
    expect((await get(id)).log.filter(({ type }) => type === 'renamed').map(({ by, detail }) => [by?.userId, detail.title])).toEqual([['alice', '周会 <b>#1</b>'], ['alice', null]])
  })

  it.each([{}, { title: '' }, { title: '   ' }, { title: 'x'.repeat(201) }, { title: 7 }, { title: 'a\u0000b' }, { title: 'a', name: 'b' }])('%j is refused', async body => {
    const { id } = shared
    expect(await rename('alice', id, body)).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
    expect((await get(id)).title).toBeNull()
  })

  it('is its keepers\' to give, whoever owns the room by now', async () => {
    const { roomId, id } = await recorded({ others: ['carol'] })
    const { rooms } = stack.emulator.control
    rooms.update(rooms.find(roomId)!, 'bob', { role: 'Owner' })
    expect((await rename('alice', id, { title: 'mine' })).status).toBe(200)
    expect(await rename('carol', id, { title: 'hers' })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await rename('mallory', id, { title: 'ours' })).toMatchObject({ status: 404, body: { code: 'not_found' } })
    expect((await get(id)).title).toBe('mine')
  })
})

describe('a link', () => {
  it('plays for a time, and nothing but it does', async () => {
    const { id, file } = shared
    const { status, body, headers } = await link('alice', id, file.id)
    expect(status).toBe(200)
    expect(body.expiresAt).toBeGreaterThan(Date.now() + 3_500_000)
    expect(headers.get('cache-control')).toBe('no-store')
    // nothing is rendered here, so a link that is let through finds nothing
    expect((await fetch(body.url)).status).toBe(404)
    expect((await fetch((body.url as string).split('?')[0]!)).status).toBe(403)
    expect((await link('alice', id, file.id, { use: 'download' })).body.url).not.toBe(body.url)
  })

  it.each([
    ['bob', 403, 'forbidden'],
    ['mallory', 404, 'not_found'],
  ])('is not for %s', async (user, status, code) => {
    const { id, file } = shared
    expect(await link(user, id, file.id)).toMatchObject({ status, body: { code } })
  })

  it('belongs to one recording, and is asked for as the contract says', async () => {
    const [one, two] = [shared, await recorded()]
    expect((await link('alice', one.id, two.file.id)).status).toBe(404)
    expect((await link('alice', one.id, 'none')).status).toBe(404)
    expect((await link('alice', 'none', one.file.id)).status).toBe(404)
    expect(await link('alice', one.id, one.file.id, { use: 'steal' })).toMatchObject({ status: 422, body: { fields: [{ field: 'use' }] } })
  })

  it('of a file that is still on its way there is not yet', async () => {
    const { id } = await record({ faults: [{ effect: 'uploadLate', delayMs: 3_000 }] })
    await expect.poll(async () => (await get(id)).files.map(({ status }) => status), patient).toEqual(['uploading'])
    expect(await link('alice', id, (await get(id)).files[0]!.id)).toMatchObject({ status: 409, body: { code: 'file_not_ready' } })
    await expect.poll(async () => (await get(id)).files.map(({ status }) => status), patient).toEqual(['ready'])
    expect((await link('alice', id, (await get(id)).files[0]!.id)).status).toBe(200)
  })
})

describe('a file', () => {
  const stored = (roomId: string) => stack.emulator.control.media.list().filter(media => media.roomId === roomId)

  it('is deleted for good, once however often it is asked', async () => {
    const { id, file, roomId } = await recorded()
    expect(stored(roomId)).toHaveLength(1)
    expect((await remove('alice', id, file.id)).status).toBe(204)
    expect((await remove('alice', id, file.id)).status).toBe(204)
    expect(stored(roomId)).toEqual([])
    await expect.poll(() => events.filter(({ roomId: told, type }) => told === roomId && type === 'fileDeleted'), patient).toMatchObject([{ file: { id: file.id, status: 'deleted' } }])
    const detail = await get(id)
    expect(detail).toMatchObject({ status: 'ready', fileCounts: { ready: 0 }, files: [{ id: file.id, status: 'deleted' }] })
    expect((await browser(stack, 'bob').snapshot(roomId)).recent[0]!.fileCounts.ready).toBe(0)
    expect(await link('alice', id, file.id)).toMatchObject({ status: 409, body: { code: 'file_not_ready' } })
    expect(detail.log.filter(({ type }) => type.startsWith('file_delete')).map(({ type, by }) => [type, by?.userId ?? null])).toEqual([['file_delete_asked', 'alice'], ['file_deleted', null]])
  })

  it.each(['lostAnswer', 'http500'])('is not given out any more, and tried again, when VOD meets %s', async effect => {
    const { id, file, roomId } = await recorded()
    stack.emulator.control.faults.set([{ action: 'DeleteMedia', effect: effect as 'drop' }])
    expect((await remove('alice', id, file.id)).status).toBe(204)
    expect(await get(id)).toMatchObject({ fileCounts: { ready: 0 }, files: [{ status: 'processing' }] })
    expect((await link('alice', id, file.id)).body.code).toBe('file_not_ready')
    stack.emulator.control.faults.clear()
    await expect.poll(async () => (await get(id)).files[0]!.status, patient).toBe('deleted')
    expect(stored(roomId)).toEqual([])
  })

  it('that VOD does not know yet is not taken for gone', async () => {
    const { id, file } = await recorded()
    stack.emulator.control.faults.set([{ action: 'DeleteMedia', effect: 'error', code: 'InvalidParameterValue.FileId', times: 1 }])
    await remove('alice', id, file.id)
    expect((await get(id)).files[0]!.status).toBe('processing')
    await expect.poll(async () => (await get(id)).files[0]!.status, patient).toBe('deleted')
  })

  it('that is not wanted while it is on its way is deleted when it comes', async () => {
    const { id, roomId } = await record({ faults: [{ effect: 'uploadLate', delayMs: 1_500 }] })
    await expect.poll(async () => (await get(id)).files.length, patient).toBe(1)
    expect((await remove('alice', id, (await get(id)).files[0]!.id)).status).toBe(204)
    await expect.poll(async () => (await get(id)).files[0]!.status, patient).toBe('deleted')
    expect(stored(roomId)).toEqual([])
  })

  it('is nobody\'s to delete but the keepers\'', async () => {
    const { id, file } = shared
    expect((await remove('bob', id, file.id)).status).toBe(403)
    expect((await remove('mallory', id, file.id)).status).toBe(404)
    expect((await get(id)).files[0]!.status).toBe('ready')
  })
})

describe('without callbacks', () => {
  it.each<[string, object[]]>([
    ['of the file', [{ callback: 311, effect: 'drop' }]],
    ['that it was all', [{ callback: 312, effect: 'drop' }]],
    ['of any kind', [{ callback: '*', effect: 'drop' }]],
  ])('%s a recording is ready all the same', async (_, faults) => {
    const { id } = await record({ faults })
    await expect.poll(async () => (await get(id)).status, patient).toBe('ready')
    const { files } = await get(id)
    for (const file of files) expect(file).toMatchObject({ status: 'ready', stream: 'mix', track: 'audioVideo', format: 'mp4', userId: null })
    expect((await link('alice', id, files[0]!.id)).status).toBe(200)
  })

  it('all files of single streams are found, each with its person', async () => {
    const { id } = await record({ options: { mode: 'single' }, faults: [{ callback: '*', effect: 'drop' }] })
    await expect.poll(async () => (await get(id)).status, patient).toBe('ready')
    expect((await get(id)).files.map(({ userId, stream }) => [userId, stream]).toSorted()).toEqual([['alice', 'camera'], ['bob', 'camera']])
  })

  it('one of many files is found beside those that were told', async () => {
    const { id } = await record({ options: { mode: 'single' }, faults: [{ callback: 311, effect: 'drop', times: 1 }] })
    await expect.poll(async () => (await get(id)).files.map(({ status }) => status), patient).toEqual(['ready', 'ready'])
    expect(new Set((await get(id)).files.map(({ userId }) => userId))).toEqual(new Set(['alice', 'bob']))
  })

  it('a task that nobody ever heard of is found by its recorder', async () => {
    const { roomId, id } = await record({ faults: [{ callback: '*', effect: 'drop' }, { action: 'CreateCloudRecording', effect: 'lostAnswer', times: 1 }] })
    await expect.poll(async () => (await get(id)).status, patient).toBe('ready')
    const ours = stack.emulator.control.tasks.list().filter(({ request }) => request.RoomId === roomId)
    const { taskIds } = await get(id)
    for (const { taskId } of stack.emulator.control.media.list().filter(media => media.roomId === roomId)) expect(taskIds).toContain(taskId)
    expect(ours.length).toBeGreaterThan(0)
  })
})

describe('a recording of which nothing came', () => {
  it('has failed, and is ready when its file turns up late', async () => {
    const { id } = await record({ faults: [{ callback: 311, effect: 'drop' }, { action: 'SearchMedia', effect: 'http500' }] })
    await expect.poll(async () => (await get(id)).status, patient).toBe('failed')
    expect((await get(id)).error).toMatchObject({ code: 'files_missing' })
    stack.emulator.control.faults.clear()
    await expect.poll(async () => (await get(id)).status, patient).toBe('ready')
    expect(await get(id)).toMatchObject({ error: null, fileCounts: { ready: 1 } })
  })

  it('is not taken for one of which others\' files are there', async () => {
    const { roomId } = await recorded()
    const alice = browser(stack, 'alice')
    for (const userId of ['alice', 'bob']) stack.emulator.control.rooms.update(stack.emulator.control.rooms.find(roomId)!, userId, { camera: false, microphone: false })
    const { id } = (await alice.start(roomId)).body.current
    await expect.poll(async () => (await alice.snapshot(roomId)).current?.status, patient).toBe('recording')
    await alice.stop(roomId, id)
    const searches = () => stack.emulator.control.requests.list().filter(({ action }) => action === 'SearchMedia').length
    await expect.poll(async () => (await get(id)).status, patient).toBe('processing')
    const before = searches()
    await expect.poll(searches, patient).toBeGreaterThan(before + 1)
    expect((await get(id)).files).toEqual([])
  })
})
