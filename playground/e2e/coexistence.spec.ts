import { expect, test } from './support/test.js'

test('without a backend TUIRoomKit’s own recording runs through the same components', async ({ join, room, stack }) => {
  const plugin = { recorder: 'conference' } as const
  const alice = await join('alice', { name: 'Alice', plugin })
  const bob = await join('bob', { name: 'Bob', plugin })
  await alice.pressButton()
  await alice.dialog.getByRole('button', { name: 'Start recording' }).click()
  await alice.seesRecording()
  await bob.seesRecording()
  await expect(bob.recordButton).toHaveCount(0)
  // what that recording can't do is not offered
  await expect(alice.page.locator('[data-part="recording-panel-button"]')).toHaveCount(0)
  const tasks = await stack.emulator.tasks(room)
  expect(tasks).toMatchObject([{ origin: 'conference' }])

  const carol = await join('carol', { name: 'Carol', plugin })
  await carol.seesRecording()
  await alice.pressStop()
  await bob.seesNoRecording()
  await carol.seesNoRecording()
})

test('where the console’s template records there is no button, and everybody sees that it does', async ({ join, stack }) => {
  await stack.emulator.setAutoRecording({})
  try {
    const plugin = { plan: 'automatic' } as const
    const alice = await join('alice', { name: 'Alice', camera: true, plugin })
    const bob = await join('bob', { name: 'Bob', plugin })
    await expect(alice.indicator).toHaveAttribute('data-status', 'automatic')
    await expect(bob.indicator).toHaveAttribute('data-status', 'automatic')
    await alice.wakeToolbar()
    await expect(alice.recordButton).toHaveCount(0)
  } finally {
    await stack.emulator.setAutoRecording(null)
  }
})

test('where both may record, a start by hand says what it costs, and the snapshot warns of two recordings', async ({ join, room, stack }) => {
  await stack.emulator.setAutoRecording({})
  try {
    const alice = await join('alice', { name: 'Alice', camera: true, plugin: { plan: 'both' } })
    await expect(alice.indicator).toHaveAttribute('data-status', 'automatic')
    await alice.pressButton()
    await expect(alice.dialog).toContainText('second charge')
    await alice.dialog.getByRole('button', { name: 'Start recording' }).click()
    await alice.seesRecording()
    await expect(alice.indicator).toHaveAttribute('data-automatic', /.*/)
    const warnings = () => alice.callBackend('GET', `/v1/rooms/${room}/recording`).then(({ body }) => body.current.warnings.map((warning: { code: string }) => warning.code))
    await expect.poll(warnings).toContain('double_recording')
  } finally {
    await stack.emulator.setAutoRecording(null)
  }
})
