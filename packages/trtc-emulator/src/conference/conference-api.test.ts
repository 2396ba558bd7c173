import { describe, expect, it } from 'vitest'
import { sdkAppId, startEmulator, userSig } from '../../testing/fixture.js'

interface Answer {
  ActionStatus: string
  ErrorCode: number
  ErrorInfo: string
  RequestId: string
  Response?: Record<string, unknown>
}

async function setUp(options: Parameters<typeof startEmulator>[0] = {}) {
  const emulator = await startEmulator(options)
  async function ask(command: string, body: unknown, query: Record<string, string | undefined> = {}) {
    const given = { sdkappid: String(sdkAppId), identifier: 'administrator', usersig: userSig('administrator'), random: '4294967295', contenttype: 'json', ...query }
    const search = new URLSearchParams(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined))
    const response = await fetch(`${emulator.url}/v4/room_engine_http_srv/${command}?${search}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
    return { status: response.status, ...await response.json() as Answer }
  }
  return { ...emulator, ask }
}

const room = { RoomId: 'demo' }

describe('the Conference REST API', () => {
  it('tells of a room', async () => {
    const { ask, control } = await setUp()
    control.rooms.enter('demo', { userId: 'alice' }, { roomName: 'Stand-up' })
    expect(await ask('get_room_info', room)).toMatchObject({
      status: 200,
      ActionStatus: 'OK',
      ErrorCode: 0,
      ErrorInfo: '',
      RequestId: expect.any(String) as string,
      Response: { RoomInfo: { RoomId: 'demo', RoomName: 'Stand-up', RoomType: 'Conference', Owner_Account: 'alice', MemberCount: 1, IsCloudRecordingDisabled: false } },
    })
  })

  it('lists its people page by page, fifty at most', async () => {
    const { ask, control } = await setUp()
    for (let index = 0; index < 120; index++) control.rooms.enter('demo', { userId: `user${index}` })
    const pages: string[][] = []
    let Next = ''
    do {
      const { Response } = await ask('get_room_member_list', { ...room, Count: 100, Next })
      pages.push((Response!.MemberList as { Member_Account: string }[]).map(member => member.Member_Account))
      Next = Response!.Next as string
    } while (Next !== '')
    expect(pages.map(page => page.length)).toEqual([50, 50, 20])
    expect(pages.flat()).toEqual(Array.from({ length: 120 }, (_, index) => `user${index}`))
  })

  it.each([[{}, 'RoomOwner'], [{ ownerRole: 'Owner' as const }, 'Owner']])('spells roles as switched by %o', async (variants, owner) => {
    const { ask, control } = await setUp({ variants })
    const people = control.rooms.enter('demo', { userId: 'alice' })
    for (const userId of ['bob', 'carol']) control.rooms.enter('demo', { userId })
    control.rooms.update(people, 'bob', { role: 'Admin' })
    const { Response } = await ask('get_room_member_list', { ...room, Count: 50, Next: '' })
    expect((Response!.MemberList as { Role: string }[]).map(({ Role }) => Role)).toEqual([owner, 'Admin', 'Member'])
  })

  it('changes rooms and people', async () => {
    const { ask, control } = await setUp()
    const demo = control.rooms.enter('demo', { userId: 'alice' })
    for (const userId of ['bob', 'carol']) control.rooms.enter('demo', { userId })
    const codes = [
      await ask('update_room_info', { ...room, RoomName: 'Planning', IsAudioDisabled: true }),
      await ask('update_room_member_info', { ...room, MemberInfo: { Member_Account: 'carol', Role: 'Admin', NameCard: 'Carol' } }),
      await ask('change_room_owner', { ...room, From_Account: 'alice', NewOwner_Account: 'bob' }),
      await ask('kick_user_out', { ...room, MemberList_Account: ['alice'], Reason: 'late' }),
    ].map(({ ErrorCode }) => ErrorCode)
    expect(codes).toEqual([0, 0, 0, 0])
    expect(demo).toMatchObject({ roomName: 'Planning', isAllMicrophoneDisabled: true, ownerId: 'bob' })
    expect([...demo.users.values()].map(({ userId, role, nameCard }) => [userId, role, nameCard])).toEqual([['bob', 'Owner', ''], ['carol', 'Admin', 'Carol']])
    expect((await ask('destroy_room', room)).ErrorCode).toBe(0)
    expect(control.rooms.find('demo')).toBeUndefined()
  })

  it.each<[string, Record<string, string | undefined>, number]>([
    ['no application', { sdkappid: undefined }, 60012],
    ['another application', { sdkappid: '1400000999' }, 60006],
    ['no account', { identifier: undefined }, 60004],
    ['no UserSig', { usersig: undefined }, 60004],
    ['somebody else\'s UserSig', { usersig: userSig('alice') }, 60005],
    ['a UserSig that has expired', { usersig: userSig('administrator', { expire: -1 }) }, 60005],
    ['an account that is no administrator', { identifier: 'alice', usersig: userSig('alice') }, 60010],
    ['no random number', { random: undefined }, 60009],
    ['a random number above 32 bits', { random: '4294967296' }, 60009],
    ['another content type', { contenttype: 'xml' }, 60009],
  ])('refuses a query with %s, with status 200', async (_, query, code) => {
    const { ask } = await setUp()
    expect(await ask('get_room_info', room, query)).toMatchObject({ status: 200, ActionStatus: 'FAIL', ErrorCode: code })
  })

  it.each<[string, string, unknown, number]>([
    ['an unknown command', 'get_everything', room, 60009],
    ['an empty body', 'get_room_info', '', 60003],
    ['a room that does not exist', 'get_room_info', { RoomId: 'nowhere' }, 100004],
    ['a room id that is a number', 'get_room_info', { RoomId: 4242 }, 100002],
    ['a wrongly written field', 'get_room_info', { roomId: 'demo' }, 100002],
    ['a page without its size', 'get_room_member_list', { ...room, Next: '' }, 100002],
    ['a page that no other one led to', 'get_room_member_list', { ...room, Count: 50, Next: 'x' }, 100002],
    ['a new owner who is not there', 'change_room_owner', { ...room, NewOwner_Account: 'nobody' }, 100005],
    ['an owner who does not own', 'change_room_owner', { ...room, From_Account: 'bob', NewOwner_Account: 'bob' }, 100006],
    ['a role below the owner\'s', 'update_room_member_info', { ...room, MemberInfo: { Member_Account: 'alice', Role: 'Member' } }, 100006],
    ['one to kick who is not there, and kicks nobody', 'kick_user_out', { ...room, MemberList_Account: ['bob', 'nobody'] }, 100005],
  ])('refuses %s', async (_, command, body, code) => {
    const { ask, control } = await setUp()
    const demo = control.rooms.enter('demo', { userId: 'alice' })
    control.rooms.enter('demo', { userId: 'bob' })
    expect(await ask(command, body)).toMatchObject({ status: 200, ActionStatus: 'FAIL', ErrorCode: code })
    expect([...demo.users.values()].map(({ role }) => role)).toEqual(['Owner', 'Member'])
  })

  it('does not know rooms with a number', async () => {
    const { ask, control } = await setUp()
    control.rooms.enter('4242', { userId: 'alice' }, { roomIdType: 1 })
    expect((await ask('get_room_info', { RoomId: '4242' })).ErrorCode).toBe(100004)
  })

  it('can be made to fail', async () => {
    const { ask, control } = await setUp()
    control.rooms.enter('demo', { userId: 'alice' })
    control.faults.set([{ action: 'get_room_info', effect: 'error', code: 60008, times: 1 }, { action: 'get_room_info', effect: 'drop', times: 1 }])
    expect((await ask('get_room_info', room)).ErrorCode).toBe(60008)
    await expect(ask('get_room_info', room)).rejects.toThrow('fetch failed')
    expect((await ask('get_room_info', room)).ErrorCode).toBe(0)
  })
})
