import document from './openapi.json' with { type: 'json' }

export interface OpenapiResponse {
  $ref?: string
  description?: string
  content?: Record<string, { schema?: Record<string, unknown> }>
}

export interface OpenapiOperation {
  'operationId': string
  /** Optional routes: as `Permissions.features` names them. */
  'x-feature'?: string
  'responses': Record<string, OpenapiResponse>
  [more: string]: unknown
}

/** The parts of an OpenAPI 3.1 document that a program looks for. */
export interface OpenapiDocument {
  openapi: string
  info: { title: string, version: string, [more: string]: unknown }
  paths: Record<string, Record<string, OpenapiOperation>>
  components: { schemas: Record<string, Record<string, unknown>>, responses: Record<string, OpenapiResponse>, [more: string]: unknown }
  [more: string]: unknown
}

/** The contract, version 1, as OpenAPI 3.1; also as a file: `@roomkit-recording/core/openapi.json`. */
export const openapiDocument: OpenapiDocument = document
