import { expect, it } from 'vitest'
import { against, startOwnBackend } from '../testing/own-backend.js'
import { broken, unexpectedlySkipped } from '../testing/verdicts.js'
import { runConformance } from './runner.js'

it('our backend keeps every rule on PGlite', { timeout: 900_000 }, async () => {
  const stack = await startOwnBackend()
  try {
    const { outcomes } = await runConformance({ ...against(stack), slow: true })
    expect(broken(outcomes), stack.warnings()).toEqual([])
    expect(unexpectedlySkipped(outcomes)).toEqual([])
  } finally {
    await stack.close()
  }
})
