import type { OpenapiOperation, OpenapiResponse } from '@roomkit-recording/core/openapi'
import type { ValidateFunction } from 'ajv'
import { openapiDocument } from '@roomkit-recording/core/openapi'
import { Ajv2020 } from 'ajv/dist/2020.js'

export interface ContractOperation extends OpenapiOperation {
  method: string
  path: string
}

const BASE = 'https://roomkit-recording.example/openapi.json'
/** References are made absolute, so that any part of the document can be compiled by itself. */
const document = JSON.parse(JSON.stringify(openapiDocument).replaceAll('"#/components/', `"${BASE}#/components/`)) as typeof openapiDocument

const ajv = new Ajv2020({ allErrors: true })
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: BASE, components: document.components })

const operations = new Map<string, ContractOperation>(Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => [operation.operationId, { ...operation, method: method.toUpperCase(), path }] as const)))

/** Every operation of the contract. */
export const contractOperations: ContractOperation[] = [...operations.values()]

/** @throws Error when there is none of that name */
export function operationOf(id: string): ContractOperation {
  const operation = operations.get(id)
  if (!operation) throw new Error(`The contract has no operation ${id}`)
  return operation
}

const compiled = new Map<string, ValidateFunction>()

function validator(schema: Record<string, unknown>): ValidateFunction {
  const key = JSON.stringify(schema)
  const known = compiled.get(key) ?? ajv.compile(schema)
  compiled.set(key, known)
  return known
}

function problemsOf(schema: Record<string, unknown>, value: unknown): string | null {
  const validate = validator(schema)
  if (validate(value)) return null
  const errors = validate.errors ?? []
  return errors.slice(0, 3).map(({ instancePath, message, params }) => `${instancePath || 'it'} ${message}${'allowedValues' in params ? ` (${params.allowedValues})` : ''}`).join('; ')
}

/** What is wrong with a value that should be one of that name; `null` when nothing is. */
export const problemWith = (schema: string, value: unknown): string | null =>
  problemsOf({ $ref: `${BASE}#/components/schemas/${schema}` }, value)

/** The contract's word on an answer of that status; `default` only speaks for refusals. */
export function responseOf(operation: ContractOperation, status: number): OpenapiResponse | null {
  const response = operation.responses[status] ?? (status >= 400 ? operation.responses.default : undefined)
  if (!response) return null
  const name = response.$ref?.split('/').at(-1)
  return name === undefined ? response : document.components.responses[name] ?? null
}

/** What is wrong with the body of an answer; `null` when nothing is. */
export function problemWithBody(response: OpenapiResponse, contentType: string | null, json: unknown): string | null {
  const [given] = (contentType ?? '').split(';')
  if (!response.content) return null
  const type = given!.trim().toLowerCase()
  const content = response.content[type]
  if (!content) return `the content type is ${type || 'missing'}, not ${Object.keys(response.content).join(' or ')}`
  if (!type.includes('json')) return null
  return json === undefined ? 'the body is not JSON' : problemsOf(content.schema ?? {}, json)
}

/** The schemas of events, by their name. */
export const eventSchemas: Record<string, string> = Object.fromEntries(
  Object.entries(operationOf('listen')['x-events'] as Record<string, { $ref: string }>).map(([event, { $ref }]) => [event, $ref.split('/').at(-1)!]),
)
