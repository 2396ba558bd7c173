import { expect, test } from './support/test.js'

test('after stopping, the file appears in the list, plays, gets a title, and is deleted only after the time to undo', async ({ join, room, stack }) => {
  const alice = await join('alice', { name: 'Alice', camera: true })
  await alice.pressRecord()
  await alice.seesRecording()
  await expect.poll(() => alice.elapsedSeconds()).toBeGreaterThanOrEqual(3)
  await alice.openPanel()
  await alice.pressStop()
  const list = alice.panel.locator('[data-part="recording-list"]')
  const item = list.getByRole('listitem').first()
  await expect(item).toHaveAttribute('data-status', 'ready', { timeout: 30_000 })

  await item.getByRole('button', { name: /^Play/ }).click()
  const video = item.locator('video')
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime), { timeout: 30_000 }).toBeGreaterThan(0.5)

  await item.getByRole('button', { name: 'Rename' }).click()
  await item.getByLabel('Title').fill('Weekly <b>planning</b> 🎬')
  await item.getByRole('button', { name: 'Save' }).click()
  await expect(item).toContainText('Weekly <b>planning</b> 🎬')
  const { body: { items: [recording] } } = await alice.callBackend('GET', `/v1/rooms/${room}/recordings`)
  expect(recording.title).toBe('Weekly <b>planning</b> 🎬')

  const files = async () => (await alice.callBackend('GET', `/v1/recordings/${recording.id}`)).body.files.map((file: { status: string }) => file.status)
  await item.getByRole('button', { name: 'Delete' }).click()
  await item.getByRole('button', { name: 'Undo' }).click()
  expect(await files()).toEqual(['ready'])
  await item.getByRole('button', { name: 'Delete' }).click()
  await expect.poll(files, { timeout: 30_000 }).toEqual(['deleted'])
  await stack.emulator.clearFaults()
})
