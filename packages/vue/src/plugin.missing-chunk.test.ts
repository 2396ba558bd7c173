import { expect, it, onTestFinished } from 'vitest'
import { cdp, page } from 'vitest/browser'
import { h } from 'vue'
import { RecordButton } from './components/RecordButton/index.js'
import { RecordingFailure } from './components/RecordingFailure/index.js'
import { aTestRecording, show } from './testing/index.js'

it('a press whose code can\'t be loaded says so, and works when it is tried again', async () => {
  await cdp().send('Network.enable')
  const block = (urls: string[]) => cdp().send('Network.setBlockedURLs', { urls })
  onTestFinished(async () => { await block([]) })
  await block(['*/core/src/pressing.ts*'])
  const { recording, backend } = aTestRecording({ confirmStart: false })
  await show(() => [h(RecordButton, { recording }), h(RecordingFailure, { recording })], recording)

  await page.getByRole('button', { name: 'Record' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent(/Recording could not be started\s*A part of this page could not be loaded\. Check your connection, or reload the page\./)
  expect(backend.snapshot().current).toBeNull()
  await block([])
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => backend.snapshot().current?.status).toBe('starting')
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})
