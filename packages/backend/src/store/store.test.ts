import type { Postgres } from '../../testing/postgres.js'
import type { RecordingState } from '../recordings/recording-state.js'
import type { Store } from './store.js'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { temporaryDatabase } from '../../testing/database.js'
import { startPostgres } from '../../testing/postgres.js'
import { silent } from '../../testing/silent.js'
import { timings } from '../../testing/state.js'
import { newRecording } from '../recordings/new-recording.js'
import { createRecordingId } from '../recordings/recorder-user.js'
import { readSnapshot } from './room-snapshot.js'
import { callbacks, recordings, rooms } from './schema.js'
import { openStore } from './store.js'

let postgres: Postgres
beforeAll(async () => { postgres = await startPostgres() })
afterAll(() => postgres.stop())

const open = (databaseUrl: string) => openStore({ databaseUrl, logger: silent, proofNoticeMs: 30_000 })

/** A new recording of a room; `change` alters it. */
async function insert(store: Store, roomId: string, change: (state: ReturnType<typeof newRecording>) => void = () => {}): Promise<string> {
  return await store.change(roomId, async room => {
    const state = newRecording({ roomId, by: { userId: 'alice', name: null }, options: { mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', layout: { mode: 'grid' }, maxMinutes: 60 }, keepers: [], now: room.now, timings })
    change(state)
    await room.insert(state)
    return state.recording.id
  })
}

const alter = (store: Store, roomId: string, id: string, change: (state: RecordingState) => void) => store.change(roomId, async room => {
  const before = (await room.find(id))!
  const after = structuredClone(before)
  change(after)
  await room.save(before, after)
})

describe.each(['PGlite', 'PostgreSQL'])('the store on %s', kind => {
  let databaseUrl = ''
  let store: Store
  beforeAll(async () => {
    if (kind === 'PostgreSQL') {
      databaseUrl = await postgres.createDatabase()
      store = await open(databaseUrl)
      return async () => store.close()
    }
    const database = await temporaryDatabase()
    databaseUrl = database.databaseUrl
    store = await open(databaseUrl)
    return async () => {
      await store.close()
      await database.remove()
    }
  })

  it('gives a room its next revision together with each change', async () => {
    const id = await insert(store, 'revisions')
    expect((await readSnapshot(store, 'revisions')).revision).toBe(1)
    await alter(store, 'revisions', id, ({ recording }) => { recording.title = 'Weekly' })
    expect(await readSnapshot(store, 'revisions')).toMatchObject({ revision: 2, current: { title: 'Weekly' } })
    await alter(store, 'revisions', id, () => {})
    expect((await readSnapshot(store, 'revisions')).revision).toBe(2)
  })

  it('stores nothing of a change that fails, and tells nobody', async () => {
    const told: string[] = []
    const stop = store.onRoom(roomId => { told.push(roomId) })
    await expect(store.change('failing', async room => {
      room.touch()
      await room.tx.insert(rooms).values({ roomId: 'half done' })
      throw new Error('in the middle')
    })).rejects.toThrow('in the middle')
    stop()
    expect(told).toEqual([])
    expect(await readSnapshot(store, 'failing')).toMatchObject({ revision: 0 })
    expect(await store.db.select().from(rooms).where(eq(rooms.roomId, 'half done'))).toEqual([])
  })

  it('raises no revision for a proof alone, and tells of it every 30 seconds at most', async () => {
    const id = await insert(store, 'proofs')
    let told = 0
    const stop = store.onRoom(() => { told++ })
    for (const confirmedAt of [1, 2, 3]) await alter(store, 'proofs', id, ({ recording }) => { recording.confirmedAt = confirmedAt })
    expect(told).toBe(0)
    await store.db.update(rooms).set({ proofSentAt: 0 }).where(eq(rooms.roomId, 'proofs'))
    await alter(store, 'proofs', id, ({ recording }) => { recording.confirmedAt = 4 })
    stop()
    expect(told).toBe(1)
    expect(await readSnapshot(store, 'proofs')).toMatchObject({ revision: 1, current: { confirmedAt: 4 } })
  })

  it('holds at most one active recording of a room, whoever writes', async () => {
    await insert(store, 'single')
    await expect(insert(store, 'single')).rejects.toMatchObject({ cause: { code: '23505' } })
    await insert(store, 'single', ({ recording }) => { recording.status = 'failed' })
    const id = await insert(store, 'another room')
    await alter(store, 'another room', id, ({ recording }) => { recording.status = 'processing' })
    await insert(store, 'another room')
  })

  it('keeps each callback once', async () => {
    const row = { eventType: 301, taskId: 'T', eventMsTs: 1, payloadHash: 'x', body: '{}', receivedAt: 1 }
    await store.db.insert(callbacks).values(row)
    await expect(store.db.insert(callbacks).values(row)).rejects.toMatchObject({ cause: { code: '23505' } })
  })

  it('knows of callbacks of a task that did not take effect yet', async () => {
    await store.db.insert(callbacks).values({ eventType: 302, taskId: 'waits', eventMsTs: 1, payloadHash: 'x', body: '{}', receivedAt: 1 })
    const look = () => store.change('inbox', async change => [await change.hasWaitingCallback('waits'), await change.hasWaitingCallback('another')])
    expect(await look()).toEqual([true, false])
    await store.db.update(callbacks).set({ processedAt: 2 }).where(eq(callbacks.taskId, 'waits'))
    expect(await look()).toEqual([false, false])
  })

  it('makes changes of one room one after the other', async () => {
    const id = await insert(store, 'queue')
    await Promise.all(Array.from({ length: 20 }, (_, index) => alter(store, 'queue', id, ({ recording }) => { recording.title = `${recording.title ?? ''}${index},` })))
    const { current, revision } = await readSnapshot(store, 'queue')
    expect(revision).toBe(21)
    expect(current!.title!.split(',').filter(Boolean).map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index))
  })

  it('shows what runs, everything that is processed, and the newest that are finished', async () => {
    const ids: string[] = []
    for (const status of ['ready', 'failed', 'ready', 'processing', 'ready', 'ready', 'starting'] as const) ids.push(await insert(store, 'recent', ({ recording }) => { recording.status = status }))
    const { current, recent } = await readSnapshot(store, 'recent')
    expect(current!.id).toBe(ids[6])
    expect(recent.map(({ id }) => id)).toEqual([ids[5], ids[4], ids[3], ids[2]])
  })

  it('keeps its epoch', async () => {
    const [row] = (await store.db.execute(sql`select epoch from roomkit_recording.stores`) as unknown as { rows: { epoch: string }[] }).rows
    expect(row!.epoch).toBe(store.epoch)
  })

  it('goes by the database\'s clock', async () => {
    const now = await store.now()
    expect(Number.isInteger(now)).toBe(true)
    expect((await readSnapshot(store, 'clock')).serverTime).toBeGreaterThanOrEqual(now)
  })
})

describe('several instances on PostgreSQL', () => {
  it('migrate at the same time and share one epoch', async () => {
    const url = await postgres.createDatabase()
    const stores = await Promise.all([open(url), open(url), open(url)])
    onTestFinished(async () => { await Promise.all(stores.map(store => store.close())) })
    expect(new Set(stores.map(({ epoch }) => epoch)).size).toBe(1)
  })

  it('tell each other of changes, once each', async () => {
    const url = await postgres.createDatabase()
    const [one, two] = await Promise.all([open(url), open(url)])
    onTestFinished(async () => { await Promise.all([one.close(), two.close()]) })
    const told: string[] = []
    const heard = new Promise<void>(resolve => {
      two.onRoom(roomId => {
        told.push(roomId)
        if (roomId === 'last') resolve()
      })
    })
    one.onRoom(roomId => { told.push(`own ${roomId}`) })
    for (const roomId of ['first', 'last']) await insert(one, roomId)
    await heard
    expect(told.toSorted()).toEqual(['first', 'last', 'own first', 'own last'])
  })

  it('never start two recordings of one room', async () => {
    const url = await postgres.createDatabase()
    const stores = await Promise.all([open(url), open(url), open(url)])
    onTestFinished(async () => { await Promise.all(stores.map(store => store.close())) })
    const attempts = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => insert(stores[index % 3]!, 'contested')))
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await stores[0].db.select({ id: recordings.id }).from(recordings)).toHaveLength(1)
  })

  it('notice that they may have missed something when the listening connection broke', async () => {
    const url = await postgres.createDatabase()
    const [one, two] = await Promise.all([open(url), open(url)])
    onTestFinished(async () => { await Promise.all([one.close(), two.close()]) })
    const gap = new Promise<void>(resolve => { two.onGap(resolve) })
    await one.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'listen%'`)
    await gap
    const heard = new Promise<string>(resolve => { two.onRoom(resolve) })
    await insert(one, 'after the gap')
    expect(await heard).toBe('after the gap')
  })
})

it('ids are long enough never to meet', () => {
  expect(new Set(Array.from({ length: 10_000 }, createRecordingId)).size).toBe(10_000)
  expect(createRecordingId()).toMatch(/^[a-z0-9]{20}$/)
})
