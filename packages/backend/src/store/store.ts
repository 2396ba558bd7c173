import type { Logger } from 'pino'
import type { News } from '../recordings/recording-state.js'
import type { StoreNews } from '../webhook/webhook-outbox.js'
import type { Database, Db, Transaction } from './database.js'
import { randomUUID } from 'node:crypto'
import { eq, isNotNull, sql } from 'drizzle-orm'
import { openDatabase } from './database.js'
import { RoomChange } from './room-change.js'
import { recordings, rooms, stores } from './schema.js'

/** A room whose snapshot changed, or of which a proof is worth telling. */
export type RoomListener = (roomId: string) => void
/** What the integrator is to be told, after it was stored. */
export type NewsListener = (roomId: string, recordingId: string, news: News[]) => void

export type NotesListener = (types: readonly string[]) => void

export interface StoreOptions {
  databaseUrl: string
  logger: Logger
  /** Between two notices of a proof that changed nothing, in milliseconds. */
  proofNoticeMs: number
  /** Keeps what others are to be told, in the transaction in which it happens. */
  storeNews?: StoreNews | undefined
}

/** Everything that must outlive this process. All times are the database's. */
export interface Store {
  /** Made with the store; changes only when it was replaced. */
  readonly epoch: string
  /** No other process has it open. */
  readonly isExclusive: boolean
  /** Single statements. */
  readonly db: Db
  readonly transaction: Transaction
  now: () => Promise<number>
  /**
   * Runs `work` in one transaction, alone for this room, on all instances.
   * What it changed is stored together with the room's next revision, or not at all.
   */
  change: <T>(roomId: string, work: (change: RoomChange) => Promise<T>) => Promise<T>
  onRoom: (listener: RoomListener) => () => void
  /** Called when changes of other instances may have been missed. */
  onGap: (listener: () => void) => () => void
  onNews: (listener: NewsListener) => () => void
  /** Called with a room in which somebody asks those in control for something, on whatever instance. */
  onRequests: (listener: RoomListener) => () => void
  /** Called with the types of the lines that were added to a recording's log. */
  onNotes: (listener: NotesListener) => () => void
  /** Whether it hears of other instances' changes at the moment. */
  isListening: () => boolean
  close: () => Promise<void>
}

/** The database's clock in milliseconds; inside a transaction too it goes on. */
export const clock = sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::float8`

export async function openStore({ databaseUrl, logger, proofNoticeMs, storeNews }: StoreOptions): Promise<Store> {
  const database = await openDatabase(databaseUrl, logger)
  const { db } = database
  const instanceId = randomUUID()
  const roomListeners = new Set<RoomListener>()
  const gapListeners = new Set<() => void>()
  const newsListeners = new Set<NewsListener>()
  const requestListeners = new Set<RoomListener>()
  const noteListeners = new Set<NotesListener>()

  const tellRoom = (roomId: string) => { for (const listener of roomListeners) listener(roomId) }
  const tellRequests = (roomId: string) => { for (const listener of requestListeners) listener(roomId) }

  try {
    await database.listen(
      payload => {
        const { from, roomId, requests } = JSON.parse(payload) as { from: string, roomId: string, requests?: true }
        if (from === instanceId) return
        if (requests) tellRequests(roomId)
        else tellRoom(roomId)
      },
      () => { for (const listener of gapListeners) listener() },
    )
    const epoch = await readEpoch(db)
    // whoever held a lease is this process's predecessor, and gone
    if (database.isExclusive) await db.update(recordings).set({ leaseToken: null, leaseUntil: null }).where(isNotNull(recordings.leaseToken))

    return {
      epoch,
      isExclusive: database.isExclusive,
      db,
      transaction: database.transaction,
      async now() {
        return await readClock(db)
      },
      async change(roomId, work) {
        const { result, change } = await database.transaction(async tx => {
          const change = new RoomChange(tx, roomId, await lockRoom(tx, roomId), await readClock(tx), storeNews)
          const result = await work(change)
          if (await change.finish(proofNoticeMs)) await database.notify(tx, JSON.stringify({ from: instanceId, roomId }))
          if (change.hasRequests) await database.notify(tx, JSON.stringify({ from: instanceId, roomId, requests: true }))
          return { result, change }
        })
        if (change.isTold) tellRoom(roomId)
        if (change.hasRequests) tellRequests(roomId)
        if (change.notes.length > 0) {
          for (const listener of noteListeners) listener(change.notes)
        }
        for (const [recordingId, news] of change.news) {
          for (const listener of newsListeners) listener(roomId, recordingId, news)
        }
        return result
      },
      onRoom: listener => subscribe(roomListeners, listener),
      onGap: listener => subscribe(gapListeners, listener),
      onNews: listener => subscribe(newsListeners, listener),
      onRequests: listener => subscribe(requestListeners, listener),
      onNotes: listener => subscribe(noteListeners, listener),
      isListening: database.isListening,
      close: () => database.close(),
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}

async function readClock(db: Pick<Db, 'execute'>): Promise<number> {
  const { rows } = await db.execute(sql`select ${clock} as now`) as unknown as { rows: { now: number }[] }
  return rows[0]!.now
}

/** One change of a room at a time, whichever instance makes it. */
async function lockRoom(tx: Pick<Db, 'select' | 'insert'>, roomId: string) {
  const find = () => tx.select().from(rooms).where(eq(rooms.roomId, roomId)).for('update')
  const [room] = await find()
  if (room) return room
  await tx.insert(rooms).values({ roomId }).onConflictDoNothing()
  return (await find())[0]!
}

async function readEpoch(db: Database['db']): Promise<string> {
  await db.insert(stores).values({ id: 1, epoch: randomUUID() }).onConflictDoNothing()
  const [store] = await db.select().from(stores).where(eq(stores.id, 1))
  return store!.epoch
}
