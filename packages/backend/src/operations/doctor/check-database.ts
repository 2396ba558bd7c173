import type { Logger } from 'pino'
import type { Finding } from './finding.js'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { openDatabase } from '../../store/database.js'
import { failed, ok, warning } from './finding.js'

/** Opens it, which migrates it, and sends a notice to itself. */
export async function checkDatabase(databaseUrl: string, logger: Logger, timeoutMs = 5_000): Promise<Finding> {
  const name = databaseUrl.startsWith('pglite:') ? 'PGlite' : 'PostgreSQL'
  let database
  try {
    database = await openDatabase(databaseUrl, logger)
  } catch (error) {
    const { message, code } = error as Error & { code?: string }
    if (/ is in use by process \d+/.test(message)) return warning('The directory is in use: the backend runs, so its database opens', 'Stop the backend to have it looked at, or ask its /v1/readyz.')
    // never the message: it may quote the address, which holds the password
    return failed(`${name} cannot be opened or migrated${code === undefined ? '' : ` (${code})`}`, adviceFor(code))
  }
  try {
    if (database.isExclusive) return ok(`${name} opens and is migrated; it serves one process`)
    const token = randomUUID()
    const heard = new Promise<boolean>((resolve, reject) => {
      database.listen(payload => { if (payload.includes(token)) resolve(true) }, () => {})
        .then(() => database.transaction(tx => database.notify(tx, JSON.stringify({ from: token, roomId: '' }))))
        .catch(reject)
    })
    const isHeard = await Promise.race([heard.catch(() => false), wait(timeoutMs, false, { ref: false })])
    if (isHeard) return ok(`${name} connects, is migrated, and carries notices between instances`)
    return failed(`${name} connects, but LISTEN/NOTIFY does not come through`, 'DATABASE_URL must lead to the server itself or to a pooler in session mode; PgBouncer in transaction mode drops LISTEN.')
  } finally {
    await database.close()
  }
}

/** PostgreSQL's and the system's codes. */
function adviceFor(code: string | undefined): string {
  if (code === '28P01' || code === '28000') return 'User or password in DATABASE_URL are not taken.'
  if (code === '3D000') return 'The database that DATABASE_URL names does not exist: create it.'
  if (code === '42501') return 'The user in DATABASE_URL needs the right CREATE on the database, for the schema roomkit_recording.'
  return 'Check DATABASE_URL, and that this machine reaches the server (or may write to the directory).'
}
