import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const tsx = import.meta.resolve('tsx')

/** The command as a process of its own. */
export async function runCommand(args: string[]): Promise<{ code: number | null, output: string, errors: string }> {
  const child = spawn(process.execPath, ['--conditions=@roomkit-recording/source', '--import', tsx, main, ...args], { env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let errors = ''
  child.stdout.on('data', (chunk: Buffer) => { output += String(chunk) })
  child.stderr.on('data', (chunk: Buffer) => { errors += String(chunk) })
  const [code] = await once(child, 'close') as [number | null]
  return { code, output, errors }
}
