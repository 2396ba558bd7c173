import type { Stack } from '../../testing/stack.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, key, openRoom, startStack } from '../../testing/stack.js'
import { createConferenceApi } from '../auth/conference-api.js'
import { withMarker } from './room-marker.js'

describe('withMarker', () => {
  it.each<[string, string, number | null, string | null]>([
    ['is put into nothing', '', 5, '{"roomkitRecording":{"startedAt":5}}'],
    ['leaves nothing', '{"roomkitRecording":{"startedAt":5}}', null, ''],
    ['is put beside what others have', '{"seat":"A"}', 5, '{"seat":"A","roomkitRecording":{"startedAt":5}}'],
    ['leaves what others have', '{"seat":"A","roomkitRecording":{"startedAt":5}}', null, '{"seat":"A"}'],
    ['takes the place of an older one', '{"roomkitRecording":{"startedAt":4}}', 5, '{"roomkitRecording":{"startedAt":5}}'],
    ['does not touch what it is not in', '{ "seat": "A" }', null, '{ "seat": "A" }'],
    ['does not touch a text', 'hello', 5, null],
    ['does not touch a list', '[1]', 5, null],
    ['does not go where there is no room', JSON.stringify({ long: 'x'.repeat(480) }), 5, null],
  ])('%s', (_, before, startedAt, after) => {
    expect(withMarker(before, startedAt)).toBe(after)
  })

  it('comes and goes without a trace', () => {
    fc.assert(fc.property(fc.dictionary(fc.string().filter(name => name !== '__proto__' && name !== 'roomkitRecording'), fc.jsonValue()), others => {
      const before = Object.keys(others).length === 0 ? '' : JSON.stringify(others)
      const during = withMarker(before, 5)
      if (during !== null) expect(withMarker(during, null)).toBe(before)
    }))
  })
})

describe('a room that native clients are in', () => {
  let stack: Stack
  const conference = () => createConferenceApi({ ...key, endpoint: stack.emulator.url, adminUserId: 'administrator' })
  beforeAll(async () => { stack = await startStack({ options: { roomMarker: true } }) })
  afterAll(() => stack.close())

  it('says in its CustomInfo that it is recorded, as long as it is, beside what others say', async () => {
    const roomId = openRoom(stack)
    const read = () => conference().readCustomInfo(roomId)
    await conference().writeCustomInfo(roomId, '{"theme":"dark"}')
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    // trouble with it is no trouble for the recording
    stack.emulator.control.faults.set([{ action: 'update_room_info', effect: 'error', code: '100001', times: 1 }])
    const { body } = await alice.start(roomId)
    const { current } = await events.snapshot(({ current }) => current?.status === 'recording')
    await expect.poll(read, { timeout: 20_000 }).toBe(`{"theme":"dark","roomkitRecording":{"startedAt":${current!.startedAt}}}`)
    await alice.stop(roomId, body.current.id)
    await expect.poll(read, { timeout: 20_000 }).toBe('{"theme":"dark"}')
  })
})
