import type { StopReason } from '@roomkit-recording/core'
import { describe, expect, it } from 'vitest'
import { policyWaits, resolveStartPolicy, startPolicySchema } from './start-policy.js'

const MINUTE = 60_000
const ended = (stopReason: StopReason, endedAt: number) => ({ stopReason, endedAt })

describe('a start policy', () => {
  it.each<[string, Parameters<typeof policyWaits>[0], number | null, number | null]>([
    ['starts in a room that was never recorded', [], null, null],
    ['starts again after its own stop', [ended('policy', 5)], null, null],
    ['starts again after TRTC found nobody', [ended('idle', 5)], null, null],
    ['starts again in a room that was closed', [ended('room_closed', 5)], null, null],
    ['leaves alone what somebody stopped', [ended('user', 5)], null, Infinity],
    ['leaves alone what somebody stopped, whatever was recorded since', [ended('idle', 9), ended('user', 5)], null, Infinity],
    ['starts again when the room was empty after somebody stopped', [ended('user', 5)], 6, null],
    ['leaves alone what somebody stopped after the room was empty', [ended('user', 7)], 6, Infinity],
    ['does not go on past the limit', [ended('limit', 5)], null, Infinity],
    ['leaves alone what the customer removed', [ended('removed', 5)], null, Infinity],
    ['leaves alone what somebody else replaced', [ended('replaced', 5)], null, Infinity],
    ['waits a minute after a failure', [ended('error', 5)], null, 5 + MINUTE],
    ['waits longer the more often it failed', [ended('error', 50), ended('unknown', 40), ended('error', 30)], null, 50 + 4 * MINUTE],
    ['waits an hour at most', Array.from({ length: 8 }, (_, index) => ended('error', 80 - index)), null, 80 + 60 * MINUTE],
    ['forgets failures before a success', [ended('error', 50), ended('idle', 40), ended('error', 30)], null, 50 + MINUTE],
    ['forgets failures before the room was empty', [ended('error', 50)], 60, null],
  ])('%s', (_, past, emptiedAt, until) => {
    expect(policyWaits(past, emptiedAt)).toBe(until)
  })

  it('may differ from room to room', () => {
    const policy = startPolicySchema.parse((roomId: string) => roomId === 'board' ? { when: 'published', anchors: 2 } : 'manual')
    expect(resolveStartPolicy(policy, 'canteen')).toBe('manual')
    expect(resolveStartPolicy(policy, 'board')).toEqual({ when: 'published', anchors: 2, stopAfterSeconds: 60, options: {}, name: 'Automatic start' })
  })

  it('that a function makes up is refused', () => {
    expect(() => resolveStartPolicy(startPolicySchema.parse(() => 'always'), 'board')).toThrow('manual')
  })
})
