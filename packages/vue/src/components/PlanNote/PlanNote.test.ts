import { aRecording } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordButton } from '../RecordButton/index.js'
import { PlanNote } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="plan-note"]')

describe('planNote', () => {
  it.each([
    { plan: 'automatic', locale: 'en-US', text: 'Nobody needs to press anything.', rules: 'How automatic recording works' },
    { plan: 'automatic', locale: 'zh-CN', text: '无需任何操作。', rules: '自动录制规则' },
    { plan: 'both', locale: 'en-US', text: 'two charges', rules: 'How automatic recording works' },
    { plan: 'both', locale: 'zh-CN', text: '分别计费', rules: '自动录制规则' },
  ] as const)('tells of the plan “$plan” and its rules in $locale, by keyboard, without axe violations', async ({ plan, locale, text, rules }) => {
    await show(PlanNote, aTestRecording({ plan, locale }).recording)
    expect(root()!.textContent).toContain(text)
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByText(rules)).toBeVisible()
    expect(root()!.querySelectorAll('li')).toHaveLength(4)
    expect(root()!.textContent).toContain('25')
    await expectNoViolations()
  })

  it('is silent where people start recordings', async () => {
    await show(PlanNote, aTestRecording().recording)
    expect(root()).toBeNull()
  })
})

describe('the plan decides', () => {
  it('automatic: there is no button, except to end what somebody started all the same', async () => {
    const { recording, backend } = aTestRecording({ plan: 'automatic' })
    await show(RecordButton, recording)
    await settled()
    expect(page.getByRole('button').elements()).toHaveLength(0)
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    await expect.element(page.getByRole('button', { name: 'Stop recording' })).toBeVisible()
  })

  it('both: a start by hand is always asked about', async () => {
    const { recording, adapter } = aTestRecording({ plan: 'both', confirmStart: false })
    await show(RecordButton, recording)
    await page.getByRole('button', { name: 'Record' }).click()
    await expect.element(page.getByRole('alertdialog')).toHaveAccessibleDescription(/two sets of files, and two charges/)
    expect(adapter.calls.map(({ method }) => method)).not.toContain('start')
  })
})
