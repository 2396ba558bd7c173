import type { Recording } from '@roomkit-recording/core'
import { aGuest, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { page } from 'vitest/browser'
import { ref } from 'vue'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordingNotice } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="recording-notice"]')
const title = () => root()?.querySelector('.rr-title')?.textContent?.trim()
const text = () => root()?.querySelector('.rr-text')?.textContent?.trim()

let ids = 0
/** A recording that ended a minute ago. Each has an id of its own: what was dismissed stays dismissed in this tab. */
function ended(changes: Partial<Recording> = {}): Recording {
  const now = Date.now()
  return aRecording({
    id: `ended-${++ids}`,
    status: 'ready',
    requestedAt: now - 600_000,
    startedAt: now - 600_000,
    endedAt: now - 60_000,
    stopReason: 'user',
    stoppedBy: { userId: 'bob', name: 'Bob' },
    ...changes,
  })
}

async function shown(recent: Recording[], options?: Parameters<typeof aTestRecording>[0]) {
  const test = aTestRecording({ adapter: createFakeAdapter({ permissions: aGuest() }), ...options })
  test.backend.change({ recent })
  const screen = await show(RecordingNotice, test.recording)
  await settled()
  return { ...test, screen }
}

describe('recordingNotice', () => {
  beforeEach(() => sessionStorage.clear())

  it.each([
    { how: 'is being processed', changes: { status: 'processing' }, en: ['Recording ended', 'Stopped by Bob. The file is being prepared. You may leave the meeting.'], zh: ['录制已结束', '由 Bob 停止。文件正在生成，现在可以离开会议。'] },
    { how: 'is saved', changes: {}, en: ['Recording saved', 'Stopped by Bob. The file is ready.'], zh: ['录制已保存', '由 Bob 停止。文件已生成。'] },
    { how: 'was stopped by somebody unknown', changes: { stoppedBy: null }, en: ['Recording saved', 'It was stopped. The file is ready.'], zh: ['录制已保存', '录制已被停止。文件已生成。'] },
    { how: 'ended because everybody had left', changes: { stopReason: 'idle' }, en: ['Recording saved', 'It ended because everybody had left. The file is ready.'], zh: ['录制已保存', '所有人离开会议后，录制自动结束。文件已生成。'] },
    { how: 'reached its limit', changes: { stopReason: 'limit' }, en: ['Recording saved', 'It ended because it reached its time limit. The file is ready.'], zh: ['录制已保存', '已达到录制时长上限，录制自动结束。文件已生成。'] },
    { how: 'ended with the room', changes: { stopReason: 'room_closed' }, en: ['Recording saved', 'It ended with the meeting. The file is ready.'], zh: ['录制已保存', '会议已结束，录制随之结束。文件已生成。'] },
    { how: 'ended for a reason of a later version', changes: { stopReason: 'moonrise' as never }, en: ['Recording saved', 'It was interrupted. The file is ready.'], zh: ['录制已保存', '录制异常中断。文件已生成。'] },
    { how: 'captured nothing', changes: { status: 'failed', stopReason: 'idle', error: { code: 'nothing_captured', message: '', retryable: false } }, en: ['Recording failed', 'It ended because everybody had left. Nothing was recorded: nobody was sending sound or video.'], zh: ['录制失败', '所有人离开会议后，录制自动结束。没有录到内容：录制期间没有人发送音频或视频。'] },
    { how: 'lost its files', changes: { status: 'failed', error: { code: 'files_missing', message: '', retryable: false } }, en: ['Recording failed', 'Stopped by Bob. The recording ran, but its file has not arrived.'], zh: ['录制失败', '由 Bob 停止。录制已完成，但尚未收到录制文件。'] },
    { how: 'failed otherwise', changes: { status: 'failed', stopReason: 'error', error: { code: 'x', message: 'java.lang.NPE', retryable: false } }, en: ['Recording failed', 'It was interrupted. The recording could not be saved.'], zh: ['录制失败', '录制异常中断。录制内容未能保存。'] },
  ] as const)('tells that it $how, in both languages and without axe violations', async ({ changes, en, zh }) => {
    const locale = ref('en-US')
    await shown([ended(changes as Partial<Recording>)], { locale })
    expect([title(), text()]).toEqual(en)
    await expect.element(page.getByRole('group', { name: en[0] })).toBeVisible()
    await expectNoViolations()
    locale.value = 'zh-CN'
    await expect.poll(() => [title(), text()]).toEqual(zh)
  })

  it('follows the file', async () => {
    const { backend } = await shown([ended({ status: 'processing' })])
    expect(root()!.dataset.status).toBe('processing')
    backend.finish('ready')
    await expect.poll(title).toBe('Recording saved')
    expect(root()!.dataset.status).toBe('ready')
  })

  it('tells of the newest', async () => {
    await shown([ended({ stoppedBy: { userId: 'old', name: 'Old' }, endedAt: Date.now() - 120_000 }), ended()])
    expect(text()).toMatch(/Bob/)
  })

  it('says nothing to who comes for another meeting', async () => {
    await shown([ended({ endedAt: Date.now() - 600_001 })])
    expect(root()).toBeNull()
  })

  it('goes away by itself ten minutes after the end', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    onTestFinished(() => { vi.useRealTimers() })
    const test = aTestRecording()
    test.backend.change({ recent: [ended()] })
    await show(RecordingNotice, test.recording)
    await expect.poll(title).toBe('Recording saved')
    vi.advanceTimersByTime(540_000)
    await expect.poll(root).toBeNull()
  })

  it('makes way for the next recording', async () => {
    const { backend } = await shown([ended()])
    expect(root()).not.toBeNull()
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    await expect.poll(root).toBeNull()
  })

  it('is told once a tab: dismissed, it stays away', async () => {
    const recent = [ended()]
    const { backend } = await shown(recent)
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(root).toBeNull()
    backend.change({})
    await settled()
    expect(root()).toBeNull()
    await shown(recent)
    expect(root()).toBeNull()
    expect(sessionStorage.getItem('roomkit-recording-dismissed')).toContain(recent[0]!.id)
  })

  it('comes back when it failed after all', async () => {
    const { backend } = await shown([ended({ status: 'processing' })])
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(root).toBeNull()
    backend.finish('failed', { code: 'files_missing' })
    await expect.poll(title).toBe('Recording failed')
  })

  it('works where storage is switched off', async () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('no', 'SecurityError') })
    onTestFinished(() => { vi.restoreAllMocks() })
    await shown([ended()])
    await page.getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(root).toBeNull()
  })

  it('is not for those who may not view', async () => {
    await shown([ended()], { adapter: createFakeAdapter({ permissions: aGuest({ view: false }) }) })
    expect(root()).toBeNull()
  })

  describe('of a recording that never began', () => {
    const neverBegan = () => ended({ status: 'failed', startedAt: null, stopReason: 'error', error: { code: 'quota_exceeded', message: '', retryable: true } })

    it('tells those in control', async () => {
      await shown([neverBegan()], { adapter: createFakeAdapter() })
      expect(title()).toBe('Recording failed')
    })

    it('does not bother the others', async () => {
      await shown([neverBegan()])
      expect(root()).toBeNull()
    })

    it('leaves it to the failure to tell the one who pressed', async () => {
      const { recording, backend } = aTestRecording()
      await show(RecordingNotice, recording)
      await settled()
      await recording.controller.start()
      backend.failStart({ code: 'quota_exceeded' })
      await settled()
      expect(recording.state.value.failure).not.toBeNull()
      expect(root()).toBeNull()
    })
  })
})
