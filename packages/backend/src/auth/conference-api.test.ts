import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { verifyUserSig } from '../trtc/user-sig.js'
import { createConferenceApi } from './conference-api.js'

const key = { sdkAppId: 1400000123, sdkSecretKey: 'k'.repeat(64) }

/** A Conference API that answers as told, `null` by hanging up; requests are noted. */
async function serve(answers: Record<string, (body: any) => unknown>, timeoutMs = 4_000) {
  const requests: { url: URL, body: any }[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const url = new URL(request.url!, 'http://conference')
    const body = JSON.parse(text)
    requests.push({ url, body })
    const answer = await answers[url.pathname.split('/').at(-1)!]!(body)
    if (answer === null) request.socket.destroy()
    else response.end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => { server.close() })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { requests, api: createConferenceApi({ ...key, endpoint, adminUserId: 'administrator', timeoutMs }) }
}

const ok = (Response: unknown) => ({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', RequestId: 'x', Response })
const failed = (ErrorCode: number) => ({ ActionStatus: 'FAIL', ErrorCode, ErrorInfo: 'no', RequestId: 'x' })
const member = (Member_Account: string, Role: string, NameCard = '') => ({ Member_Account, NameCard, Role, Marks: [], CustomInfo: '' })

describe('a room\'s people', () => {
  it('are read page by page, in the administrator\'s name', async () => {
    const { api, requests } = await serve({
      get_room_info: () => ok({ RoomInfo: { RoomId: 'demo', Owner_Account: 'alice' } }),
      get_room_member_list: ({ Next }) => Next === ''
        ? ok({ Next: 'page 2', MemberList: [member('alice', 'Owner', 'Alice'), member('bob', 'Member')] })
        : ok({ Next: '', MemberList: [member('carol', 'Admin', 'Carol')] }),
    })
    const roles = await api.fetchRoles('demo')
    expect(roles).toEqual({ ownerId: 'alice', adminIds: new Set(['carol']), members: new Map([['alice', { name: 'Alice' }], ['bob', { name: null }], ['carol', { name: 'Carol' }]]) })
    expect(requests.map(({ body }) => body)).toEqual([{ RoomId: 'demo' }, { RoomId: 'demo', Count: 50, Next: '' }, { RoomId: 'demo', Count: 50, Next: 'page 2' }])
    const { pathname, searchParams } = requests[0]!.url
    expect(pathname).toBe('/v4/room_engine_http_srv/get_room_info')
    expect(Object.fromEntries(searchParams)).toMatchObject({ sdkappid: '1400000123', identifier: 'administrator', contenttype: 'json', random: expect.stringMatching(/^\d+$/) as string })
    expect(verifyUserSig(searchParams.get('usersig')!, key, Date.now())?.userId).toBe('administrator')
  })

  it.each(['Owner', 'RoomOwner'])('the owner is found by the role %s when the room does not name one', async role => {
    const { api } = await serve({
      get_room_info: () => ok({ RoomInfo: {} }),
      get_room_member_list: () => ok({ Next: '', MemberList: [member('alice', role)] }),
    })
    expect((await api.fetchRoles('demo'))!.ownerId).toBe('alice')
  })

  it('of a room that was destroyed are nobody', async () => {
    const { api } = await serve({ get_room_info: () => failed(100004) })
    expect(await api.fetchRoles('demo')).toBeNull()
  })

  it.each<[string, Record<string, (body: any) => unknown>]>([
    ['a refusal', { get_room_info: () => failed(60010) }],
    ['an answer of another shape', { get_room_info: () => ok({ Room: {} }) }],
    ['no envelope', { get_room_info: () => ({ hello: 'world' }) }],
    ['a list that does not end', { get_room_info: () => ok({ RoomInfo: { Owner_Account: 'a' } }), get_room_member_list: () => ok({ Next: 'more', MemberList: [] }) }],
  ])('are unavailable after %s', async (_, answers) => {
    const { api } = await serve(answers)
    await expect(api.fetchRoles('demo')).rejects.toMatchObject({ code: 'unavailable', status: 503, retryable: true })
  })

  it.each([
    ['the connection broke', () => null],
    ['no answer came', () => new Promise(() => {})],
  ])('are asked for once more when %s', async (_, first) => {
    let asked = 0
    const { api } = await serve({
      get_room_info: () => ++asked === 1 ? first() : ok({ RoomInfo: { Owner_Account: 'alice' } }),
      get_room_member_list: () => ok({ Next: '', MemberList: [] }),
    }, 1_000)
    expect((await api.fetchRoles('demo'))!.ownerId).toBe('alice')
    expect(asked).toBe(2)
  })

  it('are unavailable when every connection breaks', async () => {
    const { api, requests } = await serve({ get_room_info: () => null })
    await expect(api.fetchRoles('demo')).rejects.toMatchObject({ code: 'unavailable' })
    expect(requests).toHaveLength(2)
  })

  it('are unavailable when nobody is there', async () => {
    const api = createConferenceApi({ ...key, endpoint: 'http://127.0.0.1:1', adminUserId: 'administrator' })
    await expect(api.fetchRoles('demo')).rejects.toMatchObject({ code: 'unavailable' })
  })
})
