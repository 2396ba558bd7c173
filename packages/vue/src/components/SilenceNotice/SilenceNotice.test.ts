import type { Recording } from '@roomkit-recording/core'
import { aGuest, aHost, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { page } from 'vitest/browser'
import { aTestRecording, expectNoViolations, show } from '../../testing/index.js'
import { SilenceNotice } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="silence-notice"]')

async function shown({ permissions = aHost(), microphone = false, current = {} as Partial<Recording>, locale = 'en-US', silenceAlarmMs = 20_000 } = {}) {
  const adapter = createFakeAdapter({ permissions })
  const test = aTestRecording({ adapter, room: createFakeRoom({ self: { microphone } }), locale, silenceAlarmMs })
  test.backend.change({ current: aRecording({ confirmBy: Date.now() + 600_000, ...current }) })
  await show(SilenceNotice, test.recording)
  await vi.advanceTimersByTimeAsync(1)
  return { ...test, adapter }
}

describe('silenceNotice', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => { vi.useRealTimers() })
  })

  it.each([
    { locale: 'en-US', title: 'The recording has no sound' },
    { locale: 'zh-CN', title: '当前录制没有声音' },
  ])('warns in $locale when nobody was heard for 20 s, without axe violations', async ({ locale, title }) => {
    await shown({ locale })
    await vi.advanceTimersByTimeAsync(19_000)
    expect(root()).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    await expect.element(page.getByRole('group', { name: title })).toBeVisible()
    vi.useRealTimers()
    await expectNoViolations()
  })

  it('goes with the first sound, and counts anew', async () => {
    const { room } = await shown()
    await vi.advanceTimersByTimeAsync(21_000)
    expect(root()).not.toBeNull()
    room.change('alice', { microphone: true })
    await expect.poll(root).toBeNull()
    room.change('alice', { microphone: false })
    await vi.advanceTimersByTimeAsync(19_000)
    expect(root()).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    expect(root()).not.toBeNull()
  })

  it('says when those who can be heard are left out', async () => {
    await shown({ microphone: true, current: { subscribe: { audio: { except: ['alice'] } } } })
    await vi.advanceTimersByTimeAsync(21_000)
    expect(root()!.textContent).toMatch(/whose voice is recorded/)
  })

  it('believes TRTC at once', async () => {
    await shown({ current: { warnings: [{ code: 'no_sound', at: 1 }] } })
    expect(root()).not.toBeNull()
  })

  it('stays away once dismissed, until there was sound', async () => {
    await shown()
    await vi.advanceTimersByTimeAsync(21_000)
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(root()).toBeNull()
  })

  it.each([
    { when: 'somebody is heard', options: { microphone: true } },
    { when: 'only video is recorded', options: { current: { media: 'video' as const } } },
    { when: 'it is switched off', options: { silenceAlarmMs: 0 } },
    { when: 'one is not in control', options: { permissions: aGuest() } },
  ])('says nothing when $when', async ({ options }) => {
    await shown(options)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(root()).toBeNull()
  })
})
