import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { sampleOutcomes } from '../testing/outcomes.js'
import { writeJunit } from './junit.js'

const text = writeJunit({ outcomes: sampleOutcomes, durationMs: 1234 })

describe('the JUnit XML', () => {
  it('is well-formed, whatever a backend answered', () => {
    expect(XMLValidator.validate(text)).toBe(true)
    expect(text).not.toContain('\u0000')
    expect(text).not.toContain('\u001B')
    expect(text).not.toContain('<h1')
  })

  it('says what the outcomes say', () => {
    const read = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseAttributeValue: false, isArray: name => name === 'testsuite' || name === 'testcase' }).parse(text)
    const { testsuites } = read
    expect(testsuites).toMatchObject({ tests: '3', failures: '1', errors: '0', skipped: '1', time: '1.234' })
    expect(testsuites.testsuite).toMatchObject([
      {
        name: 'Start',
        tests: '2',
        failures: '1',
        testcase: [
          { name: 'start.idempotent: The same key is the same start.', classname: 'conformance.start', time: '1.200' },
          { failure: { 'message': 'expected statuses: [202,409]', '#text': expect.stringContaining('<h1 class="x">�[2J & ]]>\'��</h1>') as string } },
        ],
      },
      { name: 'Event stream', skipped: '1', testcase: [{ skipped: { message: 'slow: only with --slow' } }] },
    ])
  })
})
