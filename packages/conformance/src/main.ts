import type { ConformanceOptions } from './options.js'
import { writeFile } from 'node:fs/promises'
import { help, parseCli, UsageError } from './cli.js'
import { writeJunit } from './junit.js'
import { writeList } from './list.js'
import { writeReport } from './report.js'
import { ConformanceError, runConformance } from './runner.js'

/** The exit code: 0 no rule was broken, 1 one was, 2 nothing could be run. */
async function main(): Promise<number> {
  const cli = parseCli(process.argv.slice(2))
  if (cli.command === 'help') return print(help)
  if (cli.command === 'list') return print(writeList())

  const { isTTY } = process.stderr
  const onOutcome: ConformanceOptions['onOutcome'] = (_, { done, all }) => { process.stderr.write(`\r${done < all ? `${done} of ${all}` : ''.padEnd(20)}`) }
  const result = await runConformance({ ...cli.options, ...isTTY && { onOutcome } })
  if (isTTY) process.stderr.write('\r')
  if (cli.junit !== null) await writeFile(cli.junit, writeJunit(result))
  print(writeReport(result, { colour: process.stdout.isTTY && !process.env.NO_COLOR }))
  return result.passed ? 0 : 1
}

function print(text: string): 0 {
  process.stdout.write(`${text}\n`)
  return 0
}

main().then(code => { process.exitCode = code }, (error: unknown) => {
  const isKnown = error instanceof UsageError || error instanceof ConformanceError || (error as NodeJS.ErrnoException).code !== undefined
  console.error(isKnown ? `roomkit-recording-conformance: ${(error as Error).message}` : error)
  process.exitCode = 2
})
