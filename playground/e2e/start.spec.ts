import { chooseLayout } from './support/participant.js'
import { expect, test } from './support/test.js'

test('what the host chooses is what TRTC is asked for, and the next dialog remembers it', async ({ join, room, stack }) => {
  const alice = await join('alice', { name: 'Alice', camera: true })
  await join('bob', { name: 'Bob', camera: true })

  await alice.pressButton()
  await chooseLayout(alice.dialog, 'Speaker')
  await alice.dialog.getByLabel('Large picture').selectOption({ label: 'Bob' })
  await alice.dialog.getByLabel('Quality').selectOption({ label: 'Full HD, 1920 × 1080' })
  await alice.dialog.getByText('People, file name, limit').click()
  await alice.dialog.getByLabel('File name begins with').fill('weekly')
  await alice.dialog.getByLabel('Stop by itself after').fill('90')
  await alice.dialog.getByRole('button', { name: 'Start recording' }).click()
  await alice.seesRecording()

  const [request] = await stack.emulator.requests(room, 'CreateCloudRecording')
  expect(request).toMatchObject({
    MixLayoutParams: { MixLayoutMode: 1, MaxResolutionUserId: 'bob' },
    MixTranscodeParams: { VideoParams: { Width: 1920, Height: 1080 } },
    StorageParams: { CloudVod: { TencentVod: { UserDefineRecordId: 'weekly' } } },
  })
  const { body } = await alice.callBackend('GET', `/v1/rooms/${room}/recording`)
  expect(body.current.limitAt - body.current.startedAt).toBeLessThanOrEqual(90 * 60_000)

  await alice.pressStop()
  await alice.seesNoRecording()
  await alice.pressButton()
  await expect(alice.dialog.getByRole('radio', { name: 'Speaker' })).toBeChecked()
  await expect(alice.dialog.getByLabel('Quality')).toHaveValue('fhd')
})

test('a name that TRTC would refuse is refused in the dialog', async ({ join, room, stack }) => {
  const alice = await join('alice')
  await alice.pressButton()
  await alice.dialog.getByText('People, file name, limit').click()
  const name = alice.dialog.getByLabel('File name begins with')
  await name.fill('weekly meeting!')
  await expect(name).toHaveAttribute('aria-invalid', 'true')
  await expect(alice.dialog.getByRole('button', { name: 'Start recording' })).toBeDisabled()
  expect(await stack.emulator.requests(room, 'CreateCloudRecording')).toEqual([])
})

test('while the backend is gone the dialog says so and starts nothing, and heals with it', async ({ join, stack }) => {
  const alice = await join('alice')
  await alice.pressButton()
  await expect(alice.dialog).toHaveAttribute('data-status', 'ready')

  await stack.backend.kill()
  await expect(alice.dialog).toHaveAttribute('data-status', 'blocked', { timeout: 30_000 })
  await expect(alice.dialog).toContainText('cannot be reached')
  const start = alice.dialog.getByRole('button', { name: 'Start recording' })
  await expect(start).toHaveAttribute('aria-disabled', 'true')

  await stack.backend.start()
  await expect(alice.dialog).toHaveAttribute('data-status', 'ready', { timeout: 45_000 })
  await start.click()
  await alice.seesRecording()
})

test('who loses the right to record in the middle of the dialog loses the dialog and the button', async ({ join, room, stack }) => {
  await join('alice')
  const bob = await join('bob')
  await stack.emulator.makeAdmin(room, 'bob')
  await expect(bob.recordButton).toHaveCount(1)
  await bob.pressButton()
  await expect(bob.dialog).toBeVisible()

  await stack.emulator.makeMember(room, 'bob')
  await expect(bob.dialog).toHaveCount(0)
  await expect(bob.recordButton).toHaveCount(0)
  expect(await stack.emulator.requests(room, 'CreateCloudRecording')).toEqual([])
})

test('who may record next sees the same recording and may stop it', async ({ join, room, stack }) => {
  const alice = await join('alice')
  const bob = await join('bob')
  await alice.pressRecord()
  await bob.seesRecording()
  await stack.emulator.makeAdmin(room, 'bob')
  await expect(bob.recordButton).toHaveCount(1)
  await bob.pressStop()
  await alice.seesNoRecording()
})
