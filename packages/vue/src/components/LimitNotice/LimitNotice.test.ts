import { aGuest, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import { aTestRecording, expectNoViolations, listenToAnnouncements, show } from '../../testing/index.js'
import { LimitNotice } from './index.js'

const MINUTE = 60_000
const noon = Date.UTC(2026, 0, 1, 12)
const root = () => document.querySelector<HTMLElement>('[data-part="limit-notice"]')
const told = () => root() && [root()!.dataset.status, root()!.querySelector('.rr-title')!.textContent!.trim()]

async function delivered() {
  for (let i = 0; i < 12; i++) await Promise.resolve()
}

describe('limitNotice', () => {
  beforeEach(() => { vi.useFakeTimers({ now: noon, toFake: ['Date', 'setTimeout', 'clearTimeout'] }) })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })

  /** A recording that may go on for `minutes`. */
  async function shown(minutes: number | null, { isGuest = false, skewMs = 0, ...options }: { isGuest?: boolean, skewMs?: number, locale?: string } = {}) {
    const adapter = createFakeAdapter({ ...isGuest && { permissions: aGuest() }, clockSkewMs: skewMs })
    const now = noon + skewMs
    adapter.backend.change({ current: aRecording({ startedAt: now - MINUTE, confirmedAt: now, confirmBy: now + 1e9, limitAt: minutes === null ? null : now + minutes * MINUTE }) })
    const test = aTestRecording({ adapter, ...options })
    const screen = await show(LimitNotice, test.recording)
    await delivered()
    return { ...test, adapter, screen }
  }

  const pass = async (minutes: number) => {
    // A timer is set a few milliseconds late, so as not to be early.
    vi.advanceTimersByTime(minutes * MINUTE + 5)
    await delivered()
  }

  it('is silent while there is time, and where there is no limit', async () => {
    await shown(31)
    expect(root()).toBeNull()
    await shown(null)
    await pass(1000)
    expect(document.querySelectorAll('[data-part="limit-notice"]')).toHaveLength(0)
  })

  it('tells at each mark, says each once, and stays from five minutes on', async () => {
    const said = listenToAnnouncements()
    await shown(31)
    await pass(1)
    expect(told()).toEqual(['30', 'The recording ends in 30 min'])
    await pass(1)
    expect(told()).toEqual(['30', 'The recording ends in 29 min'])
    await pass(1)
    expect(root()).toBeNull()
    await pass(18)
    expect(told()).toEqual(['10', 'The recording ends in 10 min'])
    await pass(3)
    expect(root()).toBeNull()
    await pass(2)
    expect(told()).toEqual(['5', 'The recording ends in 5 min'])
    await pass(3)
    expect(told()).toEqual(['5', 'The recording ends in 2 min'])
    await pass(1)
    expect(told()).toEqual(['1', 'The recording ends in 1 min'])
    expect(said.map(sentence => sentence.match(/ends in (\S+ min)/)?.[1])).toEqual(['30 min', '10 min', '5 min', '1 min'])
    await pass(1)
    expect(root()).toBeNull()
  })

  it('counts the last minute down, without a word to screen readers', async () => {
    const said = listenToAnnouncements()
    await shown(1)
    vi.advanceTimersByTime(17_500)
    await delivered()
    expect(root()!.querySelector('.rr-countdown')!.textContent!.trim()).toBe('00:42')
    expect(root()!.querySelector('.rr-countdown')!.getAttribute('aria-hidden')).toBe('true')
    expect(said).toHaveLength(1)
  })

  it('tells those in control what they can do', async () => {
    await shown(4)
    expect(root()!.textContent).toContain('To go on, start another recording then.')
    vi.useRealTimers()
    await expectNoViolations()
  })

  it('tells the others when, and speaks Chinese', async () => {
    await shown(4, { isGuest: true, locale: 'zh-CN' })
    expect(told()![1]).toBe('录制将在 4分钟后结束')
    expect(root()!.textContent).not.toContain('重新开始录制')
  })

  it.each([{ skewMs: 3_600_000 }, { skewMs: -3_600_000 }])('goes by the server\'s clock, $skewMs ms ahead', async ({ skewMs }) => {
    await shown(4, { skewMs })
    expect(told()).toEqual(['5', 'The recording ends in 4 min'])
  })

  it('is dismissed until the next mark', async () => {
    await shown(4)
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await delivered()
    expect(root()).toBeNull()
    await pass(1)
    expect(root()).toBeNull()
    await pass(2.1)
    expect(told()![0]).toBe('1')
  })

  it('is right at once when a hidden tab is looked at', async () => {
    await shown(60)
    vi.setSystemTime(noon + 56 * MINUTE)
    document.dispatchEvent(new Event('visibilitychange'))
    await delivered()
    expect(told()).toEqual(['5', 'The recording ends in 4 min'])
  })

  it('goes when the recording does', async () => {
    const { backend } = await shown(4)
    backend.confirmStop()
    await delivered()
    await expect.poll(root).toBeNull()
  })

  it('leaves no timer behind', async () => {
    const before = vi.getTimerCount()
    const { screen, recording } = await shown(60)
    recording.dispose()
    await screen.unmount()
    expect(vi.getTimerCount()).toBe(before)
  })
})
