import type { AutoRecording } from '@roomkit-recording/core'
import { describe, expect, it } from 'vitest'
import { autoRecording } from './foreign.js'

const HOUR = 3_600_000
const task = (startedAt: number | null, endedAt: number | null = null) => ({ startedAt, endedAt })

describe('recordings that nobody here started', () => {
  it.each<[string, ReturnType<typeof task>[], number, AutoRecording]>([
    ['none', [], HOUR, { active: false, startedAt: null, taskCount: 0 }],
    ['one that runs', [task(5)], HOUR, { active: true, startedAt: 5, taskCount: 1 }],
    ['two of them', [task(9), task(5)], HOUR, { active: true, startedAt: 5, taskCount: 2 }],
    ['one that has ended', [task(5, 9)], HOUR, { active: false, startedAt: null, taskCount: 0 }],
    ['one whose end came before its beginning', [task(null, 9)], HOUR, { active: false, startedAt: null, taskCount: 0 }],
    ['one that nothing was heard of for a day is lost sight of', [task(5)], 25 * HOUR, { active: null, startedAt: 5, taskCount: 1 }],
    ['another one that runs is seen', [task(5), task(24 * HOUR)], 25 * HOUR, { active: true, startedAt: 5, taskCount: 2 }],
    ['one of a week ago is over', [task(5)], 8 * 24 * HOUR, { active: false, startedAt: null, taskCount: 0 }],
  ])('%s', (_, tasks, now, auto) => {
    expect(autoRecording(tasks, now)).toEqual(auto)
  })
})
