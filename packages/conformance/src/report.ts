import type { RuleOutcome } from './rule.js'
import type { ConformanceResult } from './runner.js'
import { sectionOf, sections } from './rule.js'

export interface ReportOptions {
  /** Colours, for a terminal. @default false */
  colour?: boolean
}

const colours = { passed: 32, failed: 31, skipped: 33 } as const
const marks = { passed: '✓', failed: '✗', skipped: '–' } as const

/** What a person reads: every rule under its section, what was expected and what came, and the sum. */
export function writeReport({ outcomes, durationMs }: Pick<ConformanceResult, 'outcomes' | 'durationMs'>, { colour = false }: ReportOptions = {}): string {
  const paint = (code: number, text: string) => colour ? `\u001B[${code}m${text}\u001B[0m` : text
  const lines: string[] = []
  for (const [name, title] of Object.entries(sections)) {
    const own = outcomes.filter(({ rule }) => sectionOf(rule) === name)
    if (own.length === 0) continue
    lines.push('', paint(1, title))
    for (const outcome of own) lines.push(...linesOf(outcome, paint))
  }
  const count = (kind: RuleOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === kind).length
  const failed = count('failed')
  lines.push('', `${count('passed')} passed, ${paint(failed > 0 ? 31 : 32, `${failed} failed`)}, ${count('skipped')} skipped in ${(durationMs / 1000).toFixed(1)} s`, '')
  return lines.join('\n')
}

function linesOf(outcome: RuleOutcome, paint: (code: number, text: string) => string): string[] {
  const { rule: { id, sentence } } = outcome
  const lines = [`  ${paint(colours[outcome.outcome], marks[outcome.outcome])} ${sentence} ${paint(2, `[${id}]`)}`]
  if (outcome.outcome === 'failed') lines.push(`      expected: ${printable(outcome.expected)}`, `      came:     ${printable(outcome.got)}`)
  if (outcome.outcome === 'skipped') lines.push(paint(2, `      ${printable(outcome.why)}`))
  return lines
}

/** What a backend answers must not steer the terminal. */
function printable(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, '�')
}
