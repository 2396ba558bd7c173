import type { UseLeaveQuestionReturn } from '../../composables/useLeaveQuestion.js'
import { aGuest, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { effectScope } from 'vue'
import { useLeaveQuestion } from '../../composables/useLeaveQuestion.js'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { LeaveQuestion } from './index.js'

const dialog = () => page.getByRole('alertdialog')

async function shown({ startedBy = { userId: 'alice', name: 'Alice' }, permissions = undefined as ReturnType<typeof aGuest> | undefined, locale = 'en-US', isRunning = true } = {}) {
  const test = aTestRecording({ adapter: createFakeAdapter(permissions ? { permissions } : {}), locale })
  if (isRunning) test.backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000, startedBy }) })
  await show(LeaveQuestion, test.recording)
  await settled()
  const scope = effectScope()
  onTestFinished(() => scope.stop())
  const { confirmLeave } = scope.run<UseLeaveQuestionReturn>(() => useLeaveQuestion(test.recording))!
  return { ...test, confirmLeave }
}

describe('leaving a recording that one started', () => {
  it.each(['en-US', 'zh-CN'])('is asked about in %s, on one screen of a small phone, without axe violations', async locale => {
    await page.viewport(320, 480)
    onTestFinished(() => page.viewport(1024, 768))
    const { confirmLeave } = await shown({ locale })
    void confirmLeave()
    await expect.element(dialog()).toBeVisible()
    const root = document.querySelector('[data-part="leave-question"]')!
    await Promise.all(root.getAnimations().map(({ finished }) => finished))
    expect(root.getBoundingClientRect().bottom).toBeLessThanOrEqual(480)
    expect(root.querySelector('.rr-frame')!.scrollHeight).toBeLessThanOrEqual(480)
    await expectNoViolations()
  })

  it('can stop it', async () => {
    const { confirmLeave, backend } = await shown()
    const leaving = confirmLeave()
    await dialog().getByRole('button', { name: 'Stop recording and leave' }).click()
    expect(await leaving).toBe(true)
    expect(backend.snapshot().current?.status).toBe('stopping')
  })

  it('can let it go on', async () => {
    const { confirmLeave, backend } = await shown()
    const leaving = confirmLeave()
    await dialog().getByRole('button', { name: 'Leave, keep recording' }).click()
    expect(await leaving).toBe(true)
    expect(backend.snapshot().current?.status).toBe('recording')
  })

  it.each([
    { way: '“Stay”', stay: () => dialog().getByRole('button', { name: 'Stay' }).click() },
    { way: 'Escape', stay: () => userEvent.keyboard('{Escape}') },
  ])('can be thought over with $way', async ({ stay }) => {
    const { confirmLeave } = await shown()
    const leaving = confirmLeave()
    await expect.element(dialog()).toBeVisible()
    await stay()
    expect(await leaving).toBe(false)
    await expect.element(dialog()).not.toBeInTheDocument()
  })

  it('needs no answer any more when somebody else has stopped it', async () => {
    const { confirmLeave, backend } = await shown()
    const leaving = confirmLeave()
    await expect.element(dialog()).toBeVisible()
    backend.changeCurrent({ status: 'stopping' })
    backend.confirmStop()
    expect(await leaving).toBe(true)
  })

  it.each([
    { who: 'of who did not start it', options: { startedBy: { userId: 'bob', name: 'Bob' } } },
    { who: 'of who may not stop it any more', options: { permissions: aGuest() } },
    { who: 'while nothing is recorded', options: { isRunning: false } },
  ])('is not asked $who', async ({ options }) => {
    const { confirmLeave } = await shown(options)
    expect(await confirmLeave()).toBe(true)
  })
})
