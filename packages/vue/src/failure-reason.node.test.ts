import { openapiDocument } from '@roomkit-recording/core/openapi'
import { describe, expect, it } from 'vitest'
import { reasonOf } from './failure-reason.js'

/** All words that stand in the place of a problem's `code` somewhere below. */
function codesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { code } = (node as { properties?: { code?: { enum?: string[] } } }).properties ?? {}
  return [...code?.enum ?? [], ...Object.values(node).flatMap(codesIn)]
}

describe('reasonOf', () => {
  const codes = [...new Set(codesIn({ responses: openapiDocument.components.responses }))]

  it('reads the words of the contract', () => {
    expect(codes).toContain('already_recording')
    expect(codes.length).toBeGreaterThan(8)
  })

  it.each(codes)('has words for the contract’s %s', code => {
    expect(reasonOf({ code })).not.toBe('other')
  })

  it('has words for what it does not know', () => {
    expect(reasonOf({ code: 'of_a_later_version' })).toBe('other')
    expect(reasonOf({ code: 'toString' })).toBe('other')
  })
})
