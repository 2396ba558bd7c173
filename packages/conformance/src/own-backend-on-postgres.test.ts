import { expect, it } from 'vitest'
import { startPostgres } from '../../backend/testing/postgres.js'
import { against, startOwnBackend } from '../testing/own-backend.js'
import { broken, unexpectedlySkipped } from '../testing/verdicts.js'
import { runConformance } from './runner.js'

it('our backend keeps every rule on PostgreSQL', { timeout: 900_000 }, async () => {
  const postgres = await startPostgres()
  const stack = await startOwnBackend({ databaseUrl: await postgres.createDatabase() })
  try {
    const { outcomes } = await runConformance({ ...against(stack), slow: true })
    expect(broken(outcomes), stack.warnings()).toEqual([])
    expect(unexpectedlySkipped(outcomes)).toEqual([])
  } finally {
    await stack.close()
    await postgres.stop()
  }
})
