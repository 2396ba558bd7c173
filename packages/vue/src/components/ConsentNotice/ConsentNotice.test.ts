import type { Recording } from '@roomkit-recording/core'
import type { ConsentOptions } from '../../context.js'
import type { TestRecordingOptions } from '../../testing/index.js'
import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref } from 'vue'
import { forgetAnswers } from '../../consent/answered.js'
import { aTestRecording, expectNoViolations, listenToAnnouncements, settled, show } from '../../testing/index.js'
import { ConsentNotice } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="consent-notice"]')
const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
const bob = { userId: 'bob', name: 'Bob' }

let ids = 0
const running = (changes: Partial<Recording> = {}) => aRecording({ id: `rec-${++ids}`, startedAt: Date.now(), confirmBy: Date.now() + 60_000, ...changes })

interface Options extends Omit<TestRecordingOptions, 'consent'> {
  consent?: ConsentOptions['mode'] | ConsentOptions
  features?: string[]
  current?: Recording | null
  self?: { userId: string, name: string }
}

/** Bob looks, Alice has started. */
async function shown({ features = allFeatures, current = running(), self = bob, ...options }: Options = {}) {
  const adapter = createFakeAdapter({ user: bob, permissions: aGuest({ features }) })
  const room = createFakeRoom({ self: { ...self, role: 'member' }, people: [{ userId: 'alice', name: 'Alice' }] })
  const test = aTestRecording({ adapter, room, leaveRoom: () => {}, ...options })
  if (current) test.backend.change({ current })
  const screen = await show(ConsentNotice, test.recording)
  await settled()
  await settled()
  const answers = () => [...test.adapter.library.consents.values()].flat().map(({ userId, choice, textVersion }) => `${userId} ${choice} ${textVersion}`)
  return { ...test, screen, current, answers }
}

describe('consentNotice', () => {
  beforeEach(() => {
    sessionStorage.clear()
    forgetAnswers()
  })

  describe('tells', () => {
    it.each([
      { locale: 'en-US', title: 'This meeting is being recorded', text: /^Alice started it at .+ Your voice, your picture and what you share go into one file/ },
      { locale: 'zh-CN', title: '本次会议正在录制', text: /^由 Alice 于 .+ 发起。你的声音、画面和共享内容/ },
    ])('who did not start it, in $locale, without axe violations', async ({ locale, title, text }) => {
      await shown({ locale })
      await expect.element(page.getByRole('group', { name: title })).toBeVisible()
      expect(root()!.querySelector('.rr-text')!.textContent!.trim()).toMatch(text)
      await expectNoViolations()
    })

    it.each([
      { what: 'a file of one\'s own', changes: { mode: 'single' }, text: /files of their own/ },
      { what: 'voice only', changes: { media: 'audio' }, text: /Your picture is not recorded/ },
      { what: 'a picture that was left out', changes: { subscribe: { video: { except: ['bob'] } } }, text: /Your picture is not recorded/ },
      { what: 'a voice that was left out', changes: { subscribe: { audio: { except: ['bob'] } } }, text: /Your voice is not/ },
    ] as const)('of $what', async ({ changes, text }) => {
      await shown({ current: running(changes as Partial<Recording>) })
      expect(root()!.textContent).toMatch(text)
    })

    it('who comes late, and of an automatic recording', async () => {
      const { backend } = await shown({ current: null })
      expect(root()).toBeNull()
      backend.change({ auto: { active: true, startedAt: Date.now() - ++ids, taskCount: 1 } })
      await expect.poll(() => root()?.textContent).toMatch(/recorded automatically/)
      expect(page.getByRole('button', { name: 'Ask to be left out' }).elements()).toHaveLength(0)
    })

    it.each([
      { who: 'who pressed', options: { self: { userId: 'alice', name: 'Alice' } } },
      { who: 'somebody who is left out already', options: { current: () => running({ subscribe: { audio: { except: ['bob'] }, video: { except: ['bob'] } } }) } },
      { who: 'anybody before TRTC confirmed', options: { current: () => running({ status: 'starting', startedAt: null }) } },
      { who: 'anybody where it is switched off', options: { consent: false } },
    ] as const)('not $who', async ({ options }) => {
      const { current, ...rest } = options as { current?: () => Recording }
      await shown({ ...rest as Options, ...(current && { current: current() }) })
      expect(root()).toBeNull()
    })

    it('nothing to a recorder', async () => {
      await shown({ self: { userId: 'rr_key_0_1', name: 'Recorder' }, consent: 'acknowledge' })
      expect(root()).toBeNull()
    })

    it('the live region once what the title does not say', async () => {
      const said = listenToAnnouncements()
      await shown()
      expect(said.filter(text => text.includes('Your voice'))).toHaveLength(1)
    })
  })

  describe('that informs', () => {
    it('goes with “Got it”, which agrees to nothing, and stays away', async () => {
      const { backend, answers, screen, current } = await shown()
      await press('Got it')
      await expect.poll(root).toBeNull()
      expect(answers()).toEqual([])
      backend.change({})
      await settled()
      expect(root()).toBeNull()
      screen.unmount()
      await shown({ current })
      expect(root()).toBeNull()
    })

    it('comes again for the next recording', async () => {
      const { backend } = await shown()
      await press('Got it')
      await expect.poll(root).toBeNull()
      backend.change({ current: running() })
      await expect.poll(root).not.toBeNull()
    })

    it('comes again when more of one is taken, and not when less is', async () => {
      const { backend } = await shown({ current: running({ subscribe: { video: { except: ['bob'] } } }) })
      await press('Got it')
      backend.changeCurrent({ subscribe: {} })
      await expect.element(page.getByRole('group', { name: 'More of you is recorded now' })).toBeVisible()
      await press('Got it')
      backend.changeCurrent({ subscribe: { audio: { except: ['bob'] } } })
      await settled()
      expect(root()).toBeNull()
    })
  })

  describe('that wants to be answered', () => {
    const dialog = () => page.getByRole('alertdialog')

    it.each(['en-US', 'zh-CN'])('fits on one screen of a small phone in %s, with one primary button and no axe violations', async locale => {
      await page.viewport(320, 480)
      onTestFinished(() => page.viewport(1024, 768))
      await shown({ consent: 'acknowledge', locale })
      await expect.element(dialog()).toBeVisible()
      await Promise.all(root()!.getAnimations().map(({ finished }) => finished))
      const { top, bottom } = root()!.getBoundingClientRect()
      expect(top).toBeGreaterThanOrEqual(0)
      expect(bottom).toBeLessThanOrEqual(480)
      expect(root()!.querySelector('.rr-frame')!.scrollHeight).toBeLessThanOrEqual(480)
      expect(root()!.querySelectorAll('[data-tone="primary"]')).toHaveLength(1)
      await expectNoViolations()
    })

    it('has no key on its way answer it, does not go with Escape, and keeps what was agreed to', async () => {
      const { answers } = await shown({ consent: { mode: 'acknowledge', textVersion: '2026-11' } })
      await expect.element(dialog().getByRole('heading')).toHaveFocus()
      await userEvent.keyboard('{Enter}{Escape}')
      await expect.element(dialog()).toBeVisible()
      expect(answers()).toEqual([])
      await press('I agree')
      await expect.element(dialog()).not.toBeInTheDocument()
      expect(answers()).toEqual(['bob accepted 2026-11'])
    })

    it('asks to be left out', async () => {
      const { adapter, answers } = await shown({ consent: 'acknowledge' })
      await press('Ask to be left out')
      await expect.element(dialog()).not.toBeInTheDocument()
      expect(answers()).toEqual(['bob declined 1'])
      expect(adapter.calls.filter(({ method }) => method === 'request')).toMatchObject([{ body: { kind: 'leave_me_out' } }])
    })

    it('leaves, and says so', async () => {
      const leaveRoom = vi.fn()
      const { answers } = await shown({ consent: 'acknowledge', leaveRoom })
      await press('Leave the meeting')
      await expect.poll(() => leaveRoom.mock.calls.length).toBe(1)
      expect(answers()).toEqual(['bob left 1'])
    })

    it('leaves without waiting for a backend that does not answer', async () => {
      const leaveRoom = vi.fn()
      const { adapter } = await shown({ consent: 'acknowledge', leaveRoom })
      adapter.holdAnswers()
      await press('Leave the meeting')
      await expect.poll(() => leaveRoom.mock.calls.length, { timeout: 5000 }).toBe(1)
    })

    it('says when leaving did not work', async () => {
      await shown({ consent: 'acknowledge', leaveRoom: () => Promise.reject(new Error('no')) })
      await press('Leave the meeting')
      await expect.element(page.getByRole('alert')).toHaveTextContent('Leaving did not work')
      await expectNoViolations()
    })

    it('says when an answer did not arrive, holds nobody up, and sends it again by itself', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => { vi.useRealTimers() })
      const adapter = createFakeAdapter({ user: bob, permissions: aGuest({ features: allFeatures }) })
      const { recording, backend } = aTestRecording({ adapter, consent: 'acknowledge', room: createFakeRoom({ self: bob }) })
      backend.change({ current: running() })
      await show(ConsentNotice, recording)
      await expect.element(dialog()).toBeVisible()
      adapter.refuseNext('unavailable', { status: 503 })
      await press('I agree')
      await expect.element(page.getByRole('alert')).toHaveTextContent('could not be delivered')
      await press('Continue')
      await expect.element(dialog()).not.toBeInTheDocument()
      expect([...adapter.library.consents.values()]).toEqual([])
      await vi.advanceTimersByTimeAsync(10_000)
      expect([...adapter.library.consents.values()].flat()).toMatchObject([{ userId: 'bob', choice: 'accepted' }])
    })

    it('is not asked again of who answered in another tab', async () => {
      const current = running()
      const adapter = createFakeAdapter({ user: bob, permissions: aGuest({ features: allFeatures }) })
      await adapter.consent(current.id, { choice: 'accepted', textVersion: '1' })
      await shown({ adapter, consent: 'acknowledge', current })
      expect(root()).toBeNull()
      forgetAnswers()
      await shown({ adapter, consent: { mode: 'acknowledge', textVersion: '2' }, current })
      await expect.element(dialog()).toBeVisible()
    })

    it('is asked where the backend keeps no answers, and offers what there is', async () => {
      const { adapter } = await shown({ consent: 'acknowledge', features: [] })
      await expect.element(dialog()).toBeVisible()
      expect(root()!.querySelectorAll('button')).toHaveLength(2)
      await press('I agree')
      await expect.element(dialog()).not.toBeInTheDocument()
      expect(adapter.calls.filter(({ method }) => method === 'consent')).toEqual([])
    })

    it('speaks another language while it is open, and goes with the recording', async () => {
      const locale = ref('en-US')
      const { backend } = await shown({ consent: 'acknowledge', locale })
      locale.value = 'zh-CN'
      await expect.element(dialog()).toHaveAccessibleName('本次会议正在录制')
      backend.changeCurrent({ status: 'stopping' })
      await expect.element(dialog()).not.toBeInTheDocument()
    })
  })

  it('takes a text of the integrator\'s', async () => {
    const { recording, backend } = aTestRecording({ room: createFakeRoom({ self: bob }), consent: 'acknowledge' })
    backend.change({ current: running() })
    await show(() => h(ConsentNotice, { recording }, { default: () => h('p', 'Our own words') }), recording)
    await expect.element(page.getByRole('alertdialog').getByText('Our own words')).toBeVisible()
  })

  it('changes no device', async () => {
    const change = vi.spyOn(navigator.mediaDevices, 'getUserMedia')
    const { room } = await shown({ consent: 'acknowledge' })
    const before = room.state
    await press('I agree')
    expect(room.state).toBe(before)
    expect(change).not.toHaveBeenCalled()
  })

  describe('in a hidden tab', () => {
    function hide(isHidden: boolean) {
      vi.spyOn(document, 'hidden', 'get').mockReturnValue(isHidden)
      document.dispatchEvent(new Event('visibilitychange'))
    }

    it('stands in the title until somebody looks, and is still there then', async () => {
      const title = document.title
      onTestFinished(() => {
        vi.restoreAllMocks()
        document.title = title
      })
      document.title = 'Weekly'
      hide(true)
      await shown()
      await expect.poll(() => document.title).toBe('● REC – Weekly')
      hide(false)
      expect(document.title).toBe('Weekly')
      expect(root()).not.toBeNull()
    })
  })

  describe('chime', () => {
    const start = vi.fn()
    beforeEach(() => {
      start.mockClear()
      const node = () => ({ connect() {}, gain: {}, frequency: {}, start, stop() {} })
      vi.stubGlobal('AudioContext', class { currentTime = 0; createGain = node; createOscillator = node; close() {} })
      onTestFinished(() => { vi.unstubAllGlobals() })
    })

    it.each([
      { when: 'when it is wanted and the page was used', chime: true, used: true, tones: 2 },
      { when: 'not before the page was used', chime: true, used: false, tones: 0 },
      { when: 'not unless it is wanted', chime: false, used: true, tones: 0 },
    ])('sounds $when', async ({ chime, used, tones }) => {
      vi.spyOn(navigator.userActivation, 'hasBeenActive', 'get').mockReturnValue(used)
      onTestFinished(() => { vi.restoreAllMocks() })
      await shown({ consent: { mode: 'inform', chime } })
      await settled()
      expect(start).toHaveBeenCalledTimes(tones)
    })
  })

  it('is for co-hosts who did not press, too', async () => {
    const adapter = createFakeAdapter({ user: bob, permissions: aHost({ features: allFeatures }) })
    await shown({ adapter })
    expect(root()).not.toBeNull()
  })
})
