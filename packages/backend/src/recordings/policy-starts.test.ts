import type { Plain } from '../../testing/plain.js'
import { afterEach, describe, expect, it } from 'vitest'
import { startPlain } from '../../testing/plain.js'

let plain: Plain
afterEach(() => plain.close())

let at = Date.now() - 3_600_000

const room = (EventType: number, RoomId: string, UserId?: string) =>
  plain.callback(JSON.stringify({ EventGroupId: EventType < 200 ? 1 : 2, EventType, CallbackTs: at, EventInfo: { RoomId, EventTs: 1, EventMsTs: ++at, UserId, Role: 20 } }))

/** The recorder of the last CreateCloudRecording tells this. */
function recorder(EventType: number, RoomId: string, Payload: object) {
  const [, params] = plain.calls.findLast(([action]) => action === 'create')!
  const taskId = `task-${plain.calls.findLastIndex(([action]) => action === 'create') + 1}.`
  return plain.callback(JSON.stringify({ EventGroupId: 3, EventType, CallbackTs: at, EventInfo: { RoomId, EventTs: 1, EventMsTs: ++at, UserId: (params as { UserId: string }).UserId, TaskId: taskId, Payload } }))
}

const current = (roomId: string) => expect.poll(async () => (await plain.backend.recordings.snapshot(roomId)).current, { timeout: 40_000 })
const creates = () => plain.calls.filter(([action]) => action === 'create').length

describe('what a policy starts', () => {
  it('ends with the room, and begins anew with the next one who publishes', async () => {
    plain = await startPlain({ options: { startPolicy: { when: 'published' } }, internals: { pauseMs: 20 } })
    await room(103, 'a', 'alice')
    await room(203, 'a', 'alice')
    await current('a').toMatchObject({ status: 'recording', startedBy: { userId: 'policy:published' } })
    // nobody was there, says the recorder: so alice's leaving was lost, and she is not counted any more
    at += 60_000
    await recorder(302, 'a', { LeaveCode: 99 })
    await current('a').toBeNull()
    await room(203, 'a', 'bob')
    await current('a').toMatchObject({ status: 'recording' })
    expect(creates()).toBe(2)
  })

  it('is started in one room whatever the function says of another, and not when it is nonsense', async () => {
    plain = await startPlain({ options: { startPolicy: roomId => roomId === 'broken' ? 'always' as 'manual' : { when: 'published', options: roomId === 'impossible' ? { mode: 'single', layout: { mode: 'grid' } } : {} } }, internals: { pauseMs: 20 } })
    for (const roomId of ['broken', 'impossible', 'fine']) await room(201, roomId, 'alice')
    await current('fine').toMatchObject({ status: 'recording' })
    expect(creates()).toBe(1)
  })
})
