import type { Fault } from '@roomkit-recording/trtc-emulator'
import type { Stack } from '../testing/stack.js'
import type { RecordingBackendEvent } from './index.js'
import { createSystemClock } from '@roomkit-recording/trtc-emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { browser, closeRooms, openRoom, soon, startStack } from '../testing/stack.js'

let stack: Stack
const told: RecordingBackendEvent[] = []
beforeAll(async () => {
  stack = await startStack({
    options: {
      onEvent(event) {
        told.push(event)
        if (event.roomId.endsWith('-throws')) throw new Error('the integrator\'s own mistake')
      },
    },
  })
})
afterEach(() => closeRooms(stack))
afterAll(() => stack.close())

const fault = (...faults: Fault[]) => stack.emulator.control.faults.set(faults)
const tasksOf = (roomId: string) => stack.emulator.control.tasks.list().filter(task => task.request.RoomId === roomId)
const callsOf = (roomId: string, action: string) => stack.emulator.control.requests.list()
  .filter(request => request.action === action && JSON.stringify(request).includes(roomId))

/** Alice's recording, proven. */
async function record(roomId: string, options: unknown = {}) {
  const alice = browser(stack, 'alice')
  const events = await alice.events(roomId)
  const { body } = await alice.start(roomId, options)
  const { id } = body.current as { id: string }
  await events.snapshot(({ current }) => current?.status === 'recording')
  return { alice, events, id }
}

describe('a recording from the press to the file', () => {
  it('starts, is confirmed, changes its layout, stops, and its file is in the history', async () => {
    const roomId = openRoom(stack)
    const [alice, bob] = [browser(stack, 'alice'), browser(stack, 'bob')]
    const events = await bob.events(roomId)
    expect(await events.next()).toMatchObject({ event: 'permissions' })
    expect(await events.snapshot()).toMatchObject({ revision: 0, current: null, recent: [], auto: { active: false, startedAt: null, taskCount: 0 } })

    const started = await alice.start(roomId)
    expect(started.status).toBe(202)
    expect(started.body.current).toMatchObject({ status: 'starting', startedBy: { userId: 'alice', name: 'Alice' }, mode: 'mixed', quality: 'hd' })
    const { id } = started.body.current

    const running = await events.snapshot(({ current }) => current?.status === 'recording')
    expect(running.current).toMatchObject({ id, error: null })
    expect(running.current!.limitAt).toBe(running.current!.startedAt! + 1440 * 60_000)
    await events.snapshot(({ current }) => current?.capturing === true && current.layout.state === 'applied')

    const updated = await alice.update(roomId, id, { layout: { mode: 'screenShare', main: 'bob' } })
    expect(updated.body.current.layout).toMatchObject({ wanted: { mode: 'screenShare', main: 'bob' }, state: 'applying' })
    await events.snapshot(({ current }) => current?.layout.applied?.mode === 'screenShare' && current.layout.state === 'applied')

    expect((await alice.stop(roomId, id)).status).toBe(202)
    const processing = await events.snapshot(({ recent }) => recent[0]?.status === 'processing')
    expect(processing).toMatchObject({ current: null, recent: [{ id, stopReason: 'user', stoppedBy: { userId: 'alice', name: 'Alice' } }] })
    await events.snapshot(({ recent }) => recent[0]?.status === 'ready')
    const revisions = events.seen.filter(({ event }) => event === 'snapshot').map(({ id }) => Number(id))
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b))

    const { body: page } = await alice.list(roomId)
    expect(page).toMatchObject({ items: [{ id, status: 'ready', fileCounts: { expected: 1, ready: 1, failed: 0 } }], cursor: null })
    const { body: detail } = await alice.get(id)
    expect(detail).toMatchObject({ roomId, files: [{ status: 'ready', stream: 'mix', format: 'mp4', userId: null }], taskIds: [expect.any(String)] })
    expect(detail.log.map(({ type }: { type: string }) => type)).toEqual(expect.arrayContaining(['start_asked', 'task_created', 'started', 'change_asked', 'change_applied', 'stop_asked', 'ended', 'ready']))
    expect(tasksOf(roomId)).toHaveLength(1)
  })

  it('sends TRTC what was chosen', async () => {
    const roomId = openRoom(stack)
    await record(roomId, { quality: 'sd', name: 'weekly_1', maxMinutes: 90, format: 'hls+mp4', layout: { mode: 'float', main: 'bob' }, subscribe: { audio: { except: ['bob'] }, video: { only: ['alice'] } } })
    expect(tasksOf(roomId)[0]!.request).toMatchObject({
      RoomId: roomId,
      RoomIdType: 0,
      UserId: expect.stringMatching(/^rr_[a-z0-9]{20}_0_1$/),
      RecordParams: { RecordMode: 2, StreamType: 0, MaxIdleTime: 30, SubscribeStreamUserIds: { UnSubscribeAudioUserIds: ['bob'], SubscribeVideoUserIds: ['alice'] } },
      StorageParams: { CloudVod: { TencentVod: { MediaType: 3, UserDefineRecordId: 'weekly_1' } } },
      MixTranscodeParams: { VideoParams: { Width: 640, Height: 360 } },
      MixLayoutParams: { MixLayoutMode: 1, MaxResolutionUserId: 'bob', MediaId: 0 },
      ResourceExpiredHour: 26,
    })
  })

  it('carries the subscription along when only the layout changes', async () => {
    const roomId = openRoom(stack)
    const { alice, events, id } = await record(roomId, { subscribe: { video: { except: ['bob'] } } })
    await alice.update(roomId, id, { layout: { mode: 'float' } })
    await events.snapshot(({ current }) => current?.layout.applied?.mode === 'float')
    expect(tasksOf(roomId)[0]!.compositions.at(-1)).toMatchObject({ layout: { MixLayoutMode: 1 }, subscribe: { UnSubscribeVideoUserIds: ['bob'] } })
  })

  it('keeps a change that comes while it starts until there is a task', async () => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'delay', delayMs: 200, times: 1 })
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    const { body } = await alice.start(roomId)
    const updated = await alice.update(roomId, body.current.id, { layout: { mode: 'float', main: 'bob' } })
    expect([updated.status, updated.body.current.status, updated.body.current.layout.state]).toEqual([202, 'starting', 'applying'])
    await events.snapshot(({ current }) => current?.layout.state === 'applied' && current.layout.applied?.mode === 'float')
    expect(tasksOf(roomId)).toMatchObject([{ request: { MixLayoutParams: { MixLayoutMode: 3 } } }])
  })

  it('puts a layout back that TRTC refuses', async () => {
    const roomId = openRoom(stack)
    const { alice, events, id } = await record(roomId)
    fault({ action: 'ModifyCloudRecording', effect: 'error', code: 'InvalidParameter.OutOfRange', times: 1 })
    await alice.update(roomId, id, { layout: { mode: 'float' } })
    const { current } = await events.snapshot(({ current }) => current?.layout.state === 'failed')
    expect(current!.layout).toEqual({
      wanted: { mode: 'grid' },
      applied: { mode: 'grid' },
      state: 'failed',
      error: { code: 'trtc_refused', message: 'TRTC refused the recording.', retryable: false, upstreamCode: 'InvalidParameter.OutOfRange' },
    })
    // and takes it when it is asked again
    await alice.update(roomId, id, { layout: { mode: 'float' } })
    await events.snapshot(({ current }) => current?.layout.state === 'applied')
  })
})

describe('one recording at a time', () => {
  it('of two starts at once one wins, and the other is shown what runs', async () => {
    const roomId = openRoom(stack)
    const answers = await Promise.all([browser(stack, 'alice').start(roomId), browser(stack, 'alice').start(roomId)])
    const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
    expect([won!.status, lost!.status]).toEqual([202, 409])
    expect(lost!.body).toMatchObject({ code: 'already_recording', retryable: false, snapshot: { current: { id: won!.body.current.id } } })
    await stack.emulator.control.until(() => tasksOf(roomId)[0]?.phase === 'running', soon())
    expect(tasksOf(roomId)).toHaveLength(1)
  })

  it('of twenty starts with one key there is one', async () => {
    const roomId = openRoom(stack)
    const alice = browser(stack, 'alice')
    const answers = await Promise.all(Array.from({ length: 15 }, () => alice.start(roomId, { quality: 'sd' }, { 'Idempotency-Key': 'press-1' })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
    expect(new Set(answers.map(({ body }) => body.current.id)).size).toBe(1)
  })

  it('a replay never starts again, and another body under the same key is refused', async () => {
    const roomId = openRoom(stack)
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    const key = { 'Idempotency-Key': 'press-1' }
    const { body } = await alice.start(roomId, { quality: 'sd', maxMinutes: 5 }, key)
    await alice.stop(roomId, body.current.id)
    await events.snapshot(({ current, revision }) => revision > 0 && current === null)

    const replay = await alice.start(roomId, { maxMinutes: 5, quality: 'sd' }, key)
    expect([replay.status, replay.body.current]).toEqual([202, null])
    const reused = await alice.start(roomId, { quality: 'hd' }, key)
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused'])
  })

  it('a key belongs to one user and one room', async () => {
    const [one, two] = [openRoom(stack), openRoom(stack)]
    const alice = browser(stack, 'alice')
    for (const roomId of [one, two]) expect((await alice.start(roomId, {}, { 'Idempotency-Key': 'same' })).body.current.status).toBe('starting')
  })

  it('a new one can start while the last is processed', async () => {
    const roomId = openRoom(stack)
    const { alice, events, id } = await record(roomId)
    await alice.stop(roomId, id)
    await events.snapshot(({ current }) => current === null)
    const again = await alice.start(roomId)
    expect(again.status).toBe(202)
    expect(again.body.recent.map((recording: { id: string }) => recording.id)).toContain(id)
  })
})

describe('when TRTC\'s answer is lost', () => {
  it('callback 301 brings the TaskId, and no second task runs', async () => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'lostAnswer', times: 1 })
    const { events, id, alice } = await record(roomId)
    await events.snapshot(({ current }) => current?.capturing === true)
    expect(tasksOf(roomId)).toHaveLength(1)
    expect(callsOf(roomId, 'CreateCloudRecording')).toHaveLength(1)
    await alice.stop(roomId, id)
    await events.snapshot(({ recent }) => recent[0]?.status === 'ready')
  })

  it('nobody waits for an answer that hangs once 301 is there', async () => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'lostAnswer', delayMs: 1_500, times: 1 })
    const { events, id, alice } = await record(roomId)
    await alice.stop(roomId, id)
    await events.snapshot(({ current }) => current === null)
    expect(tasksOf(roomId)).toMatchObject([{ leaveCode: 0 }])
  })

  it('without its 301 the call is repeated under the same recorder, which replaces the task', async () => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'lostAnswer', times: 1 }, { callback: 301, effect: 'drop', times: 1 })
    const { events, alice, id } = await record(roomId)
    const tasks = tasksOf(roomId)
    expect(tasks).toHaveLength(2)
    expect(new Set(tasks.map(task => task.recorderId)).size).toBe(1)
    await stack.emulator.control.until(() => tasks[0]!.leaveCode === 101, soon())
    expect((await alice.snapshot(roomId)).current).toMatchObject({ id, status: 'recording' })
    await alice.stop(roomId, id)
    await events.snapshot(({ recent }) => recent[0]?.status === 'ready')
    expect((await alice.get(id)).body.taskIds).toHaveLength(2)
  })

  it('of a call that never arrived it is simply repeated', async () => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'drop', times: 1 })
    await record(roomId)
    expect(tasksOf(roomId)).toHaveLength(1)
  })
})

describe('a start that comes to nothing', () => {
  it.each([
    ['FailedOperation.RestrictedConcurrency', { code: 'quota_exceeded', retryable: true }],
    ['AuthFailure.SignatureFailure', { code: 'trtc_refused', retryable: false }],
    ['InvalidParameter.OutOfRange', { code: 'trtc_refused', retryable: false }],
  ])('by %s is told at once, and can be tried again', async (code, error) => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'error', code, times: 1 })
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    await alice.start(roomId)
    const { current, recent } = await events.snapshot(({ recent }) => recent[0]?.status === 'failed')
    expect(current).toBeNull()
    expect(recent[0]!.error).toMatchObject({ ...error, upstreamCode: code })
    expect((await alice.start(roomId)).status).toBe(202)
    await events.snapshot(({ current }) => current?.status === 'recording')
  })

  it.each(['InternalError.CRInternalError', 'RequestLimitExceeded'])('by %s is tried again, and what went wrong is shown meanwhile', async code => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'error', code, times: 3 })
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    await alice.start(roomId)
    const { current } = await events.snapshot(({ current }) => current?.error != null)
    expect(current).toMatchObject({ status: 'starting', error: { code: 'trtc_unavailable', retryable: true, upstreamCode: code } })
    expect((await events.snapshot(({ current }) => current?.status === 'recording')).current!.error).toBeNull()
    expect(new Set(callsOf(roomId, 'CreateCloudRecording').map(({ request }) => (request as { UserId: string }).UserId)).size).toBe(1)
  })

  it('by a recorder that cannot enter', async () => {
    const other = await startStack({ options: { trtcSdkSecretKey: 'f'.repeat(64), authenticate: () => ({ userId: 'alice', expiresAt: Infinity }), authorize: () => true } })
    try {
      const roomId = openRoom(other)
      const alice = browser(other, 'alice')
      const events = await alice.events(roomId)
      await alice.start(roomId)
      const { recent } = await events.snapshot(({ recent }) => recent[0]?.status === 'failed')
      expect(recent[0]!.error!.code).toMatch(/^(?:start_failed|trtc_refused)$/)
    } finally {
      await other.close()
    }
  })
})

describe('cancelling a start', () => {
  it('deletes the task that the call brings', async () => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'delay', delayMs: 300, times: 1 })
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    const { body } = await alice.start(roomId)
    const stopped = await alice.stop(roomId, body.current.id)
    expect([stopped.status, stopped.body.current.status]).toEqual([202, 'stopping'])
    await events.snapshot(({ recent }) => recent[0] !== undefined)
    expect(tasksOf(roomId)).toMatchObject([{ leaveCode: 0 }])
  })

  it('without a TaskId removes the recorder from the room', async () => {
    const roomId = openRoom(stack)
    fault({ action: 'CreateCloudRecording', effect: 'lostAnswer', delayMs: 200, times: 1 }, { callback: 301, effect: 'drop', times: 1 })
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    const { body } = await alice.start(roomId)
    await alice.stop(roomId, body.current.id)
    await events.snapshot(({ recent }) => recent[0] !== undefined)
    expect(tasksOf(roomId)).toMatchObject([{ leaveCode: 1 }])
    expect((await alice.get(body.current.id)).body).toMatchObject({ stopReason: 'user', stoppedBy: { userId: 'alice' } })
  })

  it('when the recorder cannot be removed either, replaces the task by one that can be deleted', async () => {
    const roomId = openRoom(stack)
    fault(
      { action: 'CreateCloudRecording', effect: 'lostAnswer', delayMs: 100, times: 1 },
      { callback: 301, effect: 'drop', times: 1 },
      { action: 'RemoveUserByStrRoomId', effect: 'error', code: 'UnauthorizedOperation' },
    )
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    const { body } = await alice.start(roomId)
    await alice.stop(roomId, body.current.id)
    await events.snapshot(({ recent }) => recent[0] !== undefined)
    await stack.emulator.control.until(() => tasksOf(roomId).every(task => task.phase === 'gone'), soon())
    expect(tasksOf(roomId).map(task => task.leaveCode)).toEqual([101, 0])
  })
})

describe('an end that nobody here asked for', () => {
  it('idle: everybody left', async () => {
    const clock = createSystemClock()
    const other = await startStack({ emulator: { clock: { ...clock, setTimeout: (then, ms) => clock.setTimeout(then, ms / 100) } } })
    try {
      const roomId = openRoom(other)
      const alice = browser(other, 'alice')
      const events = await alice.events(roomId)
      await alice.start(roomId)
      await events.snapshot(({ current }) => current?.status === 'recording')
      const room = other.emulator.control.rooms.find(roomId, 0)!
      for (const userId of ['bob', 'alice']) other.emulator.control.rooms.leave(room, userId)
      await other.emulator.control.until(() => other.emulator.control.tasks.list()[0]?.leaveCode === 99, soon())
      await other.emulator.control.callbacks.settled()
      await other.emulator.control.until(() => other.emulator.control.callbacks.list().some(({ eventType, state }) => eventType === 312 && state === 'delivered'), soon())
      const { items: [recording] } = await other.backend.recordings.list(roomId)
      expect(recording).toMatchObject({ stopReason: 'idle', stoppedBy: null })
    } finally {
      await other.close()
    }
  })

  it.each([[3, 'removed'], [4, 'room_closed']] as const)('leaveCode %s is %s', async (leaveCode, stopReason) => {
    const roomId = openRoom(stack)
    const { events } = await record(roomId)
    stack.emulator.control.tasks.leave(tasksOf(roomId)[0]!.taskId, leaveCode)
    const { recent } = await events.snapshot(({ current }) => current === null)
    expect(recent[0]).toMatchObject({ status: 'processing', stopReason, stoppedBy: null })
  })

  it('a cut-off is answered with a new task of the same recording', async () => {
    const roomId = openRoom(stack)
    const { events, id } = await record(roomId)
    stack.emulator.control.tasks.leave(tasksOf(roomId)[0]!.taskId, 100)
    await events.snapshot(({ current }) => current?.capturing === null)
    await events.snapshot(({ current }) => current?.id === id && current.capturing === true)
    expect(tasksOf(roomId).map(task => task.recorderId.slice(-2))).toEqual(['_1', '_2'])
  })

  it('is found out by asking when its callback is lost', async () => {
    const roomId = openRoom(stack)
    const { events } = await record(roomId)
    fault({ callback: 302, effect: 'drop', times: 1 })
    stack.emulator.control.tasks.leave(tasksOf(roomId)[0]!.taskId, 3)
    const { recent } = await events.snapshot(({ current }) => current === null)
    expect(recent[0]).toMatchObject({ stopReason: 'unknown' })
  })
})

describe('stopping', () => {
  it('what already stopped is success and touches nothing else', async () => {
    const roomId = openRoom(stack)
    const { alice, events, id } = await record(roomId)
    await alice.stop(roomId, id)
    await events.snapshot(({ current }) => current === null)
    const next = await alice.start(roomId)
    const again = await alice.stop(roomId, id)
    expect(again.status).toBe(200)
    expect(again.body.current).toMatchObject({ id: next.body.current.id, status: expect.stringMatching(/^(?:starting|recording)$/) as string })
  })

  it('goes on until TRTC does it', async () => {
    const roomId = openRoom(stack)
    const { alice, events, id } = await record(roomId)
    fault({ action: 'DeleteCloudRecording', effect: 'http500', times: 3 })
    await alice.stop(roomId, id)
    await events.snapshot(({ current }) => current === null)
    expect(tasksOf(roomId)).toMatchObject([{ leaveCode: 0 }])
  })

  it('a recording that never was is not found', async () => {
    const roomId = openRoom(stack)
    expect(await browser(stack, 'alice').stop(roomId, 'nothing')).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })
})

describe('recordings that nobody here started', () => {
  it('are counted and never touched', async () => {
    const roomId = openRoom(stack)
    const alice = browser(stack, 'alice')
    const events = await alice.events(roomId)
    // another deployment under the same application
    const other = await startStack({ emulator: { callbackUrl: `${stack.url}/v1/trtc/callbacks` } })
    try {
      const { control } = other.emulator
      const room = control.rooms.enter(roomId, { userId: 'alice' })
      control.rooms.update(room, 'alice', { camera: true })
      const started = await browser(other, 'alice').start(roomId)
      const { auto, current } = await events.snapshot(({ auto }) => auto.active === true)
      expect([auto.taskCount, typeof auto.startedAt, current]).toEqual([1, 'number', null])
      await other.backend.recordings.stop({ roomId, recordingId: started.body.current.id, by: 'alice' })
      expect((await events.snapshot(({ auto }) => auto.active === false)).auto).toEqual({ active: false, startedAt: null, taskCount: 0 })
      expect((await alice.list(roomId)).body.items).toEqual([])
    } finally {
      await other.close()
    }
  })
})

describe('for the integrator\'s own code', () => {
  it('the same operations work without a browser', async () => {
    const roomId = openRoom(stack)
    const { recordings } = stack.backend
    const { current } = await recordings.start({ roomId, by: 'scheduler', quality: 'fhd' })
    expect(current).toMatchObject({ status: 'starting', quality: 'fhd', startedBy: { userId: 'scheduler', name: null } })
    await expect(recordings.start({ roomId, by: 'scheduler' })).rejects.toMatchObject({ code: 'already_recording', status: 409, snapshot: { roomId } })
    await expect(recordings.start({ roomId, by: 'scheduler', quality: 'best' as 'hd' })).rejects.toMatchObject({ code: 'invalid_request', fields: [{ field: 'quality' }] })

    await recordings.update({ roomId, recordingId: current!.id, by: { userId: 'scheduler', name: 'Nightly job' }, layout: { mode: 'float' } })
    expect((await recordings.stop({ roomId, by: 'scheduler' })).current?.status ?? 'gone').toMatch(/stopping|gone/)
    expect(await recordings.get(current!.id)).toMatchObject({ id: current!.id, roomId })
    expect((await recordings.list(roomId)).items).toHaveLength(1)
    expect(await recordings.snapshot(roomId)).toMatchObject({ roomId })
    await expect(recordings.get('nothing')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('onEvent tells what happened, in order, and its own mistakes change nothing', async () => {
    const roomId = `${openRoom(stack)}-throws`
    const room = stack.emulator.control.rooms.enter(roomId, { userId: 'alice' })
    stack.emulator.control.rooms.update(room, 'alice', { camera: true })
    const { alice, events, id } = await record(roomId)
    await events.snapshot(({ current }) => current?.capturing === true)
    await alice.stop(roomId, id)
    await events.snapshot(({ recent }) => recent[0]?.status === 'ready')
    expect(told.filter(event => event.roomId === roomId)).toMatchObject([
      { type: 'started', recording: { id } },
      { type: 'ended', recording: { id, stopReason: 'user' } },
      { type: 'fileReady', file: { status: 'ready' } },
    ])
  })
})
