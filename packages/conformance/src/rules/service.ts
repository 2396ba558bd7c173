import type { Rule } from '../rule.js'
import { contractOperations } from '../contract.js'
import { demand, demandEqual, demandStatus } from '../failure.js'

export const errorsRules: Rule[] = [
  { id: 'errors.problem', sentence: 'Every refusal is application/problem+json with its status, a code of the contract, title, detail, retryable and requestId.', watched: true },
  { id: 'errors.server', sentence: 'Nothing is answered with a server error.', watched: true },
  { id: 'errors.authenticate', sentence: 'Every 401 carries WWW-Authenticate.', watched: true },
  { id: 'errors.retry-after', sentence: 'Every 429 carries Retry-After in seconds.', watched: true },
  { id: 'errors.token', sentence: 'No answer repeats the caller\'s token.', watched: true },
]

export const serviceRules: Rule[] = [
  {
    id: 'service.health',
    sentence: 'Liveness is told to everybody.',
    async run({ room }) {
      const { nobody } = await room()
      demandStatus(await nobody.call('getHealth'), 200)
    },
  },
  {
    id: 'service.ready',
    sentence: 'Readiness is told to everybody.',
    async run({ room }) {
      const { nobody } = await room()
      demandStatus(await nobody.call('getReadiness'), 200)
    },
  },
  {
    id: 'service.metrics',
    sentence: 'Measurements for Prometheus are told in its text format.',
    async run({ room, skip }) {
      const { nobody } = await room()
      const answer = await nobody.call('getMetrics')
      if ([401, 403, 404].includes(answer.status)) skip(`not open to everybody: ${answer.status}`)
      demandStatus(answer, 200)
      demand(/^# TYPE \w+ (?:counter|gauge|histogram|summary|untyped)/m.test(answer.text), 'a metric with its type', answer)
    },
  },
  {
    id: 'service.openapi',
    sentence: 'The OpenAPI document is told to everybody, and describes every mandatory route.',
    async run({ room }) {
      const { nobody } = await room()
      const answer = await nobody.call('getOpenapi')
      demandStatus(answer, 200)
      demand(/^3\.1\./.test(answer.json?.openapi), 'openapi 3.1', answer.json?.openapi)
      const missing = contractOperations.filter(({ 'x-feature': feature, path, method }) => feature === undefined && !answer.json.paths?.[path]?.[method.toLowerCase()])
      demandEqual(missing.map(({ method, path }) => `${method} ${path}`), [], 'routes that are missing')
    },
  },
]
