import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { describe, expect, it } from 'vitest'
import { clientConfig, codeOf, createRequest, failureOf, sdkAppId, soon, startEmulator } from '../testing/fixture.js'
import { tc3Signature } from './tc3.js'

interface RawCall {
  action?: string
  version?: string
  region?: string | null
  contentType?: string
  body?: string
}

/** A signed call in which everything can be wrong but the signature. */
async function send(url: string, { action = 'DescribeCloudRecording', version = '2019-07-22', region = 'ap-guangzhou', contentType = 'application/json', body = '{}' }: RawCall) {
  const timestamp = String(Math.floor(Date.now() / 1000))
  const date = new Date().toISOString().slice(0, 10)
  const hash = createHash('sha256').update(Buffer.from(body)).digest('hex')
  const canonical = `POST\n/\n\ncontent-type:${contentType}\nhost:127.0.0.1\n\ncontent-type;host\n${hash}`
  const signature = tc3Signature({ secretKey: 'demoSecretKey', timestamp, date, service: 'trtc', canonical })
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': contentType,
      'X-TC-Action': action,
      'X-TC-Version': version,
      'X-TC-Timestamp': timestamp,
      'Authorization': `TC3-HMAC-SHA256 Credential=AKIDdemo/${date}/trtc/tc3_request, SignedHeaders=content-type;host, Signature=${signature}`,
      ...region === null ? {} : { 'X-TC-Region': region },
    },
  })
  const answer = await response.json() as { Response: { Error?: { Code: string, Message: string }, RequestId: string } }
  return { status: response.status, code: answer.Response.Error?.Code, answer }
}

describe('a call of the cloud API', () => {
  it.each<[string, RawCall, string]>([
    ['of no known version', { version: '2020-01-01' }, 'NoSuchVersion'],
    ['of an unknown action', { action: 'DescribeEverything' }, 'InvalidAction'],
    ['of what every object has', { action: 'toString' }, 'InvalidAction'],
    ['of another service\'s version', { version: '2018-07-17' }, 'InvalidAction'],
    ['without a region', { region: null }, 'MissingParameter'],
    ['in a region that is none', { region: 'ap-nowhere' }, 'UnsupportedRegion'],
    ['in a region where tasks cannot be created', { action: 'CreateCloudRecording', region: 'ap-mumbai' }, 'UnsupportedRegion'],
    ['in that region for another action', { region: 'ap-mumbai' }, 'MissingParameter.SdkAppId'],
    ['in another content type', { contentType: 'text/plain' }, 'UnsupportedProtocol'],
    ['with a charset', { contentType: 'application/json; charset=utf-8' }, 'MissingParameter.SdkAppId'],
    ['that is not JSON', { body: '{"SdkAppId":' }, 'InvalidParameter'],
    ['that is no object', { body: '[]' }, 'InvalidParameter'],
    ['that names an object\'s prototype', { body: '{"__proto__":{"SdkAppId":1}}' }, 'UnknownParameter'],
    ['whose room is no text', { body: '{"RoomId":{"toString":1}}' }, 'UnknownParameter'],
    ['with more than 10 MB', { body: JSON.stringify({ TaskId: 'x'.repeat(10 * 1024 * 1024) }) }, 'RequestSizeLimitExceeded'],
  ])('%s is answered with status 200 and a code', async (_, call, code) => {
    const { url } = await startEmulator()
    expect(await send(url, call)).toMatchObject({ status: 200, code })
  })

  it('carries a fresh request id each time', async () => {
    const { url } = await startEmulator()
    const answers = [await send(url, {}), await send(url, {})]
    expect(new Set(answers.map(({ answer }) => answer.Response.RequestId)).size).toBe(2)
  })

  it('is signed with the right key, or refused', async () => {
    const { url } = await startEmulator()
    const params = { SdkAppId: sdkAppId, TaskId: 'x' }
    const ask = (config: { secretId?: string, secretKey?: string }) =>
      codeOf(new CommonClient('trtc.tencentcloudapi.com', '2019-07-22', clientConfig(url, config)).request('DescribeCloudRecording', params))
    expect(await ask({ secretKey: 'wrong' })).toBe('AuthFailure.SignatureFailure')
    expect(await ask({ secretId: 'AKIDother' })).toBe('AuthFailure.SecretIdNotFound')
    expect(await ask({})).toBe('ResourceNotFound')
  })

  it('may name the emulator localhost', async () => {
    const { url } = await startEmulator({ host: 'localhost' })
    const client = new CommonClient('trtc.tencentcloudapi.com', '2019-07-22', clientConfig(`http://localhost:${new URL(url).port}`))
    expect(await codeOf(client.request('DescribeCloudRecording', { SdkAppId: sdkAppId, TaskId: 'x' }))).toBe('ResourceNotFound')
  })

  it('may come so many times a second, for each action', async () => {
    const { call } = await startEmulator({ callsPerSecond: 3 })
    const describe = () => codeOf(call('DescribeCloudRecording', { SdkAppId: sdkAppId, TaskId: 'x' }))
    const codes = await Promise.all([describe(), describe(), describe(), describe()])
    expect(codes.sort()).toEqual(['RequestLimitExceeded', 'ResourceNotFound', 'ResourceNotFound', 'ResourceNotFound'])
    expect(await codeOf(call('DeleteCloudRecording', { SdkAppId: sdkAppId, TaskId: 'x' }))).toBe('ResourceNotFound')
  })
})

describe('a fault', () => {
  it('can answer with a code, once the request is found to be right', async () => {
    const { call, create, control } = await startEmulator()
    control.faults.set([{ action: 'CreateCloudRecording', effect: 'error', code: 'InternalError.CRInternalError', times: 2 }])
    expect(await codeOf(create({ RoomId: 7 }))).toBe('InvalidParameter')
    expect(await codeOf(create())).toBe('InternalError.CRInternalError')
    expect(await codeOf(call('DescribeCloudRecording', { SdkAppId: sdkAppId, TaskId: 'x' }))).toBe('ResourceNotFound')
    expect(control.tasks.list()).toEqual([])
    await create()
  })

  it('can answer with status 500', async () => {
    const { create, control } = await startEmulator()
    control.faults.set([{ effect: 'http500', times: 1 }])
    expect(await failureOf(create())).toMatchObject({ code: undefined, httpCode: 500 })
    await create()
  })

  it('can answer with something that is not JSON', async () => {
    const { create, control } = await startEmulator()
    control.faults.set([{ effect: 'notJson', times: 1 }])
    expect(await failureOf(create())).toMatchObject({ name: 'FetchError', type: 'invalid-json' })
  })

  it('can cut the connection before anything was done', async () => {
    const { create, control } = await startEmulator()
    control.faults.set([{ effect: 'drop', times: 1 }])
    expect(await failureOf(create())).toMatchObject({ code: undefined, httpCode: undefined })
    expect(control.tasks.list()).toEqual([])
  })

  it('can lose the answer of a call that was carried out', async () => {
    const { create, receiver, control } = await startEmulator()
    control.faults.set([{ action: 'CreateCloudRecording', effect: 'lostAnswer', times: 1 }])
    expect(await failureOf(create())).toMatchObject({ code: undefined, httpCode: undefined })
    const [lost] = control.tasks.list()
    await control.until(() => receiver.of(301).length === 1, soon())
    expect(receiver.of(301)[0]!.EventInfo.TaskId).toBe(lost!.taskId)

    // The only defence: the same recorder id again, which replaces what nobody knows of.
    const taskId = await create()
    await control.until(() => receiver.of(302).length === 1, soon())
    expect(receiver.of(302)[0]!.EventInfo).toMatchObject({ TaskId: lost!.taskId, Payload: { LeaveCode: 101 } })
    expect(control.tasks.list().filter(({ phase }) => phase === 'running').map(task => task.taskId)).toEqual([taskId])
  })

  it('can leave a call without any answer until the client gives up', async () => {
    const { url, control } = await startEmulator()
    control.faults.set([{ effect: 'timeout' }])
    const impatient = new CommonClient('trtc.tencentcloudapi.com', '2019-07-22', clientConfig(url, { reqTimeout: 0.2 }))
    expect(await failureOf(impatient.request('CreateCloudRecording', createRequest()))).toMatchObject({ message: expect.stringContaining('network timeout') as string })
    expect(control.tasks.list()).toEqual([])
  })

  it('can make a call slow', async () => {
    const { create, control } = await startEmulator()
    control.faults.set([{ effect: 'delay', delayMs: 50 }])
    await create()
    const [request] = control.requests.list()
    expect(control.tasks.list()[0]!.createdAt - request!.at).toBeGreaterThanOrEqual(49)
    expect(request).toMatchObject({ action: 'CreateCloudRecording', fault: 'delay', code: null })
    // the header has whole seconds
    expect(request!.at / 1000 - request!.sentAt!).toBeLessThan(60)
    expect(request!.sentAt).toBeLessThanOrEqual(request!.at / 1000)
  })
})
