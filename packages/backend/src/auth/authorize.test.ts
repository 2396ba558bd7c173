import type { RoomRoles } from './room-directory.js'
import { describe, expect, it } from 'vitest'
import { authorizeByRoles } from './authorize.js'
import { createRoomDirectory } from './room-directory.js'

function aRoom() {
  const people = new Set(['alice'])
  const room = { questions: 0, now: 0, people }
  const directory = createRoomDirectory({
    now: () => room.now,
    fetchRoles: async (): Promise<RoomRoles> => {
      room.questions++
      return { ownerId: 'alice', adminIds: new Set(), members: new Map([...people].map(userId => [userId, { name: userId }])) }
    },
  })
  const authorize = authorizeByRoles(directory)
  const mayView = (userId: string) => authorize({ user: { userId, expiresAt: Infinity }, roomId: 'demo', action: 'view' })
  return Object.assign(room, { mayView })
}

describe('authorizeByRoles', () => {
  it('asks once for all who are known to be there', async () => {
    const room = aRoom()
    expect(await room.mayView('alice')).toBe(true)
    room.now = 4_000
    expect(await room.mayView('alice')).toBe(true)
    expect(room.questions).toBe(1)
  })

  it('lets somebody in who entered after the last answer', async () => {
    const room = aRoom()
    await room.mayView('alice')
    room.now = 600
    room.people.add('carol')
    expect(await room.mayView('carol')).toBe(true)
  })

  it('is not made to ask more often than twice a second by strangers', async () => {
    const room = aRoom()
    for (room.now = 0; room.now < 2_000; room.now += 10) expect(await room.mayView('mallory')).toBe(false)
    expect(room.questions).toBeLessThanOrEqual(4)
  })
})
