import type { RecordingBackend } from '../src/backend.js'
import type { Store } from '../src/store/store.js'
import { setTimeout as wait } from 'node:timers/promises'
import { inArray, min } from 'drizzle-orm'
import { createBackend } from '../src/backend.js'
import { recordings, rooms, runs, tasks } from '../src/store/schema.js'
import { busiestSecond } from '../testing/chaos/books.js'
import { backendOptions } from '../testing/stack.js'
import { running } from '../testing/state.js'
import { startFakeTrtc } from './fake-trtc.js'

export interface ReconciliationResult {
  tasks: number
  instances: number
  seconds: number
  calls: number
  mostCallsInASecond: number
  /** Age of the oldest proof of all tasks at the end, in seconds; after 60 people see "unconfirmed". */
  oldestProofSeconds: number
}

/** Running tasks that several instances look after, all of them due at once in the beginning. */
export async function measureReconciliation(databaseUrl: string, taskCount: number, seconds: number): Promise<ReconciliationResult> {
  const trtc = await startFakeTrtc()
  let store!: Store
  const open = () => createBackend(backendOptions(trtc.url, { databaseUrl, authorize: () => true }), { aroundStore: opened => store = opened })
  const backends: RecordingBackend[] = [await open()]
  await seed(store, taskCount)
  for (let instance = 1; instance < 3; instance++) backends.push(await open())
  const from = trtc.calls.length
  await wait(seconds * 1000)
  const calls = trtc.calls.slice(from)
  const now = await store.now()
  const [oldest] = await store.db.select({ at: min(recordings.confirmedAt) }).from(recordings).where(inArray(recordings.status, ['recording']))
  await Promise.all(backends.map(backend => backend.close()))
  trtc.close()
  return {
    tasks: taskCount,
    instances: backends.length,
    seconds,
    calls: calls.length,
    mostCallsInASecond: busiestSecond(calls.map(({ at }) => at)),
    oldestProofSeconds: Number(((now - (oldest?.at ?? 0)) / 1000).toFixed(1)),
  }
}

async function seed(store: Store, taskCount: number): Promise<void> {
  const now = await store.now()
  for (let index = 0; index < taskCount; index++) {
    const id = `bench${String(index).padStart(15, '0')}`
    const roomId = `room-${index}`
    const state = running()
    const recorderUserId = `rr_${id}_0_1`
    const { seq: _, ...recording } = state.recording
    await store.db.insert(rooms).values({ roomId })
    await store.db.insert(recordings).values({ ...recording, id, roomId, requestedAt: now, startedAt: now, confirmedAt: now, confirmBy: now + 60_000, limitAt: now + 3_600_000, dueAt: now })
    await store.db.insert(tasks).values({ ...state.tasks[0]!, recordingId: id, recorderUserId, taskId: `T${index}.`, createdAt: now, calledAt: now, acceptedAt: now, describedAt: now - 60_000, controlUntil: now + 24 * 3_600_000 })
    await store.db.insert(runs).values({ ...state.runs[0]!, recordingId: id, recorderUserId, taskId: `T${index}.`, seenAt: now, startedAt: now })
  }
}
