import { aRecording } from '@roomkit-recording/core/testing'
import { expect, it, onTestFinished, vi } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { aTestRecording, show } from '../../testing/index.js'
import { RecordButton } from './index.js'

it('a press still works when no dialog can\'t be loaded', async () => {
  await cdp().send('Network.enable')
  await cdp().send('Network.setBlockedURLs', { urls: ['*ConfirmDialog.vue*', '*StartDialog.vue*'] })
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  onTestFinished(async () => {
    warn.mockRestore()
    await cdp().send('Network.setBlockedURLs', { urls: [] })
  })
  const { recording, backend } = aTestRecording()
  const screen = await show(RecordButton, recording)

  await screen.getByRole('button', { name: 'Record' }).click()
  await expect.poll(() => backend.snapshot().current?.status).toBe('starting')
  backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
  await page.getByRole('button', { name: 'Stop recording' }).click()
  await expect.poll(() => backend.snapshot().current?.status).toBe('stopping')
})
