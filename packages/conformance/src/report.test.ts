import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { sampleOutcomes } from '../testing/outcomes.js'
import { writeList } from './list.js'
import { writeReport } from './report.js'
import { sectionOf, sections } from './rule.js'
import { checkedRoutes } from './rules/auth.js'
import { allRules } from './rules/index.js'

describe('the report', () => {
  it('tells each rule under its section, what was expected and what came, and the sum', () => {
    expect(writeReport({ outcomes: sampleOutcomes, durationMs: 1234 })).toBe([
      '',
      'Start',
      '  ✓ The same key is the same start. [start.idempotent]',
      '  ✗ Of two starts one wins. [start.race]',
      '      expected: statuses: [202,409]',
      '      came:     500 text/html <h1 class="x">�[2J & ]]>\'��</h1> later',
      '',
      'Event stream',
      '  – A comment line comes. [events.comment]',
      '      slow: only with --slow',
      '',
      '1 passed, 1 failed, 1 skipped in 1.2 s',
      '',
    ].join('\n'))
  })

  it('has colours only where they are asked for, and none that the backend sends', () => {
    const painted = writeReport({ outcomes: sampleOutcomes, durationMs: 0 }, { colour: true })
    expect(painted).toContain('\u001B[31m✗\u001B[0m')
    expect(painted).not.toContain('\u001B[2J')
  })
})

describe('the rules', () => {
  it('have ids of their own, in sections that there are', () => {
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length)
    for (const rule of allRules) {
      expect(rule.id).toMatch(/^[a-z]+\.[a-z-]+$/i)
      expect(Object.keys(sections)).toContain(sectionOf(rule))
      expect(rule.sentence).toMatch(/^\w.+\.$/)
    }
  })

  it('ask every mandatory route for its token', () => {
    expect(checkedRoutes()).toEqual([])
  })
})

it('the README lists the rules as --list prints them', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  expect(readme.split('<!-- roomkit-recording-conformance --list -->\n\n')[1]?.trim()).toBe(writeList())
})
