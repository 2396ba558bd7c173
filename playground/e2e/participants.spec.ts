import { expect, test } from './support/test.js'

test('everybody but the one who pressed is asked, late joiners too, and the host sees who answered', async ({ join, room }) => {
  const alice = await join('alice', { name: 'Alice', plugin: { consent: 'acknowledge' } })
  const bob = await join('bob', { name: 'Bob', plugin: { consent: 'acknowledge' } })
  await alice.pressRecord()
  await expect(bob.consent).toBeVisible()
  await expect(bob.consent).toHaveRole('alertdialog')
  await expect(bob.consent).toContainText('Alice')
  await expect(alice.consent).toHaveCount(0)

  await bob.consent.getByRole('button', { name: 'I agree' }).click()
  await expect(bob.consent).toHaveCount(0)
  const carol = await join('carol', { name: 'Carol', plugin: { consent: 'acknowledge' } })
  await expect(carol.consent).toBeVisible()

  const { body } = await alice.callBackend('GET', `/v1/rooms/${room}/recording`)
  const consents = () => alice.callBackend('GET', `/v1/recordings/${body.current.id}/consents`).then(answer => answer.body.items)
  await expect.poll(consents).toMatchObject([{ userId: 'bob', choice: 'accepted' }])
  await alice.openPanel()
  await expect(await alice.panelTab('People')).toContainText('Agreed')

  await bob.page.reload()
  await bob.isInMeeting()
  await bob.seesRecording()
  await expect(bob.consent).toHaveCount(0)
})

test('who asks to be left out is, once the host agrees, and is told so', async ({ join, room, stack }) => {
  const alice = await join('alice', { name: 'Alice', camera: true, plugin: { consent: 'acknowledge' } })
  const bob = await join('bob', { name: 'Bob', camera: true, plugin: { consent: 'acknowledge' } })
  await alice.pressRecord()
  await bob.consent.getByRole('button', { name: 'Ask to be left out' }).click()

  await expect(alice.request).toContainText('Bob asks to be left out')
  await alice.request.getByRole('button', { name: 'Leave out' }).click()
  await expect(bob.badge).toHaveAttribute('data-status', 'out')
  await expect(alice.badge).toHaveAttribute('data-status', 'full')
  const [task] = await stack.emulator.tasks(room)
  await expect.poll(async () => (await stack.emulator.requestsOfTask(task!.taskId, 'ModifyCloudRecording')).at(-1))
    .toMatchObject({ SubscribeStreamUserIds: { UnSubscribeAudioUserIds: ['bob'], UnSubscribeVideoUserIds: ['bob'] } })
})

test('a guest asks to record, and the host starts from there', async ({ join }) => {
  const alice = await join('alice', { name: 'Alice' })
  const bob = await join('bob', { name: 'Bob', plugin: { ask: '1' } })
  await bob.wakeToolbar()
  await expect(bob.recordButton).toHaveAccessibleName('Ask to record')
  await bob.recordButton.click()
  await expect(alice.request).toContainText('Bob asks to record')
  await alice.request.getByRole('button', { name: 'Start recording' }).click()
  await alice.dialog.getByRole('button', { name: 'Start recording' }).click()
  await bob.seesRecording()
  await expect(alice.request).toHaveCount(0)
})

test('the one who started is asked on leaving, and stops or keeps it', async ({ join }) => {
  const alice = await join('alice', { name: 'Alice' })
  const bob = await join('bob', { name: 'Bob' })
  await alice.pressRecord()
  await bob.seesRecording()

  const question = alice.page.locator('[data-part="leave-question"]')
  await alice.pressInToolbar(alice.page.getByRole('button', { name: 'Leave Room' }))
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Stay' }).click()
  await expect(question).toHaveCount(0)
  await alice.seesRecording()

  await alice.pressInToolbar(alice.page.getByRole('button', { name: 'Leave Room' }))
  await question.getByRole('button', { name: 'Stop recording and leave' }).click()
  await bob.seesNoRecording()
})
