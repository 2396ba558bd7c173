import type { RefusalCode } from '../http/refusal.js'
import type { Content, Operation, Parameter } from './operations.js'
import { STATUS_CODES } from 'node:http'
import { z } from 'zod'
import { refusalStatuses } from '../http/refusal.js'
import { contractSchemas } from './contract-schemas.js'
import { operations } from './operations.js'

type Json = Record<string, unknown>

const reference = (id: string) => `#/components/schemas/${id}`

/**
 * The contract as OpenAPI 3.1, made of the schemas that validate. What they check beyond JSON Schema (a tile inside its canvas,
 * the bytes of a room id) is told in words by the refusal itself.
 */
export function createOpenapiDocument(): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    paths[operation.path] ??= {}
    paths[operation.path]![operation.method] = operationObject(operation)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'RoomKit Recording',
      version: '1.0.0',
      summary: 'Recording control for TRTC rooms',
      description: 'Any backend may implement it. Times are integer milliseconds since the Unix epoch, UTC; ids are opaque strings; answers may gain fields. Errors are RFC 9457.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // one up from /v1/openapi.json: wherever it is mounted
    servers: [{ url: '..' }],
    security: [{ bearer: [] }],
    tags: [
      { name: 'recording', description: 'A room\'s present recording' },
      { name: 'room', description: 'What one may do, and what happens' },
      { name: 'history', description: 'What was recorded' },
      { name: 'optional', description: 'Served when `Permissions.features` names them' },
      { name: 'service', description: 'For TRTC and for those who run it' },
    ],
    paths,
    components: {
      schemas: componentSchemas(),
      responses: componentResponses(),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'By default the caller\'s UserSig' } },
    },
  }
}

function operationObject({ id, tag, summary, description, feature, open, parameters = [], body, answers, refusals, extensions }: Operation): Json {
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...description !== undefined && { description },
    ...feature !== undefined && { 'x-feature': feature },
    ...extensions,
    ...open && { security: [] },
    ...parameters.length > 0 && { parameters: parameters.map(parameterObject) },
    ...body && { requestBody: 'text' in body ? { required: true, content: contentObject(body) } : { required: body.required, content: contentObject(body.schema) } },
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, { description: answer.description, ...answer.content && { content: contentObject(answer.content) } }])),
      ...refusalResponses(refusals),
      default: { $ref: '#/components/responses/OtherProblem' },
    },
  }
}

function parameterObject({ name, in: place, schema, description, required = place === 'path' }: Parameter): Json {
  // of a query the schema first reads a text; the document tells what has to come out
  const { $schema, ...json } = z.toJSONSchema(schema, { io: 'output' })
  return { name, in: place, description, ...required && { required }, schema: tidy(json) }
}

function contentObject(content: NonNullable<Content>): Json {
  return typeof content === 'string'
    ? { 'application/json': { schema: { $ref: reference(content) } } }
    : { [content.text]: { schema: { description: content.description, ...content.text !== 'application/json' && { type: 'string' } } } }
}

/** Each status once, with the words it may come with. */
function refusalsByStatus(codes: RefusalCode[]): [status: number, codes: RefusalCode[]][] {
  const statuses = new Set(codes.map(code => refusalStatuses[code]))
  return [...statuses].map(status => [status, codes.filter(code => refusalStatuses[code] === status).toSorted()])
}

const responseName = (codes: RefusalCode[]) =>
  codes.map(code => code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())).join('Or')

function refusalResponses(codes: RefusalCode[]): Json {
  return Object.fromEntries(refusalsByStatus(codes).map(([status, codes]) => [status, { $ref: `#/components/responses/${responseName(codes)}` }]))
}

function componentResponses(): Json {
  const all = operations.flatMap(({ refusals }) => refusalsByStatus(refusals))
  return {
    ...Object.fromEntries(all.map(([status, codes]) => [responseName(codes), problemResponse(STATUS_CODES[status]!, codes, status === 429)])),
    OtherProblem: problemResponse('Anything else that went wrong'),
  }
}

function problemResponse(description: string, codes: string[] = [], retryAfter = false): Json {
  const problem = { $ref: reference('Problem') }
  return {
    description,
    ...retryAfter && { headers: { 'Retry-After': { description: 'Seconds', required: true, schema: { type: 'integer', minimum: 1 } } } },
    content: { 'application/problem+json': { schema: codes.length === 0 ? problem : { allOf: [problem, { type: 'object', properties: { code: { enum: codes } } }] } } },
  }
}

function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(contractSchemas)) registry.add(schema, { id })
  // what clients may send, and what they must expect in answers: fields that nobody has named yet
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: reference })
  return Object.fromEntries(Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, tidy(schema)]))
}

/** Without what zod adds that says nothing. */
function tidy(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(tidy)
  if (typeof schema !== 'object' || schema === null) return schema
  return Object.fromEntries(Object.entries(schema)
    .filter(([key, value]) => !(Math.abs(value) === Number.MAX_SAFE_INTEGER && key.endsWith('imum')) && !(key === 'propertyNames' && value.type === 'string' && Object.keys(value).length === 1))
    .map(([key, value]) => [key, tidy(value)]))
}
