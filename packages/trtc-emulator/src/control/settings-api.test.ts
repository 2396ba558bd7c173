import { describe, expect, it } from 'vitest'
import { codeOf, createRequest, soon, startEmulator } from '../../testing/fixture.js'
import { createVirtualClock } from '../clock.js'

async function setUp(options: Parameters<typeof startEmulator>[0] = {}) {
  const emulator = await startEmulator(options)
  async function ask(method: string, path: string, body?: unknown) {
    const response = await fetch(`${emulator.url}/_emulator/v1${path}`, { method, ...body === undefined ? {} : { body: JSON.stringify(body) } })
    const text = await response.text()
    return { status: response.status, json: text === '' ? undefined : JSON.parse(text) as any }
  }
  return { ...emulator, ask }
}

const hour = 3_600_000

describe('time over HTTP', () => {
  it('passes 72 hours at once, with all that happens in them', async () => {
    const now = Date.parse('2026-01-01T00:00:00Z')
    const { ask, enter, create, describe: look, receiver, control } = await setUp({ clock: createVirtualClock({ now }), vodVisibleDelayMs: 60_000 })
    enter('alice')
    const taskId = await create()
    expect((await ask('POST', '/clock', { advanceMs: 72 * hour })).json).toEqual({ now: now + 72 * hour, virtual: true })
    expect(await codeOf(look(taskId))).toBe('ResourceNotFound')
    expect(control.tasks.find(taskId)).toMatchObject({ phase: 'running', status: 'InProgress' })
    control.rooms.leave(control.rooms.find('demo')!, 'alice')
    await ask('POST', '/clock', { advanceMs: 60_000 })
    expect([...new Set(receiver.types())]).toEqual([301, 302, 311, 312])
    expect((await ask('GET', '/clock')).json).toEqual({ now: now + 72 * hour + 60_000, virtual: true })
  })

  it('is real unless the emulator was started otherwise', async () => {
    const { ask } = await setUp()
    expect((await ask('GET', '/clock')).json).toMatchObject({ virtual: false })
    expect(await ask('POST', '/clock', { advanceMs: 1 })).toMatchObject({ status: 409, json: { error: expect.stringContaining('--virtual-clock') as string } })
  })

  it.each([[{}], [{ advanceMs: -1 }], [{ advanceMs: 0.5 }], [{ advanceMs: 1, until: 2 }]])('is not moved by %j', async body => {
    const { ask } = await setUp({ clock: createVirtualClock() })
    expect((await ask('POST', '/clock', body)).status).toBe(400)
  })
})

describe('switches over HTTP', () => {
  it('act from now on', async () => {
    const { ask, create, receiver, control, call } = await setUp()
    const optional = { RecordParams: { RecordMode: 2 } }
    expect(await codeOf(create(optional))).toBe('MissingParameter.StreamType')
    const { json } = await ask('PATCH', '/variants', { streamType: 'optional', eventTs: 'number', taskId: 'uuid', endedTask: 'FailedOperation.TaskNotExist' })
    expect(json).toMatchObject({ streamType: 'optional', eventTs: 'number', oddCanvas: 'refused' })
    expect((await ask('GET', '/variants')).json).toEqual(json)
    expect(await create(optional)).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
    await control.until(() => receiver.of(301).length === 1, soon())
    expect(receiver.of(301)[0]!.EventInfo.EventTs).toEqual(expect.any(Number))
    expect(await codeOf(call('DeleteCloudRecording', { SdkAppId: 1400000123, TaskId: 'none' }))).toBe('FailedOperation.TaskNotExist')
  })

  it.each([[{ eventTs: 'text' }], [{ nonsense: 'yes' }], [[]]])('are not set to %j', async body => {
    const { ask, control } = await setUp()
    expect((await ask('PATCH', '/variants', body)).status).toBe(400)
    expect(control.variants.list()).toMatchObject({ eventTs: 'string' })
  })
})

describe('automatic recording over HTTP', () => {
  it('is switched on with its defaults filled in and its keys masked, and off', async () => {
    const { ask } = await setUp()
    expect((await ask('GET', '/auto-recording')).json).toBeNull()
    const { CloudStorage } = createRequest({ CloudStorage: { Vendor: 0, Region: 'ap-guangzhou', Bucket: 'rec-1250000000', AccessKey: 'AKIDcos', SecretKey: 'hidden' } })
    const { json } = await ask('PUT', '/auto-recording', { resumeWaitSeconds: 5, storage: { CloudStorage } })
    expect(json).toMatchObject({ streamType: 0, format: 'mp4', resumeWaitSeconds: 5, maxMediaFileMinutes: 1440 })
    expect(JSON.stringify(json)).not.toMatch(/AKIDcos|hidden/)
    expect((await ask('PUT', '/auto-recording', { format: 'aac' })).status).toBe(400)
    expect((await ask('DELETE', '/auto-recording')).status).toBe(204)
    expect((await ask('GET', '/auto-recording')).json).toBeNull()
  })
})

describe('what befalls tasks', () => {
  it.each<[string, object, (string | number)[]]>([
    ['a start that fails', { effect: 'startFailed' }, ['301:1']],
    ['a recorder that is cut off', { effect: 'cutOff', delayMs: 1000 }, ['301:0', '302:100', 311, '312:0']],
    ['a move to another machine', { effect: 'failover', delayMs: 1000 }, ['301:0', '306:0']],
  ])('over HTTP: %s', async (_, fault, told) => {
    const clock = createVirtualClock()
    const { ask, enter, create, receiver } = await setUp({ clock })
    expect((await ask('PUT', '/faults', [{ ...fault, times: 1 }])).status).toBe(200)
    enter('alice')
    await create()
    await clock.advance(2000)
    expect(receiver.received.map(({ body: { EventType, EventInfo: { Payload } } }) => EventType === 311 ? 311 : `${EventType}:${Object.values(Payload!)[0] as number}`)).toEqual(told)
    expect((await ask('GET', '/faults')).json).toEqual([])
  })

  it.each([[{ effect: 'cutOff', action: 'CreateCloudRecording' }], [{ effect: 'cutOff', callback: 302 }], [{ effect: 'drop', callback: 'Room' }]])('is refused as %j', async fault => {
    const { ask } = await setUp()
    expect((await ask('PUT', '/faults', [fault])).status).toBe(400)
  })
})
