import type { Stack } from '../../testing/stack.js'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browser, closeRooms, key, openRoom, startStack, userSig } from '../../testing/stack.js'
import { createUserSig } from '../trtc/user-sig.js'

let stack: Stack
beforeAll(async () => { stack = await startStack({ internals: { rolesMaxAgeMs: 0, permissionsMs: 50 } }) })
afterEach(() => closeRooms(stack))
afterAll(() => stack.close())

/** Alice owns it, Carol is an admin, Bob a member. */
function aRoom(): string {
  const roomId = openRoom(stack, 'carol')
  stack.emulator.control.rooms.update(stack.emulator.control.rooms.find(roomId, 0)!, 'carol', { role: 'Admin' })
  return roomId
}

describe('who may do what', () => {
  const owner = { snapshot: 200, permissions: 200, start: 202, update: 202, list: 200, get: 200, events: 200, stop: 202 }
  const member = { snapshot: 200, permissions: 200, start: 403, update: 403, list: 403, get: 403, events: 200, stop: 403 }
  const stranger = { snapshot: 404, permissions: 404, start: 404, update: 404, list: 404, get: 404, events: 404, stop: 404 }
  const nobody = { snapshot: 401, permissions: 401, start: 401, update: 401, list: 401, get: 401, events: 401, stop: 401 }

  it.each<[string, string, string, typeof owner]>([
    ['the owner', 'alice', userSig('alice'), owner],
    ['an admin', 'carol', userSig('carol'), owner],
    ['a member', 'bob', userSig('bob'), member],
    ['a stranger', 'mallory', userSig('mallory'), stranger],
    ['somebody with an expired UserSig', 'alice', userSig('alice', -1), nobody],
    ['somebody with a forged UserSig', 'alice', createUserSig({ ...key, sdkSecretKey: 'f'.repeat(64) }, 'alice', 3600), nobody],
    ['somebody with a UserSig of another application', 'alice', createUserSig({ ...key, sdkAppId: 1 }, 'alice', 3600), nobody],
    ['somebody with nonsense', 'alice', 'eJxnonsense', nobody],
    ['somebody with a bomb', 'alice', 'x'.repeat(5000), nobody],
  ])('%s', async (_, userId, sig, expected) => {
    const roomId = aRoom()
    const other = aRoom()
    const { current } = await stack.backend.recordings.start({ roomId, by: 'alice' })
    const caller = browser(stack, userId, sig)
    const status = async (answer: Promise<{ status: number }>) => (await answer).status
    expect({
      snapshot: await status(caller.call('GET', `/rooms/${roomId}/recording`)),
      permissions: await status(caller.permissions(roomId)),
      start: await status(caller.start(other)),
      update: await status(caller.update(roomId, current!.id, { layout: { mode: 'float' } })),
      list: await status(caller.list(roomId)),
      get: await status(caller.get(current!.id)),
      events: (await caller.events(roomId)).response.status,
      stop: await status(caller.stop(roomId, current!.id)),
    }).toEqual(expected)
  })

  it('a stranger cannot tell a room from none, nor a recording from none', async () => {
    const roomId = aRoom()
    const { current } = await stack.backend.recordings.start({ roomId, by: 'alice' })
    const mallory = browser(stack, 'mallory')
    const words = async (answer: Promise<{ status: number, body: any }>) => {
      const { status, body } = await answer
      return { status, ...body, requestId: '' }
    }
    for (const path of ['recording', 'permissions', 'events', 'recordings'])
      expect(await words(mallory.call('GET', `/rooms/${roomId}/${path}`))).toEqual(await words(mallory.call('GET', `/rooms/nowhere/${path}`)))
    expect(await words(mallory.get(current!.id))).toEqual(await words(mallory.get('0'.repeat(20))))
    expect(await words(mallory.stop(roomId, current!.id))).toEqual(await words(mallory.stop('nowhere', current!.id)))
  })

  it('permissions say it before anybody tries', async () => {
    const roomId = aRoom()
    const all = { view: true, control: true, list: true, play: true, delete: true, features: expect.arrayContaining(['rename', 'consents', 'markers']) as string[] }
    const some = { ...all, control: false, list: false, play: false, delete: false }
    expect((await browser(stack, 'alice').permissions(roomId)).body).toEqual(all)
    expect((await browser(stack, 'carol').permissions(roomId)).body).toEqual(all)
    expect((await browser(stack, 'bob').permissions(roomId)).body).toEqual(some)
  })
})

describe('roles that change', () => {
  it('are told on the event stream without being asked for', async () => {
    const roomId = aRoom()
    const bob = await browser(stack, 'bob').events(roomId)
    expect(await bob.permissions()).toMatchObject({ control: false })
    const room = stack.emulator.control.rooms.find(roomId, 0)!
    stack.emulator.control.rooms.update(room, 'bob', { role: 'Admin' })
    expect(await bob.permissions()).toMatchObject({ control: true })
    stack.emulator.control.rooms.leave(room, 'bob')
    expect(await bob.permissions()).toMatchObject({ view: false })
    await expect(bob.until(() => false)).rejects.toThrow('ended')
  })

  it('are known at once to whoever asks', async () => {
    const roomId = aRoom()
    stack.emulator.control.rooms.update(stack.emulator.control.rooms.find(roomId, 0)!, 'bob', { role: 'Owner' })
    expect((await browser(stack, 'bob').permissions(roomId)).body.control).toBe(true)
    expect((await browser(stack, 'alice').permissions(roomId)).body.control).toBe(false)
  })
})

describe('a recording belongs to those who kept the room while it ran', () => {
  it('and not to who makes a room anew under the same id', async () => {
    const roomId = aRoom()
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    const { body } = await alice.start(roomId)
    await alice.stop(roomId, body.current.id)
    await events.snapshot(({ current, revision }) => revision > 0 && current === null)
    closeRooms(stack)
    stack.emulator.control.rooms.enter(roomId, { userId: 'mallory' })

    const mallory = browser(stack, 'mallory')
    expect((await mallory.permissions(roomId)).body.control).toBe(true)
    expect((await mallory.list(roomId)).body).toEqual({ items: [], cursor: null })
    expect((await mallory.get(body.current.id)).status).toBe(403)
    expect((await browser(stack, 'carol').list(roomId)).body.items).toMatchObject([{ id: body.current.id }])
    expect((await alice.get(body.current.id)).status).toBe(200)
  })

  it('whoever becomes an admin while it runs keeps it too', async () => {
    const roomId = aRoom()
    const { current } = await stack.backend.recordings.start({ roomId, by: 'alice' })
    stack.emulator.control.rooms.update(stack.emulator.control.rooms.find(roomId, 0)!, 'bob', { role: 'Admin' })
    expect((await browser(stack, 'bob').permissions(roomId)).body.control).toBe(true)
    await expect.poll(async () => (await browser(stack, 'bob').get(current!.id)).status).toBe(200)
  })
})

describe('when the Conference API does not answer', () => {
  it.each([
    { action: 'get_room_info', effect: 'http500' } as const,
    { action: 'get_room_info', effect: 'notJson' } as const,
    { action: 'get_room_member_list', effect: 'drop' } as const,
    { action: 'get_room_info', effect: 'error', code: 60012 } as const,
  ])('%o: nobody may do anything, and everybody is told to try again', async fault => {
    const roomId = aRoom()
    stack.emulator.control.faults.set([fault])
    const alice = browser(stack, 'alice')
    for (const answer of [alice.start(roomId), alice.permissions(roomId), alice.call('GET', `/rooms/${roomId}/recording`)])
      expect(await answer).toMatchObject({ status: 503, body: { code: 'unavailable', retryable: true } })
    stack.emulator.control.faults.clear()
    expect((await alice.start(roomId)).status).toBe(202)
  })

  it('who listens already goes on listening', async () => {
    const roomId = aRoom()
    const alice = await browser(stack, 'alice').events(roomId)
    await alice.snapshot()
    stack.emulator.control.faults.set([{ action: 'get_room_info', effect: 'http500' }])
    await stack.backend.recordings.start({ roomId, by: { userId: 'alice', name: 'Alice' } })
    await alice.snapshot(({ current }) => current?.status === 'recording')
  })
})
