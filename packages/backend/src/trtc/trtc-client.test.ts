import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TrtcErrorKind } from './trtc-error.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTrtcClient } from './trtc-client.js'
import { trtcErrorKind } from './trtc-error.js'

afterEach(() => vi.unstubAllEnvs())

async function connect(listener: RequestListener, options: { timeoutMs?: number } = {}) {
  const requests: { action: string, headers: Record<string, unknown>, body: any }[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    requests.push({ action: String(request.headers['x-tc-action']), headers: request.headers, body: JSON.parse(text) })
    listener(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = createTrtcClient({ sdkAppId: 1400000123, secretId: 'AKIDdemo', secretKey: 'demoSecretKey', region: 'ap-guangzhou', endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...options })
  onTestFinished(() => {
    client.close()
    server.close()
    server.closeAllConnections()
  })
  return { client, requests }
}
const answer = (response: unknown): RequestListener => (_, out) => { out.end(JSON.stringify({ Response: response })) }
const refused = (Code: string) => answer({ Error: { Code, Message: 'no' }, RequestId: 'x' })

describe('a call', () => {
  it('is signed, names the application, and goes to the endpoint even where a proxy is set', async () => {
    vi.stubEnv('http_proxy', 'http://127.0.0.1:1')
    const { client, requests } = await connect(answer({ TaskId: 'T1.', RequestId: 'x' }))
    expect(await client.createCloudRecording({ RoomId: 'demo' } as never)).toEqual({ taskId: 'T1.' })
    expect(requests).toMatchObject([{
      action: 'CreateCloudRecording',
      headers: { 'x-tc-version': '2019-07-22', 'x-tc-region': 'ap-guangzhou', 'authorization': expect.stringContaining('TC3-HMAC-SHA256 Credential=AKIDdemo/') as string },
      body: { SdkAppId: 1400000123, RoomId: 'demo' },
    }])
  })

  it('removes a recorder by the kind of its room', async () => {
    const { client, requests } = await connect(answer({ RequestId: 'x' }))
    await client.removeUser({ roomId: 'demo', roomIdType: 0, userId: 'rr' })
    await client.removeUser({ roomId: '42', roomIdType: 1, userId: 'rr' })
    expect(requests.map(({ action, body }) => [action, body.RoomId, body.UserIds])).toEqual([['RemoveUserByStrRoomId', 'demo', ['rr']], ['RemoveUser', 42, ['rr']]])
  })

  it.each<[string, RequestListener, TrtcErrorKind, string | undefined]>([
    ['a business error', refused('FailedOperation.RestrictedConcurrency'), 'capacity', 'FailedOperation.RestrictedConcurrency'],
    ['HTTP 500', (_, out) => { out.writeHead(500).end() }, 'lost', undefined],
    ['an answer that is no JSON', (_, out) => { out.end('<html>') }, 'lost', undefined],
    ['an answer without what was asked for', answer({ RequestId: 'x' }), 'lost', undefined],
    ['a cut connection', (_, out) => { out.destroy() }, 'lost', undefined],
    ['no answer', () => {}, 'lost', undefined],
  ])('that meets %s', async (_, listener, kind, upstreamCode) => {
    const { client } = await connect(listener, { timeoutMs: 300 })
    await expect(client.createCloudRecording({} as never)).rejects.toMatchObject({ name: 'TrtcError', kind, upstreamCode })
  })

  it('that is refused with its own words keeps the bucket\'s key to itself', async () => {
    const { client } = await connect(answer({ Error: { Code: 'InvalidParameter', Message: 'SecretKey bucketKey42 of demoSecretKey' }, RequestId: 'x' }))
    const error: Error = await client.createCloudRecording({ StorageParams: { CloudStorage: { SecretKey: 'bucketKey42' } } } as never).then(() => { throw new Error('accepted') }, (error: Error) => error)
    expect(error).toMatchObject({ kind: 'refused', upstreamCode: 'InvalidParameter' })
    expect(inspect(error, { depth: 10 })).not.toMatch(/bucketKey42|demoSecretKey/)
    expect(error.message).toContain('[cut]')
  })

  it('that nobody can take never got there', async () => {
    const client = createTrtcClient({ sdkAppId: 1, secretId: 'a', secretKey: 'b', region: 'r', endpoint: 'http://127.0.0.1:1' })
    await expect(client.deleteCloudRecording('T1')).rejects.toMatchObject({ kind: 'unreachable' })
  })
})

it.each<[string, TrtcErrorKind]>([
  ['InternalError', 'retry'],
  ['InternalError.CRInternalError', 'retry'],
  ['ServiceUnavailable', 'retry'],
  ['ResourceUnavailable', 'retry'],
  ['FailedOperation', 'retry'],
  ['RequestLimitExceeded', 'busy'],
  ['RequestLimitExceeded.UinLimitExceeded', 'busy'],
  ['FailedOperation.RestrictedConcurrency', 'capacity'],
  ['ResourceInsufficient.RequestRejection', 'capacity'],
  ['LimitExceeded', 'capacity'],
  ['ResourceNotFound', 'gone'],
  ['FailedOperation.TaskNotExist', 'gone'],
  ['FailedOperation.TaskFinished', 'gone'],
  ['FailedOperation.UserNotExist', 'gone'],
  ['FailedOperation.RoomNotExist', 'gone'],
  ['FailedOperation.CRUnsupportMethod', 'refused'],
  ['InvalidParameter.UserSig', 'refused'],
  ['MissingParameter.StreamType', 'refused'],
  ['AuthFailure.SignatureExpire', 'refused'],
  ['UnauthorizedOperation', 'refused'],
  ['UnknownParameter', 'refused'],
  ['SomethingNew', 'refused'],
])('%s is %s', (code, kind) => {
  expect(trtcErrorKind(code)).toBe(kind)
})
