import type { Recording, RoomPerson } from '@roomkit-recording/core'
import { aGuest, aPerson, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { h } from 'vue'
import { inRecording } from '../../consent/in-recording.js'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { InRecordingBadge } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="in-recording-badge"]')
const running = (changes: Partial<Recording> = {}) => aRecording({ confirmBy: Date.now() + 60_000, ...changes })

describe('what of somebody is recorded', () => {
  const crowd = Array.from({ length: 26 }, (_, index) => aPerson({ userId: `u${index}` }))
  it.each([
    { when: 'everything is on', what: 'full', reason: null },
    { when: 'the camera is off', self: { camera: false }, what: 'voice', reason: 'cameraOff' },
    { when: 'only a screen is shared', self: { camera: false, microphone: false, screen: true }, what: 'picture', reason: null },
    { when: 'nothing is sent', self: { camera: false, microphone: false }, what: 'silent', reason: null },
    { when: 'only sound is recorded', current: { media: 'audio' }, what: 'voice', reason: 'audioOnly' },
    { when: 'only video is recorded', current: { media: 'video' }, what: 'picture', reason: null },
    { when: 'the picture is left out', current: { subscribe: { video: { except: ['bob'] } } }, what: 'voice', reason: 'pictureLeftOut' },
    { when: 'everybody else is wanted', current: { subscribe: { audio: { only: ['alice'] }, video: { only: ['alice'] } } }, what: 'out', reason: null },
    { when: 'they are left out', current: { subscribe: { audio: { except: ['bob'] }, video: { except: ['bob'] } } }, what: 'out', reason: null },
    { when: 'a pattern leaves them out', current: { subscribe: { audio: { except: ['bo.*$'] }, video: { except: ['bo.*$'] } } }, what: 'out', reason: null },
    { when: 'people without video are hidden', self: { camera: false }, current: { layout: { wanted: { mode: 'grid', hideAudioOnly: true }, applied: null, state: 'applied', error: null } }, what: 'voice', reason: 'hiddenWithoutVideo' },
    { when: 'they came in twenty-sixth', people: crowd, what: 'out', reason: 'over25' },
    { when: 'they came in twenty-sixth and each has a file', people: crowd, current: { mode: 'single' }, what: 'full', reason: null },
    { when: 'it is not confirmed', status: 'unconfirmed', what: 'unknown', reason: null },
    { when: 'nothing runs', status: 'idle', what: null, reason: null },
    { when: 'the automatic plan records', status: 'automatic', auto: true, what: 'full', reason: null },
  ])('$when: $what', ({ self = {}, people = [], current = {}, status = 'recording', auto = false, what, reason }) => {
    const me: RoomPerson = aPerson({ userId: 'bob', ...self })
    const isRunning = status === 'recording' || status === 'unconfirmed'
    const state = {
      status: status as 'recording',
      current: isRunning ? aRecording(current as Partial<Recording>) : null,
      snapshot: { auto: { active: auto, startedAt: 1, taskCount: 1 } } as never,
    }
    expect(inRecording(me, [...people, me], state)).toEqual({ what, reason })
  })
})

describe('inRecordingBadge', () => {
  async function shown(current: Recording | null, locale = 'en-US', view = true) {
    const test = aTestRecording({
      locale,
      adapter: createFakeAdapter({ permissions: aGuest({ view }) }),
      room: createFakeRoom({ self: { userId: 'bob', name: 'Bob' } }),
    })
    test.backend.change({ current })
    await show(InRecordingBadge, test.recording)
    await settled()
    return test
  }

  it.each([
    { locale: 'en-US', label: 'You are recorded', text: 'Your voice and your picture are recorded.' },
    { locale: 'zh-CN', label: '你正在被录制', text: '正在录制你的声音和画面。' },
  ])('says it in $locale, without axe violations', async ({ locale, label, text }) => {
    await shown(running(), locale)
    expect(root()!.querySelector('.rr-pill')!.textContent).toContain(label)
    expect(root()!.title).toBe(text)
    await expectNoViolations()
  })

  it('follows the devices and the choice of those in control', async () => {
    const { room, backend } = await shown(running())
    room.change('bob', { camera: false })
    await expect.poll(() => root()!.dataset.status).toBe('voice')
    expect(root()!.title).toBe('Your voice is recorded, your picture is not. It would be, with your camera on.')
    backend.changeCurrent({ subscribe: { audio: { except: ['bob'] }, video: { except: ['bob'] } } })
    await expect.poll(() => root()!.dataset.status).toBe('out')
    await expectNoViolations()
  })

  it('says nothing while nothing is recorded, or to who may not know', async () => {
    await shown(null)
    expect(root()).toBeNull()
    await shown(running(), 'en-US', false)
    expect(root()).toBeNull()
  })

  it('takes other contents', async () => {
    const { recording, backend } = aTestRecording()
    backend.change({ current: running() })
    await show(() => h(InRecordingBadge, { recording }, { default: ({ what }: { what: string }) => h('b', what) }), recording)
    await expect.poll(() => root()?.querySelector('b')?.textContent).toBe('full')
  })
})
