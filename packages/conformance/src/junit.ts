import type { RuleOutcome } from './rule.js'
import type { ConformanceResult } from './runner.js'
import { XMLBuilder } from 'fast-xml-parser'
import { sectionOf, sections } from './rule.js'

type Attributes = Record<string, string | number>

const builder = new XMLBuilder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: '  ', suppressEmptyNode: true, processEntities: true })

const seconds = (ms: number) => (ms / 1000).toFixed(3)

const attributes = (values: Attributes) => Object.fromEntries(Object.entries(values).map(([name, value]) => [`@${name}`, legal(String(value))]))

/** XML 1.0 has no way at all to write most control characters and lone surrogates. */
function legal(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '�')
}

/** The same as JUnit XML, one suite a section, for those who count tests. */
export function writeJunit({ outcomes, durationMs }: Pick<ConformanceResult, 'outcomes' | 'durationMs'>): string {
  const suites = Object.entries(sections)
    .map(([name, title]) => ({ name, title, own: outcomes.filter(({ rule }) => sectionOf(rule) === name) }))
    .filter(({ own }) => own.length > 0)
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    'testsuites': {
      ...attributes({ name: 'RoomKit Recording conformance', ...sums(outcomes), time: seconds(durationMs) }),
      testsuite: suites.map(({ name, title, own }) => ({
        ...attributes({ name: title, ...sums(own), time: seconds(own.reduce((sum, { durationMs }) => sum + durationMs, 0)) }),
        testcase: own.map(outcome => testcase(name, outcome)),
      })),
    },
  }) as string
}

function testcase(section: string, outcome: RuleOutcome): object {
  const { rule: { id, sentence }, durationMs } = outcome
  return {
    ...attributes({ name: `${id}: ${sentence}`, classname: `conformance.${section}`, time: seconds(durationMs) }),
    ...outcome.outcome === 'failed' && { failure: { ...attributes({ message: `expected ${outcome.expected}` }), '#text': legal(`expected: ${outcome.expected}\ncame: ${outcome.got}`) } },
    ...outcome.outcome === 'skipped' && { skipped: attributes({ message: outcome.why }) },
  }
}

function sums(outcomes: RuleOutcome[]): Attributes {
  const count = (kind: RuleOutcome['outcome']) => outcomes.filter(({ outcome }) => outcome === kind).length
  return { tests: outcomes.length, failures: count('failed'), errors: 0, skipped: count('skipped') }
}
