import { aGuest, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref } from 'vue'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordButton } from '../RecordButton/index.js'
import { RecordingFailure } from './index.js'

const alert = () => page.getByRole('alert')

describe('recordingFailure', () => {
  it('is not there while all is well', async () => {
    const { recording } = aTestRecording()
    const screen = await show(RecordingFailure, recording)
    await recording.controller.start()
    await settled()
    expect(screen.container.textContent).toBe('')
  })

  it.each([
    { code: 'quota_exceeded', en: /Too many recordings/, zh: /已达上限/ },
    { code: 'upstream', upstreamCode: 'FailedOperation.RestrictedConcurrency', en: /Too many recordings/, zh: /已达上限/ },
    { code: 'unauthenticated', en: /sign-in has expired/, zh: /登录已过期/ },
    { code: 'forbidden', en: /Only the host and admins/, zh: /仅主持人和管理员/ },
    { code: 'not_found', en: /meeting was not found/, zh: /未找到该会议/ },
    { code: 'invalid_request', en: /did not accept these settings/, zh: /不接受当前的录制设置/ },
    { code: 'rate_limited', en: /Wait a moment/, zh: /操作过于频繁/ },
    { code: 'unavailable', en: /not available at the moment/, zh: /暂不可用/ },
    { code: 'trtc_unavailable', en: /not available at the moment/, zh: /暂不可用/ },
    { code: 'trtc_refused', upstreamCode: 'AuthFailure.X', en: /refused to record this meeting\.\s*Code: AuthFailure\.X/, zh: /拒绝了本次录制。\s*错误码：AuthFailure\.X/ },
    { code: 'start_failed', en: /recorder could not enter/, zh: /未能进入会议/ },
    { code: 'E_4711', en: /reported a problem\.\s*Code: E_4711/, zh: /出现问题。\s*错误码：E_4711/ },
    { code: 'constructor', en: /reported a problem/, zh: /出现问题/ },
  ])('says why for $code $upstreamCode in both languages, without the server\'s own words and without axe violations', async ({ code, upstreamCode, en, zh }) => {
    const locale = ref('en-US')
    const { recording, adapter } = aTestRecording({ locale })
    adapter.refuseNext(code, { message: 'java.lang.NullPointerException', ...(upstreamCode && { upstreamCode }) })
    await show(RecordingFailure, recording)
    await settled()
    await recording.controller.start().catch(() => {})
    await expect.element(alert()).toHaveTextContent(/^Recording could not be started/)
    await expect.element(alert()).toHaveTextContent(en)
    expect(alert().element().textContent).not.toContain('java')
    await expectNoViolations()
    locale.value = 'zh-CN'
    await expect.element(alert()).toHaveTextContent(/^无法开始录制/)
    await expect.element(alert()).toHaveTextContent(zh)
  })

  it('tells that nothing could be reached', async () => {
    const { recording, adapter } = aTestRecording({ answerDeadlineMs: 10 })
    await show(RecordingFailure, recording)
    await settled()
    adapter.disconnect()
    await recording.controller.start().catch(() => {})
    await expect.element(alert()).toHaveTextContent(/cannot be reached|did not answer/)
  })

  it('tells what TRTC refused after the backend had accepted it', async () => {
    const { recording, backend } = aTestRecording()
    await show(RecordingFailure, recording)
    await settled()
    await recording.controller.start()
    backend.failStart({ code: 'upstream', upstreamCode: 'FailedOperation.RestrictedConcurrency' })
    await expect.element(alert()).toHaveTextContent(/Too many recordings/)
  })

  it('tries again', async () => {
    const { recording, adapter, backend } = aTestRecording({ startOptions: { quality: 'sd' } })
    adapter.refuseNext('quota_exceeded')
    await show(RecordingFailure, recording)
    await settled()
    await recording.controller.start().catch(() => {})
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.element(alert()).not.toBeInTheDocument()
    expect(backend.snapshot().current).toMatchObject({ status: 'starting', quality: 'sd' })
  })

  it('tries again to stop', async () => {
    const { recording, adapter, backend } = aTestRecording()
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    await show(RecordingFailure, recording)
    await settled()
    adapter.refuseNext('unavailable')
    await recording.controller.stop().catch(() => {})
    await expect.element(alert()).toHaveTextContent(/^Recording could not be stopped/)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => backend.snapshot().current?.status).toBe('stopping')
  })

  it.each(['forbidden', 'unauthenticated'])('offers no second try where it would be in vain: %s', async code => {
    const { recording, adapter } = aTestRecording()
    adapter.refuseNext(code)
    await show(RecordingFailure, recording)
    await settled()
    await recording.controller.start().catch(() => {})
    await expect.element(alert()).toBeVisible()
    expect(page.getByRole('button', { name: 'Try again' }).query()).toBeNull()
  })

  it('offers none to who may not control any more', async () => {
    const { recording, adapter } = aTestRecording()
    adapter.refuseNext('unavailable')
    await show(RecordingFailure, recording)
    await settled()
    await recording.controller.start().catch(() => {})
    await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible()
    adapter.setPermissions(aGuest())
    await expect.element(page.getByRole('button', { name: 'Try again' })).not.toBeInTheDocument()
  })

  it('offers none when the meeting is being recorded anyway', async () => {
    const { recording, adapter, backend } = aTestRecording()
    adapter.refuseNext('already_recording', { status: 409 })
    await show(RecordingFailure, recording)
    await settled()
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    await recording.controller.start().catch(() => {})
    await expect.element(alert()).toHaveTextContent(/already being recorded/)
    expect(page.getByRole('button', { name: 'Try again' }).query()).toBeNull()
  })

  it('can be dismissed', async () => {
    const { recording, adapter } = aTestRecording()
    adapter.refuseNext('unavailable')
    await show(RecordingFailure, recording)
    await settled()
    await recording.controller.start().catch(() => {})
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.element(alert()).not.toBeInTheDocument()
    expect(recording.state.value.failure).toBeNull()
  })

  it('hands the keyboard on to the record button when it goes', async () => {
    const { recording, adapter } = aTestRecording({ confirmStart: false })
    await show(() => [h(RecordButton, { recording }), h(RecordingFailure, { recording })], recording)
    for (const name of ['Dismiss', 'Try again']) {
      adapter.refuseNext('unavailable')
      await page.getByRole('button', { name: 'Record', exact: true }).click()
      await expect.element(alert()).toBeVisible()
      const pressed = page.getByRole('button', { name }).element() as HTMLElement
      pressed.focus()
      await userEvent.keyboard('{Enter}')
      await expect.element(alert()).not.toBeInTheDocument()
      expect(document.activeElement).toBe(document.querySelector('[data-part="record-button"]'))
    }
  })

  it('concerns nobody but the one who pressed', async () => {
    const adapter = createFakeAdapter()
    const bob = aTestRecording({ adapter: createFakeAdapter({ user: { userId: 'bob', name: 'Bob' }, backend: adapter.backend }) })
    const alice = aTestRecording({ adapter })
    await show(RecordingFailure, bob.recording)
    await settled()
    await alice.recording.controller.start()
    adapter.backend.failStart()
    await settled()
    expect(alice.recording.state.value.failure).not.toBeNull()
    expect(alert().query()).toBeNull()
  })
})
