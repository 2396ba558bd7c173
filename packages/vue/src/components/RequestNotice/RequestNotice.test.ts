import type { SubscribeUsers } from '@roomkit-recording/core'
import type { TestRecordingOptions } from '../../testing/index.js'
import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { leaveOut } from '../../requests/leave-out.js'
import { aTestRecording, expectNoViolations, listenToAnnouncements, settled, show } from '../../testing/index.js'
import { RequestNotice } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="request-notice"]')
const notice = (name: string) => page.getByRole('group', { name })
const bob = { userId: 'bob', name: 'Bob' }
const carol = { userId: 'carol', name: '<b>Carol</b>' }

async function shown(options: TestRecordingOptions = {}) {
  const adapter = options.adapter ?? createFakeAdapter({ permissions: aHost({ features: allFeatures }) })
  const test = aTestRecording({ ...options, adapter })
  await show(RequestNotice, test.recording)
  await settled()
  return { ...test, adapter }
}

const recorded = () => aRecording({ confirmBy: Date.now() + 60_000 })

describe('requestNotice', () => {
  it.each([
    { locale: 'en-US', title: 'Bob asks to record the meeting', start: 'Start recording' },
    { locale: 'zh-CN', title: 'Bob 申请录制本次会议', start: '开始录制' },
  ])('tells those in control in $locale, politely and once, without axe violations', async ({ locale, title, start }) => {
    const said = listenToAnnouncements()
    const { adapter, backend } = await shown({ locale, confirmStart: 'question' })
    adapter.ask({ kind: 'start', by: bob })
    await expect.element(notice(title)).toBeVisible()
    await expectNoViolations()
    expect(said).toEqual([title])
    await page.getByRole('button', { name: start }).click()
    await expect.poll(() => backend.snapshot().current?.status).toBe('starting')
    await expect.poll(root).toBeNull()
  })

  it('opens the start dialog where that is what a start opens', async () => {
    const { adapter, backend } = await shown()
    adapter.ask({ kind: 'start', by: bob })
    await notice('Bob asks to record the meeting').getByRole('button', { name: 'Start recording' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Start recording' }).click()
    await expect.poll(() => backend.snapshot().current?.status).toBe('starting')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
  })

  it('goes when somebody else starts', async () => {
    const { adapter, backend, recording } = await shown()
    adapter.ask({ kind: 'start', by: bob })
    await expect.poll(root).not.toBeNull()
    backend.change({ current: recorded() })
    await expect.poll(() => recording.state.value.requests).toEqual([])
    expect(root()).toBeNull()
  })

  it('leaves somebody out, beside those who are left out already', async () => {
    const { adapter, backend, recording } = await shown()
    backend.change({ current: { ...recorded(), subscribe: { video: { except: ['dan'] } } } })
    await settled()
    adapter.ask({ kind: 'leave_me_out', by: bob })
    await notice('Bob asks to be left out of the recording').getByRole('button', { name: 'Leave out' }).click()
    await expect.poll(() => backend.snapshot().current?.subscribe).toEqual({ audio: { except: ['bob'] }, video: { except: ['dan', 'bob'] } })
    await expect.poll(() => recording.state.value.requests).toEqual([])
  })

  it('keeps a request that could not be granted', async () => {
    const { adapter, backend, recording } = await shown()
    backend.change({ current: recorded() })
    await settled()
    adapter.ask({ kind: 'leave_me_out', by: bob })
    await expect.poll(root).not.toBeNull()
    adapter.refuseNext('unavailable', { status: 503 })
    await page.getByRole('button', { name: 'Leave out' }).click()
    await expect.poll(() => recording.state.value.failure?.action).toBe('update')
    expect(root()).not.toBeNull()
  })

  it('says when there is no place for one more', async () => {
    const { adapter, backend } = await shown()
    backend.change({ current: { ...recorded(), subscribe: { audio: { except: Array.from({ length: 32 }, (_, index) => `u${index}`) } } } })
    await settled()
    adapter.ask({ kind: 'leave_me_out', by: bob })
    await expect.poll(() => root()?.textContent).toMatch(/No more than 32/)
    expect(page.getByRole('button', { name: 'Leave out' }).elements()).toHaveLength(0)
    await expectNoViolations()
  })

  it('shows one after the other, and takes a name for a text', async () => {
    const { adapter } = await shown()
    adapter.ask({ kind: 'start', by: bob })
    adapter.ask({ kind: 'start', by: carol })
    await expect.poll(() => root()?.textContent).toMatch(/And 1 more/)
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(notice('<b>Carol</b> asks to record the meeting')).toBeVisible()
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(root).toBeNull()
  })

  it('is for nobody else, and goes with the right to answer', async () => {
    const { adapter } = await shown()
    adapter.ask({ kind: 'start', by: bob })
    await expect.poll(root).not.toBeNull()
    adapter.setPermissions(aGuest())
    await expect.poll(root).toBeNull()
  })
})

describe('leaving somebody out', () => {
  it.each<{ from: SubscribeUsers, to: SubscribeUsers | null }>([
    { from: {}, to: { audio: { except: ['bob'] }, video: { except: ['bob'] } } },
    { from: { audio: { except: ['bob'] } }, to: { audio: { except: ['bob'] }, video: { except: ['bob'] } } },
    { from: { audio: { only: ['alice', 'bob'] }, video: { only: ['alice'] } }, to: { audio: { only: ['alice'] }, video: { only: ['alice'] } } },
    { from: { audio: { only: ['bob'] } }, to: null },
    { from: { audio: { only: ['b.*$'] } }, to: null },
  ])('of $from', ({ from, to }) => {
    expect(leaveOut(from, 'bob')).toEqual(to)
  })
})
