import { aPerson, createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { actorName } from './actor-name.js'

describe('actorName', () => {
  const room = createFakeRoom({ people: [aPerson({ userId: 'dora', name: 'Dora in the room' })] })

  it.each([
    ['the name that the backend knows', { userId: 'alice', name: 'Alice' }, 'Alice'],
    ['the name shown in the room', { userId: 'dora', name: null }, 'Dora in the room'],
    ['the user id of somebody who is not there', { userId: 'bob', name: null }, 'bob'],
    ['the user id when a name is all invisible', { userId: 'bob', name: '\u202E ' }, 'bob'],
  ])('says %s', (_, actor, name) => {
    expect(actorName(actor, room)).toBe(name)
  })
})
