import type { Rule, RuleOutcome } from '../src/rule.js'

const rule = (id: string, sentence: string): Rule => ({ id, sentence, watched: true })

/** One of each kind, in two sections, with texts that want to get out. */
export const sampleOutcomes: RuleOutcome[] = [
  { rule: rule('start.idempotent', 'The same key is the same start.'), outcome: 'passed', durationMs: 1200 },
  { rule: rule('start.race', 'Of two starts one wins.'), outcome: 'failed', durationMs: 30, expected: 'statuses: [202,409]', got: '500 text/html <h1 class="x">\u001B[2J & ]]>\'\u0000\uD800</h1>\n\tlater' },
  { rule: rule('events.comment', 'A comment line comes.'), outcome: 'skipped', durationMs: 0, why: 'slow: only with --slow' },
]
