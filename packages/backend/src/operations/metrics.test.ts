import { sql } from 'drizzle-orm'
import { expect, it, onTestFinished } from 'vitest'
import { readEvents } from '../../testing/event-reader.js'
import { startPlain } from '../../testing/plain.js'
import { TrtcError } from '../trtc/trtc-error.js'
import { readReadiness } from './readiness.js'

/** `name{label="value"}` → number. */
function parse(text: string): Map<string, number> {
  return new Map(text.split('\n').filter(line => line !== '' && !line.startsWith('#')).map(line => {
    const [, name, value] = /^(.+) (\S+)$/.exec(line)!
    return [name!.replace('roomkit_recording_', ''), Number(value)]
  }))
}

const token = 'a-token-of-the-operator'

it('metrics count what an operator looks at, and name no room and nobody', async () => {
  let refuses = true
  const plain = await startPlain({
    options: { metricsToken: token },
    internals: {
      timings: { nothingCapturedMs: 10, resultsMs: 10, quietMs: 10 },
      aroundTrtc: trtc => ({
        ...trtc,
        async createCloudRecording(params) {
          if (refuses) throw new TrtcError('CreateCloudRecording', 'capacity', { upstreamCode: 'FailedOperation.RestrictedConcurrency' })
          return trtc.createCloudRecording(params)
        },
      }),
    },
  })
  onTestFinished(() => plain.close())
  const read = async () => {
    const response = await plain.backend.fetch(new Request('http://backend/v1/metrics', { headers: { authorization: `Bearer ${token}` } }))
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    return await response.text()
  }
  const start = async (roomId: string) => (await plain.call('POST', `/v1/rooms/${roomId}/recording`, { body: {} })).body.current?.id as string

  await start('secretroom')
  await expect.poll(async () => parse(await read()).get('starts_total{outcome="quota_exceeded"}')).toBe(1)
  refuses = false
  await expect.poll(async () => (await plain.call('GET', '/v1/rooms/secretroom/recording')).body.current).toBeNull()
  const id = await start('secretroom')
  await expect.poll(async () => parse(await read()).get('starts_total{outcome="started"}')).toBe(1)
  const { taskIds } = (await plain.call('GET', `/v1/recordings/${id}`)).body
  const events = readEvents(await plain.backend.fetch(new Request('http://backend/v1/rooms/secretroom/events', { headers: { 'x-test-user': 'bob' } })))
  await events.snapshot()
  await plain.callback(JSON.stringify({ EventGroupId: 3, EventType: 303, EventInfo: { RoomId: 'secretroom', EventMsTs: Date.now() - 2000, UserId: `rr_${id}_0_1`, TaskId: taskIds[0], Payload: { Status: 0 } } }))
  const running = parse(await read())
  expect(Object.fromEntries(running)).toMatchObject({
    'active_recordings{status="recording"}': 1,
    'event_streams': 1,
    'webhooks_waiting': 0,
    'trtc_calls_total{action="CreateCloudRecording",outcome="ok"}': 1,
    'trtc_calls_total{action="CreateCloudRecording",outcome="capacity"}': 1,
    'callback_lag_seconds_bucket{le="1",event="303"}': 0,
    'callback_lag_seconds_count{event="303"}': 1,
  })
  await events.close()
  await plain.call('DELETE', `/v1/rooms/secretroom/recording?id=${id}`)
  // nobody told of the end: it was found out
  await expect.poll(async () => parse(await read()).get('repairs_total{kind="task_gone"}')).toBe(1)
  await expect.poll(async () => parse(await read()).get('lost_results_total{code="files_missing"}')).toBe(1)
  const after = await read()
  expect(Object.fromEntries(parse(after))).toMatchObject({ 'ends_total{reason="user"}': 1, 'active_recordings{status="recording"}': 0, 'event_streams': 0 })
  for (const word of ['secretroom', 'alice', 'bob', id, token]) expect(after).not.toContain(word)
})

it('metrics are for those who have the token, when there is one', async () => {
  const plain = await startPlain({ options: { metricsToken: token } })
  onTestFinished(() => plain.close())
  for (const authorization of ['', 'Bearer', `Bearer ${token}x`, token])
    expect((await plain.call('GET', '/v1/metrics', { user: '', headers: { authorization } })).body).toMatchObject({ status: 401, code: 'unauthenticated' })
})

it('readiness does not wait for a database that hangs', async () => {
  const hangs = () => new Promise<never>(() => {})
  expect(await readReadiness({ askDatabase: hangs, isListening: () => false, isOpen: () => true, timeoutMs: 10 })).toEqual({ database: false, notifications: false, open: true })
  expect(await readReadiness({ askDatabase: async () => sql`select 1`, isListening: () => true, isOpen: () => true })).toEqual({ database: true, notifications: true, open: true })
})
