import { readFileSync } from 'node:fs'
import { open, readFile, rm } from 'node:fs/promises'

const held = new Set<string>()

/**
 * PGlite lets two processes open one directory, and then both destroy it. So a file beside it names the process that has it open.
 * The file of a process that is gone counts for nothing.
 * @throws Error when another one has it open.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = `${directory}.lock`
  const refuse = (pid: string) => new Error(`${directory} is in use by process ${pid} (${path}). Use PostgreSQL for several instances.`)
  if (held.has(path)) throw refuse(String(process.pid))
  held.add(path)
  try {
    for (;;) {
      const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return null
        throw error
      })
      if (file) {
        await file.writeFile(identity(process.pid) ?? '')
        await file.close()
        break
      }
      const holder = await readFile(path, 'utf8').catch(() => '')
      const pid = holder.split(' ')[0]!
      if (Number(pid) !== process.pid && identity(Number(pid)) === holder) throw refuse(pid)
      await rm(path, { force: true })
    }
  } catch (error) {
    held.delete(path)
    throw error
  }
  return async () => {
    await rm(path, { force: true })
    held.delete(path)
  }
}

/** A process by its id and, where the system tells it, its start: ids are used again. */
function identity(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null
  }
  try {
    // field 22, counted behind the name in brackets, which may hold blanks
    const start = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ')[19]
    return `${pid} ${start}`
  } catch {
    return `${pid}`
  }
}
