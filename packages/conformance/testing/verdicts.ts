import type { RuleOutcome } from '../src/rule.js'

/** Broken rules with what was expected and what came. */
export const broken = (outcomes: RuleOutcome[]) => outcomes.flatMap(outcome => outcome.outcome === 'failed' ? [{ rule: outcome.rule.id, expected: outcome.expected, got: outcome.got }] : [])

/** Nobody was asked too often, and nothing else may be left out. */
export const unexpectedlySkipped = (outcomes: RuleOutcome[]) =>
  outcomes.flatMap(outcome => outcome.outcome === 'skipped' && outcome.rule.id !== 'errors.retry-after' ? [`${outcome.rule.id}: ${outcome.why}`] : [])
