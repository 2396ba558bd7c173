import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { bundleForTests } from '../../backend/testing/bundle.js'

const root = fileURLToPath(new URL('..', import.meta.url))

export interface CommandOutcome {
  code: number | null
  output: string
  errors: string
}

/** For a test file: runs the command as a process of its own. */
export function conformanceCommand(): (args: string[]) => Promise<CommandOutcome> {
  const main = bundleForTests('src/main.ts', root)
  return args => runCommand(main(), args)
}

async function runCommand(file: string, args: string[]): Promise<CommandOutcome> {
  const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => { output += String(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { errors += String(chunk) })
  const [code] = await once(child, 'close') as [number | null]
  return { code, output, errors }
}
