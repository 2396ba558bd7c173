import type { TestRecordingOptions } from '../../testing/index.js'
import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordButton } from '../RecordButton/index.js'

const ask = () => page.getByRole('button', { name: 'Ask to record' })

async function shown(options: TestRecordingOptions = {}, features: string[] = allFeatures) {
  const adapter = createFakeAdapter({ permissions: aGuest({ features }) })
  const test = aTestRecording({ adapter, askToRecord: true, ...options })
  await show(RecordButton, test.recording)
  await settled()
  return { ...test, adapter, asked: () => adapter.calls.filter(({ method }) => method === 'request').map(({ body }) => body) }
}

describe('asking to record', () => {
  it.each([
    { locale: 'en-US', label: 'Ask to record', after: 'Asked' },
    { locale: 'zh-CN', label: '申请录制', after: '已申请' },
  ])('is a press in $locale, once a minute, without axe violations', async ({ locale, label, after }) => {
    const { asked } = await shown({ locale })
    const button = page.getByRole('button', { name: label, exact: true })
    await expect.element(button).toBeVisible()
    await expectNoViolations()
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    const done = page.getByRole('button', { name: after, exact: true })
    await expect.element(done).toHaveAttribute('aria-disabled', 'true')
    await expect.element(done).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    expect(asked()).toEqual([{ kind: 'start' }])
    await expectNoViolations()
  })

  it.each([
    { code: 'rate_limited', text: /You asked a moment ago/ },
    { code: 'forbidden', text: /You may not ask/ },
    { code: 'unavailable', text: /could not be asked/ },
  ])('says plainly what $code means, and can be tried again', async ({ code, text }) => {
    const { adapter, asked } = await shown()
    adapter.refuseNext(code, { status: 429 })
    await ask().click()
    await expect.element(page.getByRole('status')).toHaveTextContent(text)
    await expectNoViolations()
    await ask().click()
    await expect.element(page.getByRole('button', { name: 'Asked' })).toBeVisible()
    expect(asked()).toHaveLength(2)
  })

  it('can be done again after a minute', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => { vi.useRealTimers() })
    const adapter = createFakeAdapter({ permissions: aGuest({ features: allFeatures }) })
    const { recording } = aTestRecording({ adapter, askToRecord: true })
    await show(RecordButton, recording)
    await ask().click()
    await expect.element(page.getByRole('button', { name: 'Asked' })).toBeVisible()
    await vi.advanceTimersByTimeAsync(60_000)
    await expect.element(ask()).toBeVisible()
  })

  it('is not there unless it is wanted, nor where the backend passes nothing on, nor while it is recorded', async () => {
    await shown({ askToRecord: false })
    await shown({}, [])
    const { backend } = await shown()
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    await expect.poll(() => page.getByRole('button').elements().length).toBe(0)
  })

  it('gives way to the record button when one comes into control', async () => {
    const { adapter } = await shown()
    await expect.element(ask()).toBeVisible()
    adapter.setPermissions(aHost({ features: allFeatures }))
    await expect.element(page.getByRole('button', { name: 'Record', exact: true })).toBeVisible()
    expect(ask().elements()).toHaveLength(0)
  })
})
