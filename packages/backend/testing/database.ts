import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../src/store/database.js'
import { silent } from './silent.js'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A migrated, empty PGlite directory of its own. Making one from nothing takes seconds, so it is copied from one made before. */
export async function temporaryDatabase(): Promise<{ databaseUrl: string, remove: () => Promise<void> }> {
  const directory = await mkdtemp(join(tmpdir(), 'roomkit-recording-'))
  const data = join(directory, 'db')
  await cp(await template(), data, { recursive: true })
  return { databaseUrl: `pglite:${data}`, remove: () => rm(directory, { recursive: true, force: true }) }
}

async function template(): Promise<string> {
  const journal = await readFile(join(root, 'migrations', 'meta', '_journal.json'))
  const sql = await readFile(join(root, 'migrations', '0000_initial.sql'))
  const { version } = JSON.parse(await readFile(join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json'), 'utf8')) as { version: string }
  const key = createHash('sha256').update(journal).update(sql).update(version).digest('hex').slice(0, 16)
  const cache = join(root, 'node_modules', '.cache')
  const made = join(cache, `pglite-${key}`)
  if (existsSync(made)) return made
  await mkdir(cache, { recursive: true })
  const making = await mkdtemp(join(cache, 'making-'))
  const database = await openDatabase(`pglite:${join(making, 'db')}`, silent)
  await database.close()
  // several test files may be at it at once: the first one wins
  await rename(join(making, 'db'), made).catch(() => {})
  await rm(making, { recursive: true, force: true })
  return made
}
