import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `migrations` of this package, whether this runs from `src` or from `dist`. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'migrations', 'meta', '_journal.json'))) {
    const parent = dirname(folder)
    if (parent === folder) throw new Error('The folder "migrations" of @roomkit-recording/backend is missing. When bundling, keep this package external.')
    folder = parent
  }
  return join(folder, 'migrations')
}
