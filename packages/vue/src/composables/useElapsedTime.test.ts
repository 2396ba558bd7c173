import { aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { effectScope } from 'vue'
import { aTestRecording } from '../testing/index.js'
import { useElapsedTime } from './useElapsedTime.js'

const noon = Date.UTC(2026, 0, 1, 12)

async function delivered() {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}

function setHidden(hidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('useElapsedTime', () => {
  beforeEach(() => { vi.useFakeTimers({ now: noon, toFake: ['Date', 'setTimeout', 'clearTimeout'] }) })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  /** A recording that began `seconds` ago and is confirmed for a day. */
  function running(seconds: number) {
    return aRecording({ startedAt: noon - seconds * 1000, confirmedAt: noon, confirmBy: noon + 86_400_000 })
  }

  function watchTime(options?: Parameters<typeof aTestRecording>[0]) {
    const test = aTestRecording(options)
    const scope = effectScope()
    onTestFinished(() => scope.stop())
    return { ...test, scope, ...scope.run(() => useElapsedTime(test.recording))! }
  }

  it('is empty while nothing has started', async () => {
    const { elapsed, text, backend } = watchTime()
    await delivered()
    expect([elapsed.value, text.value]).toEqual([null, ''])
    backend.change({ current: aRecording({ status: 'starting', startedAt: null, confirmBy: noon + 60_000 }) })
    await delivered()
    expect([elapsed.value, text.value]).toEqual([null, ''])
  })

  it('grows by a second each second', async () => {
    const { text, backend } = watchTime()
    await delivered()
    backend.change({ current: running(58.4) })
    await delivered()
    const shown = [text.value]
    for (let i = 0; i < 3; i++) {
      vi.advanceTimersByTime(1000)
      shown.push(text.value)
    }
    expect(shown).toEqual(['00:58', '00:59', '01:00', '01:01'])
  })

  it('counts an automatic recording when no other runs', async () => {
    const { text, backend } = watchTime()
    await delivered()
    backend.change({ auto: { active: true, startedAt: noon - 3_605_000, taskCount: 1 } })
    await delivered()
    expect(text.value).toBe('1:00:05')
  })

  it.each([{ ahead: 3_600_000 }, { ahead: -86_400_000 }])('goes by the server\'s clock when this browser\'s is $ahead ms ahead', async ({ ahead }) => {
    const { text, backend } = watchTime({ now: () => Date.now() + ahead })
    await delivered()
    backend.change({ current: running(65.5) })
    await delivered()
    expect(text.value).toBe('01:05')
    vi.advanceTimersByTime(1000)
    expect(text.value).toBe('01:06')
  })

  it('never shows a time before the start', async () => {
    const { text, backend } = watchTime()
    await delivered()
    backend.change({ current: running(-5) })
    await delivered()
    expect(text.value).toBe('00:00')
  })

  it('is right again at once when a hidden tab is looked at', async () => {
    const { text, backend } = watchTime()
    await delivered()
    backend.change({ current: running(10) })
    await delivered()
    const timers = vi.getTimerCount()
    setHidden(true)
    expect(vi.getTimerCount()).toBe(timers - 1)
    vi.setSystemTime(noon + 600_500)
    setHidden(false)
    expect(text.value).toBe('10:10')
    vi.advanceTimersByTime(1000)
    expect(text.value).toBe('10:11')
  })

  it('needs one timer for all who look, while something runs, and none otherwise', async () => {
    const { recording, backend } = aTestRecording({ adapter: createFakeAdapter() })
    await delivered()
    const idle = vi.getTimerCount()
    const scopes = [effectScope(), effectScope(), effectScope()]
    for (const scope of scopes) scope.run(() => useElapsedTime(recording))
    expect(vi.getTimerCount()).toBe(idle)

    backend.change({ current: running(10) })
    await delivered()
    const shown = vi.getTimerCount()
    scopes[0]!.stop()
    scopes[1]!.stop()
    expect(vi.getTimerCount()).toBe(shown)
    scopes[2]!.stop()
    expect(vi.getTimerCount()).toBe(shown - 1)
  })
})
