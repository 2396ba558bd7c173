import type { NamedFinding } from './finding.js'
import { parseArgs } from 'node:util'
import { ConfigError, configFromEnv } from '../../config.js'
import { examine } from './doctor.js'

const signs = { ok: '✓', warning: '!', failed: '✗' } as const

const usage = `roomkit-recording-backend doctor [--public-url https://example.com/recording] [--json]

Looks at credentials, clock, administrator, storage, database and callbacks, as the environment configures them.
--public-url  where the running backend is reached from outside; a signed test callback is sent there (default: PUBLIC_URL)
--json        the findings as JSON
Ends with 1 when something does not work.`

export interface RunDoctorOptions {
  args: string[]
  env: Record<string, string | undefined>
  print: (line: string) => void
}

/** The command `doctor`. Returns the exit code. */
export async function runDoctor({ args, env, print }: RunDoctorOptions): Promise<number> {
  let flags
  try {
    flags = parseArgs({ args, options: { 'public-url': { type: 'string' }, 'json': { type: 'boolean' }, 'help': { type: 'boolean' } } }).values
  } catch (error) {
    print(`${(error as Error).message}\n\n${usage}`)
    return 1
  }
  if (flags.help) {
    print(usage)
    return 0
  }
  const publicUrl = flags['public-url']
  if (publicUrl !== undefined && !/^https?:$/.test(URL.canParse(publicUrl) ? new URL(publicUrl).protocol : '')) {
    print(`--public-url must be a full URL such as https://example.com/recording\n\n${usage}`)
    return 1
  }

  const findings: NamedFinding[] = []
  const add = (finding: NamedFinding) => {
    findings.push(finding)
    if (!flags.json) print(lineOf(finding))
  }
  try {
    for await (const finding of examine(configFromEnv(env), { publicUrl })) add(finding)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    add({ check: 'configuration', state: 'failed', message: error.message, advice: `Set ${error.variable} in the environment; the README lists all of them.` })
  }
  const isWell = findings.every(({ state }) => state !== 'failed')
  if (flags.json) print(JSON.stringify({ ok: isWell, findings }, null, 2))
  return isWell ? 0 : 1
}

function lineOf({ check, state, message, advice }: NamedFinding): string {
  return `${signs[state]} ${check}: ${message}${advice === undefined ? '' : `\n    → ${advice}`}`
}
