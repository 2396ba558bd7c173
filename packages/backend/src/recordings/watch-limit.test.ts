import type { RecordingRow } from '../store/schema.js'
import { describe, expect, it } from 'vitest'
import { running, timings } from '../../testing/state.js'
import { nextStep } from './next-step.js'
import { settle } from './settle.js'

const MINUTE = 60_000

function limited(recording: Partial<RecordingRow> = {}) {
  const state = running({ maxMinutes: 60, limitAt: 60 * MINUTE, ...recording })
  state.tasks[0]!.describedAt = 10 ** 9
  return state
}

describe('the limit of a recording', () => {
  it('is warned of at each mark, and then kept', () => {
    const state = limited()
    const wakes: number[] = []
    for (let now = 0; state.recording.status === 'recording';) {
      const step = nextStep(state, now, timings)
      if (step.type !== 'wait') throw new Error(`${step.type} is not expected`)
      wakes.push(now = step.until!)
      settle(state, now, timings)
    }
    expect(wakes).toEqual([50 * MINUTE, 59 * MINUTE, 60 * MINUTE])
    expect(state.recording).toMatchObject({ status: 'stopping', stopReason: 'limit', warnings: [{ code: 'limit_near', at: 50 * MINUTE }] })
    expect(state.news).toEqual([{ type: 'warning', code: 'limit_near' }, { type: 'warning', code: 'limit_near' }])
  })

  it('that is seen late is warned of once', () => {
    const state = limited()
    settle(state, 59.5 * MINUTE, timings)
    expect(state.news).toHaveLength(1)
    expect(nextStep(state, 59.5 * MINUTE, timings)).toEqual({ type: 'wait', until: 60 * MINUTE })
  })

  it('is not warned of by marks that are as long as the recording', () => {
    const state = limited({ maxMinutes: 10, limitAt: 10 * MINUTE })
    settle(state, 1, timings)
    expect(state.news).toEqual([])
    expect(nextStep(state, 1, timings)).toEqual({ type: 'wait', until: 9 * MINUTE })
  })

  it('is the same when TRTC is asked again, after a cut-off and with further parts', () => {
    const state = limited()
    state.tasks[0]!.state = 'ended'
    state.tasks.push({ ...state.tasks[0]!, recorderUserId: 'rr_2', generation: 2, taskId: 'T2', state: 'live', startBy: 10 ** 12 })
    settle(state, 60 * MINUTE, timings)
    expect(state.recording).toMatchObject({ limitAt: 60 * MINUTE, status: 'stopping', stopReason: 'limit' })
    expect(state.tasks[1]!.wanted).toBe('gone')
  })
})
