import type { RecordButtonSlotProps } from './index.js'
import { aGuest, aHost, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref } from 'vue'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordButton } from './index.js'

const button = () => page.elementLocator(document.querySelector<HTMLElement>('[data-part="record-button"]')!)
const dialog = () => page.getByRole('alertdialog')
const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true })

describe('recordButton', () => {
  describe('who sees it', () => {
    it('nobody before it is known who may control', async () => {
      const adapter = createFakeAdapter()
      adapter.disconnect()
      const { recording } = aTestRecording({ adapter })
      const screen = await show(RecordButton, recording)
      await settled()
      expect(screen.container.querySelector('button')).toBeNull()
    })

    it('those who may control', async () => {
      const { recording } = aTestRecording()
      const screen = await show(RecordButton, recording)
      await expect.element(screen.getByRole('button', { name: 'Record', exact: true })).toBeVisible()
    })

    it('nobody else', async () => {
      const { recording } = aTestRecording({ adapter: createFakeAdapter({ permissions: aGuest() }) })
      const screen = await show(RecordButton, recording)
      await settled()
      expect(screen.container.querySelector('button')).toBeNull()
    })

    it('comes and goes with the role', async () => {
      const { recording, adapter } = aTestRecording({ adapter: createFakeAdapter({ permissions: aGuest() }) })
      const screen = await show(RecordButton, recording)
      adapter.setPermissions(aHost())
      await expect.element(screen.getByRole('button', { name: 'Record' })).toBeVisible()
      adapter.setPermissions(aGuest())
      await expect.element(screen.getByRole('button')).not.toBeInTheDocument()
    })
  })

  describe.each([
    { locale: 'en-US', record: 'Record', cancel: 'Cancel', stop: 'Stop recording', stopping: 'Stopping', check: 'Check recording' },
    { locale: 'zh-CN', record: '录制', cancel: '取消', stop: '停止录制', stopping: '正在停止', check: '检查录制状态' },
  ])('in $locale', ({ locale, record, cancel, stop, stopping, check }) => {
    it.each([
      { when: 'idle', changes: null, name: record },
      { when: 'starting', changes: { status: 'starting', startedAt: null }, name: cancel },
      { when: 'recording', changes: {}, name: stop },
      { when: 'stopping', changes: { status: 'stopping' }, name: stopping },
      { when: 'unconfirmed', changes: { confirmBy: Date.now() - 1 }, name: check },
    ] as const)('is called “$name” while $when, without axe violations', async ({ when, changes, name }) => {
      const { recording, backend } = aTestRecording({ locale })
      if (changes) backend.change({ current: aRecording({ confirmedAt: Date.now(), confirmBy: Date.now() + 60_000, ...changes }) })
      const screen = await show(RecordButton, recording)
      const element = screen.getByRole('button', { name, exact: true })
      await expect.element(element).toHaveAttribute('data-status', when)
      await expect.element(element).not.toHaveAttribute('disabled')
      expect(element.element().getAttribute('aria-disabled')).toBe(when === 'stopping' ? 'true' : null)
      await expectNoViolations()
    })

    it('shows texts that its accessible name begins with, where there is little room', async () => {
      const { recording, backend } = aTestRecording({ locale })
      backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
      const screen = await show(RecordButton, recording, { variant: 'toolbar' })
      await expect.element(screen.getByRole('button', { name: stop })).toBeVisible()
      expect(stop.startsWith(screen.getByRole('button').element().textContent!.trim())).toBe(true)
    })
  })

  describe('starting', () => {
    it('asks first, then starts, once', async () => {
      const { recording, adapter } = aTestRecording({ confirmStart: 'question', startOptions: { quality: 'fhd' } })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(dialog()).toHaveAccessibleName('Record this meeting?')
      await expect.element(dialog()).toHaveAccessibleDescription(/Everybody in the meeting will see/)
      expect(adapter.calls.filter(({ method }) => method === 'start')).toEqual([])
      await expectNoViolations()

      await inDialog('Start recording').click()
      await expect.element(dialog()).not.toBeInTheDocument()
      await expect.element(button()).toHaveAccessibleName('Cancel')
      expect(adapter.calls.filter(({ method }) => method === 'start')).toMatchObject([{ roomId: 'demo', body: { quality: 'fhd' } }])
    })

    it('starts at once where no question is wanted', async () => {
      const { recording, adapter } = aTestRecording({ confirmStart: false })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(button()).toHaveAccessibleName('Cancel')
      expect(adapter.calls.filter(({ method }) => method === 'start')).toHaveLength(1)
    })

    it('asks all the same beside an automatic recording, because a second one costs', async () => {
      const { recording, backend } = aTestRecording({ confirmStart: false })
      backend.change({ auto: { active: true, startedAt: Date.now(), taskCount: 1 } })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(dialog()).toHaveAccessibleDescription(/two sets of files, and two charges/)
    })

    it('can be cancelled before the request has reached the backend', async () => {
      const adapter = createFakeAdapter()
      const { start } = adapter
      let send = () => {}
      const sent = new Promise<void>(resolve => { send = resolve })
      adapter.start = (...call) => sent.then(() => start(...call))
      const { recording } = aTestRecording({ adapter, confirmStart: false })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(button()).toHaveAttribute('aria-busy', 'true')
      await page.getByRole('button', { name: 'Cancel' }).click()
      await expect.element(button()).toHaveAccessibleName('Stopping')
      send()
      await expect.poll(() => adapter.backend.snapshot().current?.status).toBe('stopping')
      await expect.element(button()).toHaveAccessibleName('Stopping')
      expect(adapter.backend.snapshot().current).toMatchObject({ status: 'stopping' })
    })

    it('is back at “Record” after a refusal', async () => {
      const { recording, adapter } = aTestRecording({ confirmStart: false })
      await show(RecordButton, recording)
      adapter.refuseNext('unavailable', { status: 503 })
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.poll(() => recording.state.value.failure?.code).toBe('unavailable')
      await expect.element(button()).toHaveAccessibleName('Record')
    })

    it('does not take the repeats of a key held down for a second press', async () => {
      const { recording, adapter } = aTestRecording({ confirmStart: false })
      await show(RecordButton, recording)
      await expect.element(page.getByRole('button', { name: 'Record' })).toBeVisible()
      const element = button().element() as HTMLElement
      element.focus()
      await userEvent.keyboard('{Enter>5/}')
      await expect.element(button()).toHaveAccessibleName('Cancel')
      expect(adapter.calls.map(({ method }) => method)).not.toContain('stop')
    })
  })

  describe('stopping', () => {
    async function recordingShown(options?: Parameters<typeof aTestRecording>[0]) {
      const test = aTestRecording(options)
      test.backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
      await show(RecordButton, test.recording)
      await expect.element(page.getByRole('button', { name: 'Stop recording' })).toBeVisible()
      return test
    }

    it('asks first, then stops', async () => {
      const { adapter } = await recordingShown()
      await button().click()
      await expect.element(dialog()).toHaveAccessibleName('Stop recording?')
      await expectNoViolations()
      await inDialog('Stop recording').click()
      await expect.element(button()).toHaveAccessibleName('Stopping')
      expect(adapter.calls.filter(({ method }) => method === 'stop')).toMatchObject([{ recordingId: 'rec-1' }])
    })

    it('stops at once where no question is wanted', async () => {
      await recordingShown({ confirmStop: false })
      await button().click()
      await expect.element(button()).toHaveAccessibleName('Stopping')
    })

    it('goes on recording when the answer is no', async () => {
      const { adapter } = await recordingShown()
      await button().click()
      await inDialog('Keep recording').click()
      await expect.element(dialog()).not.toBeInTheDocument()
      expect(adapter.calls.map(({ method }) => method)).not.toContain('stop')
    })

    it('keeps the focus while it is being done, and does nothing when pressed', async () => {
      const { adapter } = await recordingShown({ confirmStop: false })
      await button().click()
      await expect.element(button()).toHaveAttribute('aria-disabled', 'true')
      expect(document.activeElement).toBe(button().element())
      await userEvent.keyboard('{Enter}')
      expect(adapter.calls.filter(({ method }) => method === 'stop')).toHaveLength(1)
    })

    it('can record again as soon as the backend has let go', async () => {
      const { backend } = await recordingShown({ confirmStop: false })
      await button().click()
      await expect.element(button()).toHaveAccessibleName('Stopping')
      backend.confirmStop()
      await expect.element(button()).toHaveAccessibleName('Record')
    })
  })

  describe('by keyboard', () => {
    it('opens with Enter, puts the focus on the way out, and gives it back on Escape', async () => {
      const { recording, adapter } = aTestRecording({ confirmStart: 'question' })
      await show(RecordButton, recording)
      await expect.element(page.getByRole('button', { name: 'Record' })).toBeVisible()
      await userEvent.tab()
      expect(document.activeElement).toBe(button().element())
      await userEvent.keyboard('{Enter}')
      await expect.element(inDialog('Cancel')).toHaveFocus()
      await userEvent.keyboard('{Escape}')
      await expect.element(dialog()).not.toBeInTheDocument()
      await expect.element(button()).toHaveFocus()
      expect(adapter.calls.map(({ method }) => method)).not.toContain('start')
    })

    it('stays inside the question, and comes back to the button after the answer', async () => {
      const { recording } = aTestRecording({ confirmStart: 'question' })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(inDialog('Cancel')).toHaveFocus()
      await userEvent.tab()
      await expect.element(inDialog('Start recording')).toHaveFocus()
      await userEvent.tab()
      await expect.element(inDialog('Cancel')).toHaveFocus()
      await userEvent.tab({ shift: true })
      await userEvent.keyboard(' ')
      await expect.element(button()).toHaveFocus()
      await expect.element(button()).toHaveAccessibleName('Cancel')
    })
  })

  describe('a question whose moment has passed goes away', () => {
    it('when somebody else starts', async () => {
      const { recording, backend } = aTestRecording({ confirmStart: 'question' })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(dialog()).toBeVisible()
      backend.change({ current: aRecording({ startedBy: { userId: 'bob', name: 'Bob' }, confirmBy: Date.now() + 60_000 }) })
      await expect.element(dialog()).not.toBeInTheDocument()
      await expect.element(button()).toHaveAccessibleName('Stop recording')
      await expect.element(button()).toHaveFocus()
    })

    it('when somebody else stops', async () => {
      const { recording, backend } = aTestRecording()
      backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Stop recording' }).click()
      await expect.element(dialog()).toBeVisible()
      backend.changeCurrent({ status: 'stopping' })
      await expect.element(dialog()).not.toBeInTheDocument()
    })

    it('when the right to answer is gone, and leaves a page that works', async () => {
      const { recording, adapter } = aTestRecording({ confirmStart: 'question' })
      const screen = await show(() => [h(RecordButton, { recording }), h('button', 'Elsewhere')], recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(dialog()).toBeVisible()
      adapter.setPermissions(aGuest())
      await expect.element(dialog()).not.toBeInTheDocument()
      await screen.getByRole('button', { name: 'Elsewhere' }).click()
      expect(document.body.style.pointerEvents).not.toBe('none')
    })
  })

  it('speaks the new language in an open question', async () => {
    const locale = ref('en-US')
    const { recording } = aTestRecording({ confirmStart: 'question', locale })
    await show(RecordButton, recording)
    await page.getByRole('button', { name: 'Record' }).click()
    await expect.element(dialog()).toHaveAccessibleName('Record this meeting?')
    locale.value = 'zh-CN'
    await expect.element(dialog()).toHaveAccessibleName('开始云端录制？')
    await expect.element(inDialog('开始录制')).toBeVisible()
  })

  describe('when the proof is overdue', () => {
    let test: ReturnType<typeof aTestRecording>
    beforeEach(async () => {
      test = aTestRecording({ confirmStart: 'question' })
      const now = Date.now()
      test.backend.change({ current: aRecording({ startedAt: now - 90_000, confirmedAt: now - 65_000, confirmBy: now - 5_000 }) })
      await show(RecordButton, test.recording)
      await page.getByRole('button', { name: 'Check recording' }).click()
    })

    it('tells how old the last proof is', async () => {
      await expect.element(dialog()).toHaveAccessibleName('The recording is not confirmed')
      await expect.element(dialog()).toHaveAccessibleDescription(/Last confirmed 1 min\. ago/)
      await expectNoViolations()
    })

    it('asks again on demand, and closes when the proof is there', async () => {
      const asked = test.adapter.calls.filter(({ method }) => method === 'snapshot').length
      await inDialog('Check again').click()
      expect(test.adapter.calls.filter(({ method }) => method === 'snapshot').length).toBeGreaterThan(asked)
      await expect.element(dialog()).toBeVisible()
      test.backend.prove()
      await expect.element(dialog()).not.toBeInTheDocument()
      await expect.element(button()).toHaveAccessibleName('Stop recording')
    })

    it('can stop all the same', async () => {
      await inDialog('Stop recording').click()
      await expect.poll(() => test.backend.snapshot().current?.status).toBe('stopping')
    })
  })

  it('offers to record again when the answer to a start never came', async () => {
    const { recording, adapter } = aTestRecording({ confirmStart: false, answerDeadlineMs: 20 })
    await show(RecordButton, recording)
    adapter.holdAnswers()
    adapter.loseNext({ reached: false })
    adapter.loseNext({ reached: false })
    await page.getByRole('button', { name: 'Record' }).click()
    await page.getByRole('button', { name: 'Check recording' }).click()
    await expect.element(inDialog('Record again')).toBeVisible()
  })

  it('passes on what a page adds to it', async () => {
    const { recording } = aTestRecording()
    await show(RecordButton, recording, { id: 'mine', class: 'wide' })
    await expect.element(page.getByRole('button', { name: 'Record' })).toHaveClass('wide')
    expect(button().element().id).toBe('mine')
  })

  it('takes other contents and keeps its name', async () => {
    const { recording } = aTestRecording()
    await show(() => h(RecordButton, { recording }, { default: ({ action }: RecordButtonSlotProps) => h('b', action ?? '') }), recording)
    const element = page.getByRole('button', { name: 'Record' })
    await expect.element(element).toHaveTextContent('start')
  })
})
