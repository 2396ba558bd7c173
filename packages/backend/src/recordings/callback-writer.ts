import type { Store } from '../store/store.js'
import { sql } from 'drizzle-orm'
import { callbacks } from '../store/schema.js'
import { clock } from '../store/store.js'

export interface StoredCallback {
  eventType: number
  /** Empty for callbacks of rooms and media. */
  taskId: string
  eventMsTs: number
  payloadHash: string
  body: string
}

export interface CallbackWriter {
  /** Resolves when it is on disk: with its number, or with `null` when it was there before. */
  write: (callback: StoredCallback) => Promise<number | null>
  /** Whether they come faster than they are written one by one. */
  isStorm: () => boolean
}

interface Waiting {
  callback: StoredCallback
  resolve: (id: number | null) => void
  reject: (reason: unknown) => void
}

interface Stored extends Omit<StoredCallback, 'body'> {
  id: number
}

/** Rows of one insert. */
const MOST_AT_ONCE = 200

const keyOf = ({ eventType, taskId, eventMsTs, payloadHash }: Omit<StoredCallback, 'body'>) => `${eventType} ${eventMsTs} ${payloadHash} ${taskId}`

/** Whatever comes while the database writes goes into the next insert, so that a storm costs no more than its bytes. */
export function createCallbackWriter({ db }: Pick<Store, 'db'>): CallbackWriter {
  const waiting: Waiting[] = []
  let isWriting = false

  async function insert(batch: Waiting[]): Promise<void> {
    // as one parameter: a statement with one for each value takes longer to build than to perform
    const given = JSON.stringify(batch.map(({ callback }) => callback))
    const { rows } = await db.execute(sql`
      insert into ${callbacks} (event_type, task_id, event_ms_ts, payload_hash, body, received_at)
      select "eventType", "taskId", "eventMsTs", "payloadHash", body, ${clock}
      from json_to_recordset(${given}::json) as given ("eventType" int, "taskId" text, "eventMsTs" float8, "payloadHash" text, body text)
      on conflict do nothing
      returning id::float8, event_type as "eventType", task_id as "taskId", event_ms_ts::float8 as "eventMsTs", payload_hash as "payloadHash"
    `) as unknown as { rows: Stored[] }
    const ids = new Map(rows.map(row => [keyOf(row), row.id]))
    for (const { callback, resolve } of batch) {
      const key = keyOf(callback)
      resolve(ids.get(key) ?? null)
      // the same one twice in a batch
      ids.delete(key)
    }
  }

  /** One that the database does not take keeps no other out. */
  async function insertEach(batch: Waiting[], reason: unknown): Promise<void> {
    if (batch.length === 1) return batch[0]!.reject(reason)
    for (const one of batch) await insert([one]).catch(one.reject)
  }

  async function writeAll(): Promise<void> {
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MOST_AT_ONCE)
      await insert(batch).catch(reason => insertEach(batch, reason))
    }
    isWriting = false
  }

  return {
    write: callback => new Promise((resolve, reject) => {
      waiting.push({ callback, resolve, reject })
      if (!isWriting) void writeAll()
    }),
    isStorm: () => waiting.length > 0,
  }
}
