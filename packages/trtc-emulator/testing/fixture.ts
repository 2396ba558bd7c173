/// <reference path="./tls-sig-api-v2.d.ts" />
import type { AddressInfo } from 'node:net'
import type { EmulatorOptions } from '../src/index.js'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { Agent, createServer } from 'node:http'
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { Api } from 'tls-sig-api-v2'
import { onTestFinished } from 'vitest'
import { createTrtcEmulator } from '../src/index.js'

export const sdkAppId = 1400000123
export const sdkSecretKey = '0123456789abcdef'.repeat(4)
export const callbackKey = 'Rk7wQ2mZ9tLb4XcV'

/** What anything may wait for at most, so that a test fails instead of hanging. */
export const soon = () => AbortSignal.timeout(10_000)

export function userSig(userId: string, { expire = 86_400, key = sdkSecretKey, appId = sdkAppId } = {}): string {
  return new Api(appId, key).genUserSig(userId, expire)
}

/** How a client is pointed at the emulator. An agent of its own keeps `http_proxy` out of it. */
export function clientConfig(url: string, { secretId = 'AKIDdemo', secretKey = 'demoSecretKey', region = 'ap-guangzhou', reqTimeout = 10 } = {}) {
  const agent = new Agent()
  onTestFinished(() => { agent.destroy() })
  return {
    credential: { secretId, secretKey },
    region,
    profile: { httpProfile: { endpoint: new URL(url).host, protocol: 'http://', reqTimeout, agent } },
  }
}

export interface Received {
  /** Path and query. */
  url: string
  headers: Record<string, string | string[] | undefined>
  /** As it came. */
  raw: Buffer
  body: {
    EventGroupId: number
    EventType: number
    CallbackTs: number
    EventInfo: { RoomId: string | number, EventTs: string | number, EventMsTs: number, UserId?: string, TaskId?: string, Payload?: Record<string, unknown>, [fact: string]: unknown }
  }
}

/** A callback receiver on a port of its own. `answers` are given in turn, then 200; `null` means never. */
export async function startReceiver(answers: (number | null)[] = []) {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    received.push({ url: request.url ?? '', headers: request.headers, raw, body: JSON.parse(raw.toString()) as Received['body'] })
    const status = answers.length > 0 ? answers.shift()! : 200
    if (status !== null) response.writeHead(status).end('{"code":0}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callbacks`,
    received,
    types: () => received.map(({ body }) => body.EventType),
    of: (eventType: number) => received.filter(({ body }) => body.EventType === eventType).map(({ body }) => body),
  }
}

/** An emulator that loses no time, with everything that talks to it. */
export async function startEmulator({ answers, ...options }: EmulatorOptions & { answers?: (number | null)[] } = {}) {
  const receiver = await startReceiver(answers)
  const emulator = await createTrtcEmulator({
    port: 0,
    callbackUrl: receiver.url,
    callbackKey,
    recorderStartDelayMs: 0,
    recorderStopDelayMs: 0,
    vodCommitDelayMs: 0,
    vodVisibleDelayMs: 0,
    ...options,
  })
  onTestFinished(() => emulator.close())
  const client = new CommonClient('trtc.tencentcloudapi.com', '2019-07-22', clientConfig(emulator.url))
  const call = (action: string, params: object) => client.request(action, params) as Promise<Record<string, unknown>>
  return {
    ...emulator,
    receiver,
    call,
    create: async (changes: object = {}) => (await call('CreateCloudRecording', createRequest(changes))).TaskId as string,
    describe: (taskId: string) => call('DescribeCloudRecording', { SdkAppId: sdkAppId, TaskId: taskId }),
    remove: (taskId: string) => call('DeleteCloudRecording', { SdkAppId: sdkAppId, TaskId: taskId }),
    /** Somebody in the text room `demo`, with camera and microphone on. */
    enter(userId: string, streams: { camera?: boolean, microphone?: boolean, screen?: boolean } = { camera: true, microphone: true }) {
      const room = emulator.control.rooms.enter('demo', { userId })
      emulator.control.rooms.update(room, userId, streams)
      return room
    },
  }
}

/** A request that CreateCloudRecording accepts; the value undefined takes a field out. */
export function createRequest(changes: object = {}): Record<string, unknown> {
  const recorderId = (changes as { UserId?: string }).UserId ?? 'rr_demo'
  return {
    SdkAppId: sdkAppId,
    RoomId: 'demo',
    RoomIdType: 0,
    UserId: recorderId,
    UserSig: userSig(recorderId),
    RecordParams: { RecordMode: 2, StreamType: 0 },
    StorageParams: { CloudVod: { TencentVod: {} } },
    ...changes,
  }
}

/** What Tencent's SDK throws. */
export interface Failure {
  name: string
  code: string | undefined
  message: string
  requestId: string | undefined
  httpCode: number | undefined
  type: string | undefined
}

/** How a call failed, every field named; null when it did not. */
export async function failureOf(call: Promise<unknown>): Promise<Failure | null> {
  return call.then(() => null, ({ name, code, message, requestId, httpCode, type }: Failure) => ({ name, code, message, requestId, httpCode, type }))
}

/** The code a call was refused with. */
export async function codeOf(call: Promise<unknown>): Promise<string | undefined> {
  const failure = await failureOf(call)
  return failure ? failure.code : 'accepted'
}
