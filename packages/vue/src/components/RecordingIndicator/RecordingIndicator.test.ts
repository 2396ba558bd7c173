import type { Recording, RoomSnapshot } from '@roomkit-recording/core'
import type { RecordingIndicatorSlotProps } from './index.js'
import { aGuest, aRecording, createFakeAdapter, createFakeBackend } from '@roomkit-recording/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { cdp } from 'vitest/browser'
import { h, ref } from 'vue'
import { announced, aTestRecording, expectNoViolations, listenToAnnouncements, settled, show } from '../../testing/index.js'
import { RecordingNotice } from '../RecordingNotice/index.js'
import { RecordingIndicator } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="recording-indicator"]')
const seen = () => root() ? [...root()!.querySelector('[aria-hidden="true"]')!.children].map(part => part.textContent).filter(Boolean).join(' ') : undefined
const read = () => root()?.querySelector('[aria-hidden="true"] + *')?.textContent

/** A recording that runs since a minute and was confirmed a moment ago. */
function running(changes: Partial<Recording> = {}): Recording {
  const now = Date.now()
  return aRecording({ requestedAt: now - 61_500, startedAt: now - 60_500, confirmedAt: now, confirmBy: now + 60_000, ...changes })
}

const automatic = { active: true, startedAt: Date.now() - 5_500, taskCount: 1 }

const states: { when: string, changes: () => Partial<RoomSnapshot>, status: string, en: RegExp, zh: RegExp, read: RegExp }[] = [
  { when: 'starting', changes: () => ({ current: running({ status: 'starting', startedAt: null }) }), status: 'starting', en: /^Starting$/, zh: /^正在启动$/, read: /is starting/ },
  { when: 'recording', changes: () => ({ current: running() }), status: 'recording', en: /^REC 01:0\d$/, zh: /^录制中 01:0\d$/, read: /being recorded\. Started by Alice at/ },
  { when: 'recording nothing', changes: () => ({ current: running({ capturing: false }) }), status: 'recording', en: /^REC 01:0\d No sound or video$/, zh: /^录制中 01:0\d 无音视频$/, read: /Nobody is sending sound or video/ },
  { when: 'unconfirmed', changes: () => ({ current: running({ confirmedAt: Date.now() - 30_000, confirmBy: Date.now() - 1 }) }), status: 'unconfirmed', en: /^Not confirmed 3\d sec\. ago$/, zh: /^状态未确认 3\d秒前$/, read: /cannot be confirmed/ },
  { when: 'never confirmed', changes: () => ({ current: running({ status: 'starting', startedAt: null, confirmedAt: null, confirmBy: Date.now() - 1 }) }), status: 'unconfirmed', en: /^Not confirmed$/, zh: /^状态未确认$/, read: /no confirmation yet/ },
  { when: 'stopping', changes: () => ({ current: running({ status: 'stopping' }) }), status: 'stopping', en: /^Stopping$/, zh: /^正在停止$/, read: /being stopped/ },
  { when: 'recorded automatically', changes: () => ({ auto: automatic }), status: 'automatic', en: /^Auto REC 00:\d\d$/, zh: /^自动 录制中 00:\d\d$/, read: /Nobody needs to press anything/ },
  { when: 'recorded both ways', changes: () => ({ current: running(), auto: automatic }), status: 'recording', en: /^Auto REC 01:0\d$/, zh: /^自动 录制中 01:0\d$/, read: /An automatic recording is running as well/ },
  { when: 'no longer sure of the automatic recording', changes: () => ({ auto: { active: null, startedAt: null, taskCount: 1 } }), status: 'unconfirmed', en: /^Not confirmed$/, zh: /^状态未确认$/, read: /Whether an automatic recording is running is not known/ },
]

describe('recordingIndicator', () => {
  it('is not there while nothing is recorded', async () => {
    const { recording } = aTestRecording()
    await show(RecordingIndicator, recording)
    await settled()
    expect(root()).toBeNull()
  })

  it.each(states)('shows that it is $when, in both languages and without axe violations', async ({ changes, status, en, zh, read: sentence }) => {
    const locale = ref('en-US')
    const { recording, backend } = aTestRecording({ locale, adapter: createFakeAdapter({ permissions: aGuest() }) })
    backend.change(changes())
    await show(RecordingIndicator, recording)
    await expect.poll(() => root()?.dataset.status).toBe(status)
    expect(seen()).toMatch(en)
    expect(read()).toMatch(sentence)
    expect(root()!.title).toBe(read())
    await expectNoViolations()
    locale.value = 'zh-CN'
    await expect.poll(seen).toMatch(zh)
    expect(read()).toMatch(/^[\p{Script=Han}\s\w：，。、:]+$/u)
  })

  it('is hidden from those who may not view', async () => {
    const { recording, backend } = aTestRecording({ adapter: createFakeAdapter({ permissions: aGuest({ view: false }) }) })
    backend.change({ current: running() })
    await show(RecordingIndicator, recording)
    await settled()
    expect(root()).toBeNull()
    expect(announced()).toBe('')
  })

  it('names the one who started as a text, without what could turn the sentence around', async () => {
    const { recording, backend } = aTestRecording()
    backend.change({ current: running({ startedBy: { userId: 'eve', name: '\u202E<b>Eve</b>\n' } }) })
    await show(RecordingIndicator, recording)
    await expect.poll(read).toContain('Started by <b>Eve</b> at')
    expect(root()!.querySelector('b')).toBeNull()
  })

  it('keeps the ticking time away from screen readers', async () => {
    const { recording, backend } = aTestRecording()
    backend.change({ current: running() })
    await show(RecordingIndicator, recording)
    await expect.poll(seen).toMatch(/01:0\d/)
    expect(root()!.querySelector('.rr-time')!.closest('[aria-hidden="true"]')).not.toBeNull()
    expect(read()).not.toMatch(/01:0\d/)
  })

  it('shows two browsers the same time although the clock of one is an hour ahead', async () => {
    const backend = createFakeBackend()
    const alice = aTestRecording({ adapter: createFakeAdapter({ backend }) })
    const bob = aTestRecording({ adapter: createFakeAdapter({ backend }), now: () => Date.now() + 3_600_000 })
    backend.change({ current: running() })
    await show(() => [h(RecordingIndicator, { recording: alice.recording }), h(RecordingIndicator, { recording: bob.recording })], alice.recording)
    const times = () => [...document.querySelectorAll('.rr-time')].map(time => time.textContent)
    await expect.poll(times).toEqual([expect.stringMatching(/^01:0\d$/), expect.stringMatching(/^01:0\d$/)])
    expect(times()[0]).toBe(times()[1])
  })

  it('takes other contents', async () => {
    const { recording, backend } = aTestRecording()
    backend.change({ current: running() })
    await show(() => h(RecordingIndicator, { recording }, { default: ({ label, time }: RecordingIndicatorSlotProps) => h('i', `${label}/${time}`) }), recording)
    await expect.poll(seen).toMatch(/^REC\/01:0\d$/)
  })

  it('moves nothing when a second passes', async () => {
    const { recording, backend } = aTestRecording()
    backend.change({ current: running() })
    await show(RecordingIndicator, recording)
    await expect.poll(seen).toMatch(/01:0\d/)
    const { width } = root()!.getBoundingClientRect()
    const before = seen()
    await expect.poll(seen, { timeout: 3000 }).not.toBe(before)
    expect(root()!.getBoundingClientRect().width).toBe(width)
  })

  describe('for eyes and settings', () => {
    async function emulate(name: string, value: string) {
      await cdp().send('Emulation.setEmulatedMedia', { features: [{ name, value }] })
      onTestFinished(async () => { await cdp().send('Emulation.setEmulatedMedia', { features: [] }) })
    }

    async function dot() {
      const { recording, backend } = aTestRecording()
      backend.change({ current: running() })
      await show(RecordingIndicator, recording)
      await expect.poll(root).not.toBeNull()
      return getComputedStyle(root()!.querySelector('.rr-dot')!)
    }

    it('pulses', async () => {
      expect((await dot()).animationName).toBe('rr-pulse')
    })

    it('does not move where that is unwanted', async () => {
      await emulate('prefers-reduced-motion', 'reduce')
      expect((await dot()).animationName).toBe('none')
    })

    it('keeps its dot in forced colours', async () => {
      await emulate('forced-colors', 'active')
      const { backgroundColor, color } = await dot()
      expect(backgroundColor).toBe(color)
    })

    it('is legible in the dark', async () => {
      await emulate('prefers-color-scheme', 'dark')
      document.body.style.background = '#131417'
      onTestFinished(() => { document.body.style.background = '' })
      await dot()
      await expectNoViolations()
    })
  })

  describe('says each change once', () => {
    it.each([
      { with: 'a notice beside it', parts: [RecordingIndicator, RecordingNotice], end: ['Recording ended – Stopped by Alice. The file is being prepared. You may leave the meeting.', 'Recording saved – Stopped by Alice. The file is ready.'] },
      { with: 'nobody else to tell how it ended', parts: [RecordingIndicator], end: ['Nothing is being recorded any more.'] },
    ])('from the start to the end, with $with', async ({ parts, end }) => {
      const said = listenToAnnouncements()
      const { recording, backend } = aTestRecording()
      await show(() => parts.map(part => h(part, { recording })), recording)
      await settled()
      await recording.controller.start()
      await settled()
      backend.confirmStart()
      await settled()
      backend.prove()
      await settled()
      await recording.controller.stop()
      await settled()
      backend.confirmStop()
      await settled()
      backend.finish()
      await settled()
      expect(said).toEqual([
        'A recording is starting.',
        expect.stringMatching(/^This meeting is being recorded\. Started by Alice at .*\.$/),
        expect.stringMatching(/^The recording is being stopped\. Started by Alice/),
        ...end,
      ])
    })

    it('to one who comes late', async () => {
      const said = listenToAnnouncements()
      const { recording, backend } = aTestRecording()
      backend.change({ current: running() })
      await show(RecordingIndicator, recording)
      await expect.poll(() => said).toEqual([expect.stringContaining('This meeting is being recorded.')])
    })

    it('when the sound stops and comes back', async () => {
      const said = listenToAnnouncements()
      const { recording, backend } = aTestRecording()
      backend.change({ current: running() })
      await show(RecordingIndicator, recording)
      await settled()
      backend.changeCurrent({ capturing: false })
      await settled()
      backend.changeCurrent({ capturing: true })
      await settled()
      expect(said.map(text => /Nobody is sending/.test(text))).toEqual([false, true, false])
    })

    it('never the time', async () => {
      const said = listenToAnnouncements()
      const { recording, backend } = aTestRecording()
      backend.change({ current: running() })
      await show(RecordingIndicator, recording)
      await expect.poll(seen).toMatch(/01:0\d/)
      const before = seen()
      await expect.poll(seen, { timeout: 3000 }).not.toBe(before)
      expect(said).toHaveLength(1)
    })

    it('with two indicators on the page too, and leaves no region behind', async () => {
      const said = listenToAnnouncements()
      const { recording, backend } = aTestRecording()
      backend.change({ current: running() })
      const screen = await show(() => [h(RecordingIndicator, { recording }), h(RecordingIndicator, { recording })], recording)
      await expect.poll(() => said).toHaveLength(1)
      await settled()
      expect(said).toHaveLength(1)
      screen.unmount()
      expect(announced()).toBeNull()
    })

    it('not the end when the meeting is left', async () => {
      const said = listenToAnnouncements()
      const { recording, backend, room } = aTestRecording()
      backend.change({ current: running() })
      await show(RecordingIndicator, recording)
      await expect.poll(() => said).toHaveLength(1)
      room.leave()
      await settled()
      expect(root()).toBeNull()
      expect(said).toHaveLength(1)
    })

    it('that a cancelled start came to nothing', async () => {
      const said = listenToAnnouncements()
      const { recording, backend } = aTestRecording()
      backend.change({ current: running({ status: 'starting', startedAt: null }) })
      await show(RecordingIndicator, recording)
      await settled()
      backend.change({ current: null })
      await settled()
      expect(said.at(-1)).toBe('The recording did not start.')
    })
  })
})
