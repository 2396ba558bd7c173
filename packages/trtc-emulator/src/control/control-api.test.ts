import { describe, expect, it } from 'vitest'
import { codeOf, soon, startEmulator } from '../../testing/fixture.js'

async function setUp(options: Parameters<typeof startEmulator>[0] = {}) {
  const emulator = await startEmulator(options)
  async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const response = await fetch(`${emulator.url}/_emulator/v1${path}`, { method, headers, ...body === undefined ? {} : { body: JSON.stringify(body) } })
    const text = await response.text()
    return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) as any }
  }
  return { ...emulator, ask }
}

describe('rooms over HTTP', () => {
  it('are made by the first to enter, who owns them, and closed', async () => {
    const { ask, control } = await setUp()
    await ask('POST', '/rooms/demo/users', { userId: 'alice', userName: 'Alice' })
    const { json } = await ask('POST', '/rooms/demo/users', { userId: 'bob' })
    expect(json).toMatchObject({ roomId: 'demo', ownerId: 'alice', users: [{ userId: 'alice', userName: 'Alice', role: 'Owner' }, { userId: 'bob', role: 'Member' }] })
    expect((await ask('GET', '/rooms')).json).toEqual([json])
    expect((await ask('DELETE', '/rooms/demo')).status).toBe(204)
    expect([...control.rooms.rooms()]).toEqual([])
  })

  it('are changed: streams, roles, and who is there', async () => {
    const { ask } = await setUp()
    await ask('POST', '/rooms/a%2Fb/users', { userId: 'alice' })
    await ask('POST', '/rooms/a%2Fb/users', { userId: 'bob' })
    expect((await ask('PATCH', '/rooms/a%2Fb/users/bob', { camera: true, role: 'Admin' })).json.users[1]).toMatchObject({ camera: true, microphone: false, role: 'Admin' })
    await ask('PATCH', '/rooms/a%2Fb/users/bob', { role: 'Owner' })
    expect((await ask('DELETE', '/rooms/a%2Fb/users/alice')).status).toBe(204)
    expect((await ask('GET', '/rooms/a%2Fb')).json).toMatchObject({ roomId: 'a/b', ownerId: 'bob', users: [{ userId: 'bob' }] })
  })

  it('may have a number', async () => {
    const { ask, control } = await setUp()
    await ask('POST', '/rooms/4242/users', { userId: 'alice', roomIdType: 1 })
    expect((await ask('PATCH', '/rooms/4242/users/alice', { screen: true })).status).toBe(404)
    expect((await ask('PATCH', '/rooms/4242/users/alice?roomIdType=1', { screen: true })).status).toBe(200)
    expect(control.rooms.find('4242', 1)!.users.get('alice')!.screen).toBe(true)
  })

  it.each<[string, string, string, unknown, number]>([
    ['nobody to enter', 'POST', '/rooms/demo/users', {}, 400],
    ['a field that there is not', 'PATCH', '/rooms/demo/users/alice', { video: true }, 400],
    ['no body', 'PATCH', '/rooms/demo/users/alice', undefined, 400],
    ['somebody who is not there', 'PATCH', '/rooms/demo/users/nobody', { camera: true }, 409],
    ['an owner who would lose the role', 'PATCH', '/rooms/demo/users/alice', { role: 'Member' }, 409],
    ['a room that is not there', 'DELETE', '/rooms/nowhere', undefined, 404],
    ['a task that is not there', 'GET', '/tasks/none', undefined, 404],
  ])('refuse %s with a sentence', async (_, method, path, body, status) => {
    const { ask, enter } = await setUp()
    enter('alice')
    expect(await ask(method, path, body)).toMatchObject({ status, json: { error: expect.stringMatching(/\w+ \w+/) as string } })
  })
})

describe('what goes on', () => {
  it('is seen over HTTP: tasks with their life, callbacks with every attempt, requests with their answers', async () => {
    const { ask, enter, create, remove, receiver, control } = await setUp({ answers: [500] })
    enter('alice')
    const taskId = await create()
    await control.until(() => receiver.of(301).length === 2, soon())
    await remove(taskId)
    await control.until(() => receiver.of(312).length === 1, soon())

    const task = (await ask('GET', `/tasks/${taskId}`)).json
    expect(task).toMatchObject({
      taskId,
      roomId: 'demo',
      recorderId: 'rr_demo',
      phase: 'gone',
      leaveCode: 0,
      request: { UserSig: '***', RecordParams: { MaxIdleTime: 30 } },
      files: [{ name: '1400000123_ZGVtbw...mp4', mediaId: 'mix' }],
    })
    expect(task.timeline.map(({ event }: { event: string }) => event)).toEqual(['created', 'entered', 'InProgress', 'leaving', 'Exited', 'gone'])
    expect((await ask('GET', '/tasks')).json).toEqual([task])

    await control.callbacks.settled()
    const callbacks = (await ask('GET', '/callbacks')).json as { eventType: number, state: string, attempts: { status: number, body: string }[] }[]
    expect(callbacks.map(({ eventType, state, attempts }) => [eventType, state, attempts.map(({ status }) => status)]))
      .toEqual([[301, 'delivered', [500, 200]], [302, 'delivered', [200]], [311, 'delivered', [200]], [312, 'delivered', [200]]])
    expect(callbacks[0]!.attempts[1]!.body).toBe(receiver.received.filter(({ body }) => body.EventType === 301)[1]!.raw.toString())

    expect((await ask('GET', '/requests')).json).toMatchObject([
      { service: 'trtc', action: 'CreateCloudRecording', region: 'ap-guangzhou', request: { UserSig: '***', RoomId: 'demo' }, answer: { Response: { TaskId: taskId } }, code: null },
      { service: 'trtc', action: 'DeleteCloudRecording' },
    ])
  })

  it('can be influenced: the service removes a recorder, or moves it', async () => {
    const { ask, create, receiver, control } = await setUp()
    const taskId = await create()
    await control.until(() => receiver.of(301).length === 1, soon())
    expect((await ask('POST', `/tasks/${taskId}/fail-over`)).status).toBe(204)
    expect((await ask('POST', `/tasks/${taskId}/leave`, { leaveCode: 0 })).status).toBe(400)
    expect((await ask('POST', `/tasks/${taskId}/leave`, { leaveCode: 3 })).status).toBe(204)
    expect((await ask('POST', `/tasks/${taskId}/leave`, { leaveCode: 3 })).status).toBe(404)
    await control.until(() => receiver.of(302).length === 1, soon())
    expect(receiver.types()).toEqual([301, 306, 302])
  })
})

describe('faults over HTTP', () => {
  it('are put as a list, counted down, and cleared', async () => {
    const { ask, create } = await setUp()
    const faults = [{ action: 'CreateCloudRecording', effect: 'error', code: 'FailedOperation.RestrictedConcurrency', times: 2 }]
    expect((await ask('PUT', '/faults', faults)).json).toEqual(faults)
    expect(await codeOf(create())).toBe('FailedOperation.RestrictedConcurrency')
    expect((await ask('GET', '/faults')).json).toEqual([{ ...faults[0], times: 1 }])
    expect((await ask('DELETE', '/faults')).status).toBe(204)
    await create()
  })

  it('strike one room, and end with it', async () => {
    const { ask, create, remove } = await setUp()
    const elsewhere = await create({ RoomId: 'elsewhere' })
    const here = await create()
    const refused = { roomId: 'demo', effect: 'error', code: 'InternalError.CRInternalError' }
    await ask('PUT', '/faults', [{ callback: 399, effect: 'drop' }])
    expect((await ask('POST', '/faults', [refused])).json).toEqual([{ callback: 399, effect: 'drop' }, refused])
    await remove(elsewhere)
    expect([await codeOf(remove(here)), await codeOf(create({ UserId: 'rr_other' }))]).toEqual([refused.code, refused.code])
    await ask('DELETE', '/faults?roomId=demo')
    expect((await ask('GET', '/faults')).json).toEqual([{ callback: 399, effect: 'drop' }])
    await remove(here)
  })

  it('that make no sense are refused and change nothing', async () => {
    const { ask } = await setUp()
    await ask('PUT', '/faults', [{ effect: 'drop' }])
    expect(await ask('PUT', '/faults', [{ effect: 'error' }])).toMatchObject({ status: 400, json: { error: '0.code: error needs a code' } })
    expect((await ask('GET', '/faults')).json).toEqual([{ effect: 'drop' }])
  })
})

describe('pages in a browser', () => {
  it.each(['http://localhost:5173', 'http://127.0.0.1:5173', 'https://[::1]:8443'])('of %s may control the emulator', async origin => {
    const { ask } = await setUp()
    const preflight = await ask('OPTIONS', '/faults', undefined, { 'Origin': origin, 'Access-Control-Request-Method': 'PUT' })
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe(origin)
    expect((await ask('GET', '/rooms', undefined, { Origin: origin })).headers.get('Access-Control-Allow-Origin')).toBe(origin)
  })

  it.each(['https://example.com', 'http://localhost.example.com', 'null'])('of %s may not', async origin => {
    const { ask } = await setUp()
    const answer = await ask('POST', '/rooms/demo/users', { userId: 'mallory' }, { Origin: origin })
    expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')]).toEqual([403, null])
    expect((await ask('GET', '/rooms')).json).toEqual([])
  })
})
