import type { RoomRoles } from './room-directory.js'
import { expect, it } from 'vitest'
import { createRoomDirectory } from './room-directory.js'

function setUp() {
  let time = 0
  const asked: string[] = []
  let answer: () => Promise<RoomRoles | null> = async () => ({ ownerId: 'alice', adminIds: new Set(), members: new Map() })
  const directory = createRoomDirectory({
    now: () => time,
    fetchRoles(roomId) {
      asked.push(roomId)
      return answer()
    },
  })
  return { directory, asked, pass: (ms: number) => { time += ms }, answerWith: (next: typeof answer) => { answer = next } }
}

it('asks once for everybody who asks at the same time', async () => {
  const { directory, asked } = setUp()
  await Promise.all(Array.from({ length: 100 }, (_, index) => directory.roles('demo', { maxAgeMs: index % 2 })))
  expect(asked).toEqual(['demo'])
})

it('takes an answer of the last five seconds, unless it is asked afresh', async () => {
  const { directory, asked, pass } = setUp()
  await directory.roles('demo')
  pass(4_999)
  await directory.roles('demo')
  expect(asked).toHaveLength(1)
  await directory.roles('demo', { maxAgeMs: 0 })
  expect(asked).toHaveLength(2)
  pass(5_000)
  await directory.roles('demo')
  expect(asked).toHaveLength(3)
})

it('remembers no failure', async () => {
  const { directory, asked, answerWith } = setUp()
  answerWith(async () => { throw new Error('down') })
  await expect(directory.roles('demo')).rejects.toThrow('down')
  answerWith(async () => null)
  expect(await directory.roles('demo')).toBeNull()
  expect(asked).toHaveLength(2)
})

it('tells each new answer, and none twice', async () => {
  const { directory } = setUp()
  const told: string[] = []
  const stop = directory.onRoles(roomId => { told.push(roomId) })
  await directory.roles('one')
  await directory.roles('one')
  await directory.roles('two')
  stop()
  await directory.roles('three')
  expect(told).toEqual(['one', 'two'])
})
