import type { RuleOutcome } from '../src/rule.js'

/** Broken rules with what was expected and what came. */
export const broken = (outcomes: RuleOutcome[]) => outcomes.flatMap(outcome => outcome.outcome === 'failed' ? [{ rule: outcome.rule.id, expected: outcome.expected, got: outcome.got }] : [])

/** Nobody was asked too often, and nothing else may be left out. */
export const unexpectedlySkipped = (outcomes: RuleOutcome[]) =>
  outcomes.flatMap(outcome => outcome.outcome === 'skipped' && outcome.rule.id !== 'errors.retry-after' ? [`${outcome.rule.id}: ${outcome.why}`] : [])

/** Our backend may ask TRTC in the moment between a task's end and its callback 302; it then believes ResourceNotFound and knows no LeaveCode. */
const endOvertakenByAsking = new Set(['end.removed', 'end.room-closed', 'end.cut-off'])

/** Broken rules of our own backend, without what it is known to lose a race for. */
export const newlyBroken = (outcomes: RuleOutcome[]) => broken(outcomes).filter(({ rule }) => !endOvertakenByAsking.has(rule))
