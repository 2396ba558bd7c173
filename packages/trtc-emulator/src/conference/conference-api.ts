import type { Context } from 'hono'
import type { Faults } from '../faults.js'
import type { Env } from '../misbehave.js'
import type { ResolvedOptions } from '../options.js'
import type { RequestLog } from '../requests.js'
import type { Services } from '../services.js'
import type { CallbackSettings } from './callback-settings.js'
import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { loseAnswer, misbehave } from '../misbehave.js'
import { createRateLimit } from '../rate-limit.js'
import { roomOfCall } from '../room-of-call.js'
import { checkUserSig } from '../user-sig.js'
import { conferenceCommands } from './conference-commands.js'
import { ConferenceCode, ConferenceError } from './conference-error.js'

const CALLS_PER_SECOND = 200

/** The limit of the service is not documented; no request of this API comes near. */
const LARGEST_BODY = 64 * 1024

export interface ConferenceApiContext extends Services {
  faults: Faults
  requests: RequestLog
}

/** The commands that are reached beside `/v4/room_engine_http_srv`: which callbacks go where. */
const configCommands: typeof conferenceCommands = {
  set_callback: (body, { callbackSettings }) => setCallback(body, callbackSettings),
  update_callback: (body, { callbackSettings }) => setCallback(body, callbackSettings),
  get_callback: (_, { callbackSettings }) => callbackSettings.get(),
}

function setCallback(body: unknown, settings: CallbackSettings): object {
  settings.set(body)
  return {}
}

/** The Conference (TUIRoomKit) REST API: always status 200, for app administrators only. */
export function createConferenceApi(context: ConferenceApiContext): Hono<Env> {
  const { options, faults, requests, tasks } = context
  // Administrators sign and are counted by real time, whatever the emulator's clock says.
  const isAllowed = createRateLimit(CALLS_PER_SECOND, Date.now)
  const app = new Hono<Env>()
  app.use(bodyLimit({
    maxSize: LARGEST_BODY,
    onError: c => c.json(answerOf(() => { throw new ConferenceError(ConferenceCode.BadJson, `The body has more than ${LARGEST_BODY} bytes`) })),
  }))

  const serve = (commands: typeof conferenceCommands) => async (c: Context<Env>) => {
    const name = c.req.param('command') ?? ''
    const body = readJson(await c.req.text())
    const record = requests.add({ service: 'conference', action: name, region: null, request: body })
    const fault = faults.forCall(name, roomOfCall(body, tasks))
    if (fault) requests.struck(record, fault.effect)
    const spoiled = await misbehave(c, fault, options.clock)
    if (spoiled) return spoiled

    function perform(): object {
      checkQuery(c.req.query(), options, Date.now())
      const command = Object.hasOwn(commands, name) ? commands[name] : undefined
      if (!command) throw new ConferenceError(ConferenceCode.BadUrl, `There is no command ${name}`)
      if (!isAllowed(name)) throw new ConferenceError(ConferenceCode.TooManyCalls, `More than ${CALLS_PER_SECOND} calls a second`)
      if (body === undefined) throw new ConferenceError(ConferenceCode.BadJson, 'The body is not JSON')
      if (fault?.effect === 'error') throw new ConferenceError(Number(fault.code) || ConferenceCode.Internal, 'The emulator was told to fail')
      return command(body, context)
    }

    const answer = answerOf(perform)
    requests.answered(record, answer, answer.ErrorCode || null)
    if (fault?.effect === 'lostAnswer') return loseAnswer(c, fault, options.clock)
    return c.json(answer)
  }

  app.post('/room_engine_http_srv/:command', serve(conferenceCommands))
  app.post('/room_config/:command', serve(configCommands))
  return app
}

/** @throws ConferenceError */
function checkQuery(query: Record<string, string>, { sdkAppId, sdkSecretKey, conferenceAdminUserId }: ResolvedOptions, now: number): void {
  const fail = (code: number, message: string) => { throw new ConferenceError(code, message) }
  const { sdkappid, identifier, usersig, random, contenttype } = query
  if (!sdkappid) fail(ConferenceCode.NoSdkAppId, 'sdkappid is missing')
  if (sdkappid !== String(sdkAppId)) fail(ConferenceCode.BadSdkAppId, 'sdkappid is not valid')
  if (!identifier || !usersig) fail(ConferenceCode.BadAccount, 'identifier or usersig is missing')
  if (!/^\d{1,10}$/.test(random ?? '') || Number(random) > 0xFFFFFFFF) fail(ConferenceCode.BadUrl, 'random must be an integer from 0 to 4294967295')
  if (contenttype !== 'json') fail(ConferenceCode.BadUrl, 'contenttype must be json')
  const fault = checkUserSig(usersig!, { userId: identifier!, sdkAppId, sdkSecretKey, now })
  if (fault) fail(ConferenceCode.BadUserSig, `usersig: ${fault}`)
  if (identifier !== conferenceAdminUserId) fail(ConferenceCode.NeedsAdministrator, `${identifier} is not an app administrator`)
}

interface ConferenceAnswer {
  ActionStatus: 'OK' | 'FAIL'
  ErrorCode: number
  ErrorInfo: string
  RequestId: string
  Response?: object
}

function answerOf(perform: () => object): ConferenceAnswer {
  try {
    return { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '', RequestId: randomUUID(), Response: perform() }
  } catch (error) {
    if (!(error instanceof ConferenceError)) throw error
    return { ActionStatus: 'FAIL', ErrorCode: error.code, ErrorInfo: error.message, RequestId: randomUUID() }
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
