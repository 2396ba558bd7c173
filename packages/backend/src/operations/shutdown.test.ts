import { expect, it, onTestFinished } from 'vitest'
import { temporaryDatabase } from '../../testing/database.js'
import { readEvents } from '../../testing/event-reader.js'
import { startPlain } from '../../testing/plain.js'

it('shutting down ends streams, refuses what is new, says so, and finishes what is under way', async () => {
  const { databaseUrl, remove } = await temporaryDatabase()
  onTestFinished(remove)
  let answer!: () => void
  let called!: () => void
  const isCalled = new Promise<void>(resolve => { called = resolve })
  const isAnswered = new Promise<void>(resolve => { answer = resolve })
  const plain = await startPlain({
    options: { databaseUrl },
    internals: {
      aroundTrtc: trtc => ({
        ...trtc,
        async createCloudRecording() {
          called()
          await isAnswered
          return { taskId: 'paid-for.' }
        },
      }),
    },
  })
  const events = readEvents(await plain.backend.fetch(new Request('http://backend/v1/rooms/r/events', { headers: { 'x-test-user': 'bob' } })))
  await events.snapshot()
  const { body } = await plain.call('POST', '/v1/rooms/r/recording', { body: {} })
  await isCalled

  const closing = plain.backend.close()
  await expect(events.until(() => false)).rejects.toThrow('ended')
  expect((await plain.call('GET', '/v1/rooms/r/recording')).body).toMatchObject({ status: 503, code: 'unavailable', retryable: true })
  expect((await plain.call('GET', '/v1/readyz')).body).toMatchObject({ status: 503, checks: { open: false } })
  expect((await plain.call('GET', '/v1/healthz')).status).toBe(200)
  answer()
  await closing

  // the task that was paid for is known to the next one
  const next = await startPlain({ options: { databaseUrl } })
  onTestFinished(() => next.close())
  expect((await next.call('GET', `/v1/recordings/${body.current.id}`)).body.taskIds).toEqual(['paid-for.'])
})
