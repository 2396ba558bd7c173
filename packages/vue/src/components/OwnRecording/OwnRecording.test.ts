import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { OwnRecording } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="own-recording"]')

async function shown({ locale = 'en-US', permissions = aGuest({ features: allFeatures }) } = {}) {
  const adapter = createFakeAdapter({ permissions })
  const test = aTestRecording({ adapter, locale, room: createFakeRoom({ self: { userId: 'bob', name: 'Bob' } }) })
  test.backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
  await show(OwnRecording, test.recording)
  await settled()
  return { ...test, adapter }
}

describe('ownRecording', () => {
  it.each([
    { locale: 'en-US', text: 'Your voice and your picture are recorded.', ask: 'Ask to be left out', asked: /asked to leave you out/ },
    { locale: 'zh-CN', text: '正在录制你的声音和画面。', ask: '申请不录制我', asked: /已向主持人申请不录制你/ },
  ])('says what is recorded of oneself, and asks to be left out, in $locale without axe violations', async ({ locale, text, ask, asked }) => {
    const { adapter } = await shown({ locale })
    expect(root()!.textContent).toContain(text)
    await expectNoViolations()
    await page.getByRole('button', { name: ask }).click()
    await expect.element(page.getByRole('status')).toHaveTextContent(asked)
    root()!.querySelector('button')!.click()
    await settled()
    expect(adapter.calls.filter(({ method }) => method === 'request').map(({ body }) => body)).toEqual([{ kind: 'leave_me_out' }])
    await expectNoViolations()
  })

  it('has nothing to ask for once one is left out', async () => {
    const { backend } = await shown()
    backend.changeCurrent({ subscribe: { audio: { except: ['bob'] }, video: { except: ['bob'] } } })
    await expect.poll(() => root()!.dataset.status).toBe('out')
    expect(page.getByRole('button').elements()).toHaveLength(0)
  })

  it('asks nobody of those in control, nor over a backend that passes nothing on', async () => {
    await shown({ permissions: aHost({ features: allFeatures }) })
    await shown({ permissions: aGuest() })
    expect(page.getByRole('button').elements()).toHaveLength(0)
  })
})
