import type { Changes } from './control/control.js'
import type { Faults } from './faults.js'
import type { Env } from './misbehave.js'
import type { RequestLog, RequestRecord } from './requests.js'
import type { Services } from './services.js'
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cloudServices } from './actions/index.js'
import { TencentCloudError } from './errors.js'
import { loseAnswer, misbehave } from './misbehave.js'
import { createRateLimit } from './rate-limit.js'
import { roomOfCall } from './room-of-call.js'
import { verifyTc3 } from './tc3.js'

/** A request of TencentCloud API 3.0 has at most 10 MB. */
const LARGEST_REQUEST = 10 * 1024 * 1024

/** Longer ones are not kept to be looked at. */
const LONGEST_KEPT = 64 * 1024

export interface CloudApiContext extends Services {
  faults: Faults
  requests: RequestLog
  subscribe: Changes['subscribe']
}

/** TencentCloud API 3.0: `POST /`, the action named in headers, business errors with status 200. */
export function createCloudApi(context: CloudApiContext): Hono<Env> {
  const { options, faults, requests, subscribe, tasks } = context
  let services = cloudServices(options.variants)
  subscribe(topic => { if (topic === 'settings') services = cloudServices(options.variants) })
  // Requests are signed and counted by real time, whatever the emulator's clock says.
  const isAllowed = createRateLimit(options.callsPerSecond, Date.now)

  const envelope = (fields: object) => ({ Response: { ...fields, RequestId: randomUUID() } })
  const failure = ({ code, message }: TencentCloudError) => envelope({ Error: { Code: code, Message: message } })

  const app = new Hono<Env>()

  app.post('/', bodyLimit({
    maxSize: LARGEST_REQUEST,
    onError: c => c.json(failure(new TencentCloudError('RequestSizeLimitExceeded', 'The request has more than 10 MB.'))),
  }), async c => {
    const { headers } = c.env.incoming
    const [path = '/', query = ''] = (c.env.incoming.url ?? '/').split('?', 2)
    const body = Buffer.from(await c.req.arrayBuffer())
    const request = readJson(body)
    const version = c.req.header('X-TC-Version') ?? ''
    const name = c.req.header('X-TC-Action') ?? ''
    const region = c.req.header('X-TC-Region') ?? null
    const sentAt = Number(c.req.header('X-TC-Timestamp') ?? Number.NaN)
    const record = requests.add({
      service: version === '2019-07-22' ? 'trtc' : version === '2018-07-17' ? 'vod' : null,
      action: name,
      region,
      sentAt: Number.isSafeInteger(sentAt) ? sentAt : null,
      request: body.length > LONGEST_KEPT ? `${body.length} bytes` : request,
    })

    const fault = faults.forCall(name, roomOfCall(request, tasks))
    if (fault) requests.struck(record, fault.effect)
    const spoiled = await misbehave(c, fault, options.clock)
    if (spoiled) return spoiled

    function perform(): object {
      verifyTc3({ method: 'POST', path, query, headers, body }, options, Math.floor(Date.now() / 1000))
      if (!/^application\/json(?:;\s*charset=utf-8)?$/i.test(c.req.header('Content-Type') ?? ''))
        throw new TencentCloudError('UnsupportedProtocol', 'Only POST with Content-Type application/json is supported.')
      const service = services[version]
      if (!service) throw new TencentCloudError('NoSuchVersion', `The version ${version || '(none)'} does not exist.`)
      const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined
      if (!action) throw new TencentCloudError('InvalidAction', `The action ${name || '(none)'} does not exist in version ${version}.`)
      if (service.regional && region === null) throw new TencentCloudError('MissingParameter', 'The request header X-TC-Region is missing.')
      if (service.regional && !action.regions.includes(region!)) throw new TencentCloudError('UnsupportedRegion', `${name} is not available in the region ${region}.`)
      const limit = action.callsPerSecond ?? options.callsPerSecond
      if (!isAllowed(name, limit)) throw new TencentCloudError('RequestLimitExceeded', `${name} may be called ${limit} times a second.`)
      if (typeof request !== 'object' || request === null || Array.isArray(request))
        throw new TencentCloudError('InvalidParameter', 'The body is not a JSON object.')
      const proceed = action.prepare(request)
      if (fault?.effect === 'error') throw new TencentCloudError(String(fault.code), 'The emulator was told to fail.')
      return proceed(context)
    }

    const answer = answerOf(perform, record)
    if (fault?.effect === 'lostAnswer') return loseAnswer(c, fault, options.clock)
    return c.json(answer)
  })

  function answerOf(perform: () => object, record: RequestRecord): object {
    try {
      const answer = envelope(perform())
      requests.answered(record, answer, null)
      return answer
    } catch (error) {
      if (!(error instanceof TencentCloudError)) throw error
      const answer = failure(error)
      requests.answered(record, answer, error.code)
      return answer
    }
  }

  return app
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
