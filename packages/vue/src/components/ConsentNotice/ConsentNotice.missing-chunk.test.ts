import { aGuest, allFeatures, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { expect, it, onTestFinished, vi } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { aTestRecording, show } from '../../testing/index.js'
import { ConsentNotice } from './index.js'

it('is asked in a notice when the dialog can\'t be loaded', async () => {
  await cdp().send('Network.enable')
  await cdp().send('Network.setBlockedURLs', { urls: ['*ConsentDialog.vue*'] })
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(async () => {
    warn.mockRestore()
    error.mockRestore()
    await cdp().send('Network.setBlockedURLs', { urls: [] })
  })
  const bob = { userId: 'bob', name: 'Bob' }
  const adapter = createFakeAdapter({ user: bob, permissions: aGuest({ features: allFeatures }) })
  const { recording, backend } = aTestRecording({ adapter, consent: 'acknowledge', room: createFakeRoom({ self: bob }) })
  backend.change({ current: aRecording({ id: 'rec-missing-chunk', startedAt: Date.now(), confirmBy: Date.now() + 60_000 }) })
  await show(ConsentNotice, recording)
  await page.getByRole('group', { name: 'This meeting is being recorded' }).getByRole('button', { name: 'I agree' }).click()
  await expect.poll(() => [...adapter.library.consents.values()].flat()).toMatchObject([{ userId: 'bob', choice: 'accepted' }])
})
