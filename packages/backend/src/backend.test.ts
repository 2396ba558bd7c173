import type { Stack } from '../testing/stack.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, openRoom, startStack } from '../testing/stack.js'

let stack: Stack
beforeAll(async () => { stack = await startStack() })
afterAll(() => stack.close())

describe('a recording from the press to the file', () => {
  it('starts, is confirmed, changes its layout, stops, and its file is in the history', async () => {
    const roomId = openRoom(stack)
    const [alice, bob] = [browser(stack, 'alice'), browser(stack, 'bob')]
    const events = await bob.events(roomId)
    expect(await events.next()).toMatchObject({ event: 'permissions' })
    expect(await events.snapshot()).toMatchObject({ revision: 0, current: null, recent: [], auto: { active: false } })

    const started = await alice.start(roomId)
    expect(started.status).toBe(202)
    expect(started.body.current).toMatchObject({ status: 'starting', startedBy: { userId: 'alice', name: 'Alice' }, mode: 'mixed', quality: 'hd' })
    const { id } = started.body.current

    const running = await events.snapshot(({ current }) => current?.status === 'recording')
    expect(running.current).toMatchObject({ id, error: null })
    await events.snapshot(({ current }) => current?.capturing === true && current.layout.state === 'applied')

    const updated = await alice.update(roomId, id, { layout: { mode: 'screenShare', main: 'bob' } })
    expect(updated.body.current.layout).toMatchObject({ wanted: { mode: 'screenShare', main: 'bob' }, state: 'applying' })
    await events.snapshot(({ current }) => current?.layout.applied?.mode === 'screenShare' && current.layout.state === 'applied')

    expect((await alice.stop(roomId, id)).status).toBe(202)
    const processing = await events.snapshot(({ recent }) => recent[0]?.status === 'processing')
    expect(processing).toMatchObject({ current: null, recent: [{ id, stopReason: 'user', stoppedBy: { userId: 'alice', name: 'Alice' } }] })
    await events.snapshot(({ recent }) => recent[0]?.status === 'ready')

    const { body: page } = await alice.list(roomId)
    expect(page).toMatchObject({ items: [{ id, status: 'ready', fileCounts: { expected: 1, ready: 1, failed: 0 } }], cursor: null })
    const { body: detail } = await alice.get(id)
    expect(detail).toMatchObject({ roomId, files: [{ status: 'ready', stream: 'mix', format: 'mp4', userId: null }], taskIds: [expect.any(String)] })
    expect(stack.emulator.control.tasks.list().filter(task => task.request.RoomId === roomId)).toHaveLength(1)
  })
})
