import type { PgDatabase, PgQueryResultHKT, PgTransactionConfig } from 'drizzle-orm/pg-core'
import type { Logger } from 'pino'
import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { lockDirectory } from './directory-lock.js'
import { migrationsFolder } from './migrations-folder.js'

export type Db = PgDatabase<PgQueryResultHKT, Record<string, never>>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]
export type Transaction = <T>(work: (tx: Tx) => Promise<T>, config?: PgTransactionConfig) => Promise<T>

/** PGlite and PostgreSQL behind one query builder. */
export interface Database {
  /** Single statements. */
  db: Db
  transaction: Transaction
  /** No other process has it open. */
  isExclusive: boolean
  /** Tells other instances, once the transaction is committed. Without other instances it does nothing. */
  notify: (tx: Tx, payload: string) => Promise<void>
  /** Calls `onPayload` for whatever instances send, ourselves included, and `onGap` when something may have been missed. */
  listen: (onPayload: (payload: string) => void, onGap: () => void) => Promise<void>
  /** Whether it hears at the moment what other instances send; without other instances always. */
  isListening: () => boolean
  close: () => Promise<void>
}

const casing = 'snake_case'
const CHANNEL = 'roomkit_recording'
/** Any number will do, as long as all instances have the same. */
const MIGRATION_LOCK = 0x726F6F6D

/** `pglite:<directory>`, `pglite:memory`, `postgres://…` or `postgresql://…`. Migrated when it resolves. */
export async function openDatabase(databaseUrl: string, logger: Logger): Promise<Database> {
  return databaseUrl.startsWith('pglite:') ? openPglite(databaseUrl.slice('pglite:'.length)) : openPostgres(databaseUrl, logger)
}

async function openPglite(path: string): Promise<Database> {
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ])
  const directory = path === 'memory' ? null : resolve(path)
  if (directory) await mkdir(dirname(directory), { recursive: true })
  const unlock = directory ? await lockDirectory(directory) : null
  try {
    const client = await PGlite.create(directory ? { dataDir: directory } : {})
    const db = drizzle({ client, casing })
    await migrate(db, { migrationsFolder: migrationsFolder(), migrationsSchema: 'roomkit_recording' })
    return {
      db,
      transaction: (work, config) => db.transaction(work, config),
      isExclusive: true,
      notify: async () => {},
      listen: async () => {},
      isListening: () => true,
      async close() {
        await client.close()
        await unlock?.()
      },
    }
  } catch (error) {
    await unlock?.()
    throw error
  }
}

async function openPostgres(connectionString: string, logger: Logger): Promise<Database> {
  const [{ default: pg }, { drizzle }, { migrate }, { createListener }] = await Promise.all([
    import('pg'),
    import('drizzle-orm/node-postgres'),
    import('drizzle-orm/node-postgres/migrator'),
    import('./postgres-listener.js'),
  ])
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 })
  // A connection that breaks is replaced; the query on it fails by itself. Without a listener, one that breaks between
  // two statements of a transaction would end the process.
  pool.on('connect', client => client.on('error', error => logger.warn({ err: error }, 'a database connection broke')))
  pool.on('error', () => {})
  try {
    const client = await pool.connect()
    try {
      // several instances may start at once
      await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
      await migrate(drizzle({ client, casing }), { migrationsFolder: migrationsFolder(), migrationsSchema: 'roomkit_recording' })
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK])
    } finally {
      client.release()
    }
  } catch (error) {
    await pool.end()
    throw error
  }
  const listener = createListener(connectionString, CHANNEL, logger)
  return {
    db: drizzle({ client: pool, casing }),
    // The query builder's own transaction on a pool never gives a connection back on which "begin" failed.
    async transaction(work, config) {
      const client = await pool.connect()
      try {
        return await drizzle({ client, casing }).transaction(work, config)
      } finally {
        client.release()
      }
    },
    isExclusive: false,
    notify: async (tx, payload) => { await tx.execute(sql`select pg_notify(${CHANNEL}, ${payload})`) },
    listen: listener.listen,
    isListening: listener.isListening,
    async close() {
      await listener.close()
      await pool.end()
    },
  }
}
