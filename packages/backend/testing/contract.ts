import { openapiDocument } from '@roomkit-recording/core/openapi'
import { Ajv2020 } from 'ajv/dist/2020.js'

const BASE = 'https://contract.example/openapi.json'

/** The document with its answers closed: what it does not name is a mistake of ours, though clients have to bear it. */
const document = JSON.parse(JSON.stringify(openapiDocument).replaceAll('"#/components/', `"${BASE}#/components/`)) as typeof openapiDocument
const open = new Set(['Problem'])
const schemas = Object.fromEntries(Object.entries(document.components.schemas).map(([name, schema]) => [name, open.has(name) ? schema : closed(schema)]))

const ajv = new Ajv2020()
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: BASE, components: { schemas, responses: document.components.responses } })

const routes = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
  method: method.toUpperCase(),
  pattern: new RegExp(`/v1${path.slice('/v1'.length).replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  name: `${method.toUpperCase()} ${path}`,
  operation,
})))

/**
 * Whatever a test sees is as the OpenAPI document says.
 * @throws Error naming what is not
 */
export function checkAnswer(method: string, path: string, { status, headers, body }: { status: number, headers: Headers, body: unknown }): void {
  const [pathname = ''] = path.split('?')
  const route = routes.find(route => route.method === method && route.pattern.test(pathname))
  if (!route) return
  const response = route.operation.responses[status] ?? (status >= 400 ? route.operation.responses.default : undefined)
  const what = `${route.name} answered ${status}`
  if (!response) throw new Error(`${what}, which is none of the contract`)
  const { content } = response.$ref === undefined ? response : document.components.responses[response.$ref.split('/').at(-1)!]!
  if (!content) return
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  if (!content[type]) throw new Error(`${what} with ${type || 'no content type'}, not ${Object.keys(content).join(' or ')}`)
  if (!type.includes('json')) return
  if (!ajv.validate(content[type].schema!, body)) throw new Error(`${what}: ${ajv.errorsText()} in ${JSON.stringify(body)}`)
}

function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const inner = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, closed(part)]))
  return inner.type === 'object' && inner.properties !== undefined && inner.additionalProperties === undefined ? { ...inner, additionalProperties: false } : inner
}
