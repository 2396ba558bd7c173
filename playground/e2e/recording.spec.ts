import type { Participant } from './support/participant.js'
import { expect, test } from './support/test.js'

/** Keeps everybody's start on its way until all have pressed and the returned function lets them go together. */
async function holdStarts(people: Participant[]) {
  let release = () => {}
  const released = new Promise<void>(resolve => { release = resolve })
  const onTheirWay = people.map(({ page }) => page.waitForRequest(request => request.method() === 'POST' && request.url().endsWith('/recording')))
  for (const { page } of people) {
    await page.route('**/v1/rooms/*/recording', async route => {
      if (route.request().method() === 'POST') await released
      await route.continue()
    })
  }
  return async () => {
    await Promise.all(onTheirWay)
    release()
  }
}

test('a host records, and everybody sees the same, whatever their clock says', async ({ join, room, stack }) => {
  const alice = await join('alice', { name: 'Alice' })
  const bob = await join('bob', { name: 'Bob', clockAheadMs: 3_600_000 })

  await alice.wakeToolbar()
  await expect(alice.recordButton).toHaveAccessibleName('Record')
  await expect(bob.recordButton).toHaveCount(0)
  await alice.pressRecord()
  await alice.seesRecording()
  await bob.seesRecording()

  const [hers, his] = await Promise.all([alice.elapsedSeconds(), bob.elapsedSeconds()])
  expect(Math.abs(hers - his)).toBeLessThanOrEqual(1)

  await expect(bob.recordButton).toHaveCount(0)
  const refusal = await bob.callBackend('POST', `/v1/rooms/${room}/recording`, {})
  expect(refusal).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  expect(await stack.emulator.tasks(room)).toHaveLength(1)
})

test('who reloads and who joins late sees the recording at once with the right time', async ({ join }) => {
  const alice = await join('alice')
  const bob = await join('bob')
  await alice.pressRecord()
  await bob.seesRecording()
  await expect.poll(() => alice.elapsedSeconds()).toBeGreaterThanOrEqual(3)

  await bob.page.reload()
  await bob.isInMeeting()
  await bob.seesRecording()
  const carol = await join('carol')
  await carol.seesRecording()

  const [hers, his, theirs] = await Promise.all([alice.elapsedSeconds(), bob.elapsedSeconds(), carol.elapsedSeconds()])
  expect(hers).toBeGreaterThanOrEqual(3)
  expect(Math.abs(hers - his)).toBeLessThanOrEqual(1)
  expect(Math.abs(hers - theirs)).toBeLessThanOrEqual(1)
})

test('a recording outlives the death of the backend', async ({ join, room, stack }) => {
  const alice = await join('alice')
  const bob = await join('bob')
  await alice.pressRecord()
  await bob.seesRecording()
  const before = await alice.callBackend('GET', `/v1/rooms/${room}/recording`)

  await stack.backend.kill()
  await stack.backend.start()

  await expect.poll(async () => (await alice.callBackend('GET', `/v1/rooms/${room}/recording`)).body.current?.id).toBe(before.body.current.id)
  await alice.seesRecording()
  await bob.seesRecording()
  await alice.pressStop()
  await alice.seesNoRecording()
  await bob.seesNoRecording()
  const tasks = await stack.emulator.tasks(room)
  expect(tasks).toHaveLength(1)
  expect(tasks[0]?.leaveCode).toBe(0)
})

test('two admins press at the same instant: one recording, and the other is told', async ({ join, room, stack }) => {
  const alice = await join('alice')
  const bob = await join('bob')
  await stack.emulator.makeAdmin(room, 'bob')
  await expect(bob.recordButton).toHaveCount(1)

  const release = await holdStarts([alice, bob])
  await alice.pressRecord()
  await bob.pressRecord()
  await release()

  await alice.seesRecording()
  await bob.seesRecording()
  await expect.poll(async () => await alice.failure.count() + await bob.failure.count()).toBe(1)
  const loser = await alice.failure.count() === 1 ? alice : bob
  await expect(loser.failure).toContainText('already being recorded')
  expect(await stack.emulator.tasks(room)).toHaveLength(1)
})

test('a lost answer is adopted by the callback, and no second task runs', async ({ join, room, stack }) => {
  const alice = await join('alice')
  await stack.emulator.setFaults([{ action: 'CreateCloudRecording', effect: 'lostAnswer', times: 1 }])

  await alice.pressRecord()
  await alice.seesRecording()

  const tasks = await stack.emulator.tasks(room)
  expect(tasks).toHaveLength(1)
  const { body } = await alice.callBackend('GET', `/v1/rooms/${room}/recording`)
  const detail = await alice.callBackend('GET', `/v1/recordings/${body.current.id}`)
  expect(detail.body.taskIds).toEqual([tasks[0]?.taskId])
})

test('when TRTC refuses, the host sees why in her language and can try again; nobody sees REC', async ({ join, stack }) => {
  const alice = await join('alice', { lang: 'zh-CN' })
  const bob = await join('bob')
  await stack.emulator.setFaults([{ action: 'CreateCloudRecording', effect: 'error', code: 'FailedOperation.RestrictedConcurrency', times: 1 }])

  await alice.pressButton()
  await alice.dialog.getByRole('button', { name: '开始录制' }).click()
  await expect(alice.failure).toContainText('录制')
  await expect(alice.failure).toHaveRole('alert')
  await alice.seesNoRecording()
  await bob.seesNoRecording()
  await expect(bob.failure).toHaveCount(0)

  await alice.failure.getByRole('button', { name: '重试' }).click()
  await bob.seesRecording()
})

test('stopping ends both indicators, and the file is found', async ({ join, room }) => {
  const alice = await join('alice', { camera: true })
  const bob = await join('bob')
  await alice.pressRecord()
  await bob.seesRecording()
  await alice.pressStop()

  await alice.seesNoRecording()
  await bob.seesNoRecording()
  const history = () => alice.callBackend('GET', `/v1/rooms/${room}/recordings`).then(({ body }) => body.items[0])
  await expect.poll(async () => (await history()).status).toBe('ready')
  const recording = await history()
  expect(recording).toMatchObject({ stopReason: 'user', fileCounts: { ready: 1, failed: 0 } })
  const { body } = await alice.callBackend('GET', `/v1/recordings/${recording.id}`)
  expect(body.files).toHaveLength(1)
  expect(body.files[0]).toMatchObject({ status: 'ready', stream: 'mix', track: 'audioVideo' })
})

test('when everybody has left, whoever comes back is told that it ended by itself', async ({ join, room, stack }) => {
  const alice = await join('alice', { camera: true })
  await alice.pressRecord()
  await alice.seesRecording()
  await alice.context.close()

  await expect.poll(async () => (await stack.emulator.tasks(room))[0]?.leaveCode, { timeout: 30_000 }).toBe(99)
  const again = await join('alice')
  await expect(again.notice).toContainText('everybody had left')
  await again.seesNoRecording()
})
