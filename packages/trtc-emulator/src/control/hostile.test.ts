import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sdkAppId, startEmulator, userSig } from '../../testing/fixture.js'

async function setUp() {
  const emulator = await startEmulator()
  emulator.enter('alice')
  return {
    ...emulator,
    async send(method: string, path: string, body?: string) {
      const response = await fetch(emulator.url + path, { method, ...body !== undefined && { body } })
      return { status: response.status, text: await response.text() }
    },
  }
}

const nested = (depth: number) => `${'[{"a":'.repeat(depth)}1${'}]'.repeat(depth)}`
const writes = [
  ['POST', '/rooms/demo/users'],
  ['PATCH', '/rooms/demo/users/alice'],
  ['POST', '/tasks/none/leave'],
  ['PUT', '/faults'],
  ['PATCH', '/variants'],
  ['POST', '/clock'],
  ['PUT', '/auto-recording'],
] as const

const conference = (command: string) =>
  `/v4/room_engine_http_srv/${command}?${new URLSearchParams({ sdkappid: String(sdkAppId), identifier: 'administrator', usersig: userSig('administrator'), random: '1', contenttype: 'json' })}`
const commands = ['get_room_info', 'get_room_member_list', 'update_room_info', 'update_room_member_info', 'change_room_owner', 'kick_user_out', 'no_such_command']

/** Whatever JSON can be, and objects with the fields that matter and any value in them. */
const anyBody = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.dictionary(fc.constantFrom('userId', 'userName', 'camera', 'role', 'roomIdType', 'leaveCode', 'eventTs', 'effect', 'RoomId', 'Count', 'Next', 'MemberInfo', '__proto__', 'constructor'), fc.jsonValue({ maxDepth: 2 })),
).map(value => JSON.stringify(value))

describe('the control API', () => {
  it('refuses what makes no sense with a sentence, and never fails', async () => {
    const { send } = await setUp()
    await fc.assert(fc.asyncProperty(fc.constantFrom(...writes), fc.oneof(anyBody, fc.string()), async ([method, path], body) => {
      const { status, text } = await send(method, `/_emulator/v1${path}`, body)
      expect([200, 204, 400, 404, 409]).toContain(status)
      if (status >= 400) expect(JSON.parse(text)).toEqual({ error: expect.stringMatching(/\w+ \w+/) as string })
    }), { numRuns: 150 })
    expect((await send('GET', '/_emulator/v1/rooms')).status).toBe(200)
    expect((await send('GET', '/')).status).toBe(200)
  })

  it.each(writes)('takes no huge body and no deep one: %s %s', async (method, path) => {
    const { send } = await setUp()
    expect((await send(method, `/_emulator/v1${path}`, `"${'x'.repeat(2_000_000)}"`)).status).toBe(413)
    expect((await send(method, `/_emulator/v1${path}`, nested(50_000))).status).toBe(400)
  })

  it.each([
    ['a user id of a thousand letters', '/rooms/demo/users', { userId: 'x'.repeat(1000) }],
    ['a name of a thousand letters', '/rooms/demo/users', { userId: 'bob', userName: 'x'.repeat(1000) }],
    ['a room id of a thousand letters', `/rooms/${'x'.repeat(1000)}/users`, { userId: 'bob' }],
    ['a numeric room without a number', '/rooms/demo/users', { userId: 'bob', roomIdType: 1 }],
    ['a numeric room of too large a number', '/rooms/4294967296/users', { userId: 'bob', roomIdType: 1 }],
  ])('refuses %s', async (_, path, body) => {
    const { send, control } = await setUp()
    expect((await send('POST', `/_emulator/v1${path}`, JSON.stringify(body))).status).toBe(400)
    expect([...control.rooms.rooms()].map(({ users }) => [...users.keys()])).toEqual([['alice']])
  })

  it('can look at thousands of rooms', async () => {
    const { send, control } = await setUp()
    for (let index = 0; index < 5000; index++) control.rooms.enter(`room-${index}`, { userId: 'alice' })
    expect(JSON.parse((await send('GET', '/_emulator/v1/rooms')).text)).toHaveLength(5001)
    const page = await send('GET', '/_emulator/page/rooms')
    expect(page.text).toContain('room-4999')
    expect(page.text.length).toBeLessThan(200_000)
  })

  it.each(['/_emulator/v1/rooms/%E0%A4%A', '/_emulator/v1/rooms/%00/users/%00', '/_emulator/page/..%2f..%2fpackage.json', '/_emulator/page/__proto__', '/_emulator/v1/tasks/..%2F..%2Fx'])('has nothing at %s', async path => {
    const { send } = await setUp()
    expect((await send('GET', path)).status).toBe(404)
  })
})

describe('the Conference REST API', () => {
  it('answers whatever it is asked with status 200 and a code', async () => {
    const { send } = await setUp()
    await fc.assert(fc.asyncProperty(fc.constantFrom(...commands), fc.oneof(anyBody, fc.string()), async (command, body) => {
      const { status, text } = await send('POST', conference(command), body)
      expect(status).toBe(200)
      expect(JSON.parse(text)).toMatchObject({ ActionStatus: expect.stringMatching(/^(?:OK|FAIL)$/) as string, ErrorCode: expect.any(Number) as number })
    }), { numRuns: 150 })
  })

  it('takes no huge body and no deep one, and keeps neither', async () => {
    const { send, control } = await setUp()
    for (const body of [`"${'x'.repeat(2_000_000)}"`, nested(5000)]) {
      const { status, text } = await send('POST', conference('get_room_info'), body)
      expect([status, JSON.parse(text).ActionStatus]).toEqual([200, 'FAIL'])
    }
    expect(JSON.stringify(control.requests.list()).length).toBeLessThan(100_000)
  })
})

describe('the cloud API', () => {
  it('answers a deep body as any other that makes no sense', async () => {
    const { url, control } = await setUp()
    const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-TC-Version': '2019-07-22', 'X-TC-Action': 'CreateCloudRecording' }, body: nested(5000) })
    expect([response.status, await response.json()]).toMatchObject([200, { Response: { Error: { Code: expect.any(String) as string } } }])
    expect(JSON.stringify(control.requests.list()).length).toBeLessThan(100_000)
  })
})
