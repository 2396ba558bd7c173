import { chooseLayout } from './support/participant.js'
import { expect, test } from './support/test.js'

test('the layout changes while it records: applied, or failed and put back', async ({ join, room, stack }) => {
  const alice = await join('alice', { name: 'Alice', camera: true })
  await join('bob', { name: 'Bob', camera: true })
  await alice.pressRecord()
  await alice.seesRecording()
  await alice.openPanel()
  const layout = await alice.panelTab('Layout')
  const picker = layout.locator('[data-part="layout-picker"]')
  await expect(picker).toHaveAttribute('data-status', 'applied')

  await chooseLayout(picker, 'Speaker')
  await expect.poll(async () => (await alice.callBackend('GET', `/v1/rooms/${room}/recording`)).body.current.layout)
    .toMatchObject({ state: 'applied', applied: { mode: 'float' } })
  await expect(picker).toHaveAttribute('data-status', 'applied')

  await stack.emulator.setFaults([{ action: 'ModifyCloudRecording', effect: 'error', code: 'FailedOperation.CRUnsupportMethod' }])
  await chooseLayout(picker, 'Grid')
  await expect(picker).toHaveAttribute('data-status', 'failed', { timeout: 30_000 })
  await expect(picker.getByRole('radio', { name: 'Speaker' })).toBeChecked()
})

test('a layout that follows the screen share switches by itself', async ({ join, room, stack }) => {
  const alice = await join('alice', { name: 'Alice', camera: true })
  const bob = await join('bob', { name: 'Bob', camera: true })
  await alice.pressButton()
  await chooseLayout(alice.dialog, 'Follow sharing')
  await alice.dialog.getByRole('button', { name: 'Start recording' }).click()
  await bob.seesRecording()

  const [task] = await stack.emulator.tasks(room)
  const lastMode = async () => (await stack.emulator.requestsOfTask(task!.taskId, 'ModifyCloudRecording')).at(-1)?.MixLayoutParams
  await stack.emulator.setStreams(room, 'bob', { screen: true })
  await expect.poll(lastMode, { timeout: 30_000 }).toMatchObject({ MixLayoutMode: 2, MaxResolutionUserId: 'bob', MediaId: 1 })
  await stack.emulator.setStreams(room, 'bob', { screen: false })
  await expect.poll(lastMode, { timeout: 30_000 }).toMatchObject({ MixLayoutMode: 3 })
})

test('a person is left out and taken back in from the panel', async ({ join }) => {
  const alice = await join('alice', { name: 'Alice', camera: true })
  const bob = await join('bob', { name: 'Bob', camera: true })
  await alice.pressRecord()
  await expect(bob.badge).toHaveAttribute('data-status', 'full')
  await alice.openPanel()
  const people = await alice.panelTab('People')
  await people.getByRole('button', { name: 'Leave somebody out' }).click()
  await people.getByRole('option', { name: 'Bob' }).click()
  await expect(bob.badge).toHaveAttribute('data-status', 'out')
  await people.getByRole('button', { name: 'Record Bob again in full' }).click()
  await expect(bob.badge).toHaveAttribute('data-status', 'full')
})

test('on a phone the panel is a sheet, in which markers are set', async ({ join, room }) => {
  const alice = await join('alice', { name: 'Alice', camera: true, view: 'h5', viewport: { width: 390, height: 844 } })
  await alice.pressRecord()
  await alice.seesRecording()
  await alice.openPanel()
  const markers = await alice.panelTab('Now')
  await markers.getByRole('textbox').fill('决定 ✅')
  await markers.getByRole('button', { name: 'Add marker' }).click()
  await expect(markers.getByRole('listitem')).toContainText('决定 ✅')
  const { body } = await alice.callBackend('GET', `/v1/rooms/${room}/recording`)
  const { body: { items } } = await alice.callBackend('GET', `/v1/recordings/${body.current.id}/markers`)
  expect(items).toMatchObject([{ label: '决定 ✅', by: { userId: 'alice' } }])
})

test('whoever nothing reaches claims no end, and knows of it as soon as the way is free', async ({ join, stack }) => {
  const alice = await join('alice', { name: 'Alice' })
  const bob = await join('bob', { name: 'Bob' })
  await alice.pressRecord()
  await bob.seesRecording()

  // what is under way ends with the backend, and nothing new gets through from Bob's browser
  await bob.context.route('**/recording/v1/**', route => route.abort())
  await stack.backend.kill()
  await stack.backend.start()
  await alice.pressStop()
  await alice.seesNoRecording()
  await expect(bob.indicator).toHaveAttribute('data-status', /recording|unconfirmed/)

  await bob.context.unroute('**/recording/v1/**')
  await expect(bob.indicator).toHaveCount(0, { timeout: 60_000 })
})
