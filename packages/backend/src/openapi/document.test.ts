import { readFile } from 'node:fs/promises'
import { openapiDocument as document } from '@roomkit-recording/core/openapi'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { contractSchemas } from './contract-schemas.js'
import { createOpenapiDocument } from './document.js'
import { operations } from './operations.js'

describe('the OpenAPI document', () => {
  it('that core carries is the one that the schemas make', () => {
    // after a change: pnpm --filter @roomkit-recording/backend openapi
    expect(document).toEqual(createOpenapiDocument())
  })

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })

  it('has schemas that are strict JSON Schema 2020-12, and refers to nothing that is missing', () => {
    const ajv = new Ajv2020({ strict: true })
    ajv.addVocabulary(['components'])
    ajv.addSchema({ $id: 'https://contract.example/', components: document.components })
    for (const name of Object.keys(document.components.schemas))
      expect(() => ajv.compile({ $ref: `https://contract.example/#/components/schemas/${name}` }), name).not.toThrow()
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)
    for (const [, kind, name] of references)
      expect(document.components[kind!]).toHaveProperty(name!)
  })

  it('describes every type that core exports for the contract', async () => {
    const source = await readFile(new URL('../../../core/src/types.ts', import.meta.url), 'utf8')
    const names = [...source.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name!)
    // what others are made of, and not sent by itself
    const parts = ['MixLayoutCommon', 'MixLayoutMode', 'RecordingItems']
    expect(names.length).toBeGreaterThan(40)
    expect(names.filter(name => !(name in contractSchemas))).toEqual(parts)
  })

  it('gives every operation a name of its own', () => {
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
  })
})
