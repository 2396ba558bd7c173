import type { MediaFacts, RenderedPart, Rendition } from '../media/rendition.js'
import { Buffer } from 'node:buffer'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import COS from 'cos-nodejs-sdk-v5'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFaults } from '../faults.js'
import { MediaError } from '../media/rendition.js'
import { resolveOptions } from '../options.js'
import { createRequestLog } from '../requests.js'
import { createCosApi } from './cos-api.js'
import { createObjectStore } from './object-store.js'

const Bucket = 'rec-1250000000'
const Region = 'ap-guangzhou'
const facts: MediaFacts = { size: 0, durationSeconds: 0, width: 0, height: 0, bitrate: 0, container: 'hls' }

/** A bucket on a port of its own, with the objects that `files` name. */
async function setUp(files: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cos-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const objects = createObjectStore({ now: () => Date.parse('2026-01-01T00:00:00Z') })
  let count = 0
  for (const [key, text] of Object.entries(files)) {
    const path = join(folder, String(++count))
    await writeFile(path, text)
    const name = key.split('/').at(-1)!
    const part: RenderedPart = { name, path, size: Buffer.byteLength(text), contentType: 'video/mp4' }
    const rendition: Rendition = { facts, render: () => Promise.resolve({ ...facts, parts: [part] }) }
    objects.add(Bucket, { folder: key.slice(0, -name.length), name, rendition })
  }
  const faults = createFaults({ random: () => 0, onChange: () => {} })
  const requests = createRequestLog({ now: () => 0, onChange: () => {} })
  const server = createServer(getRequestListener(createCosApi({ options: resolveOptions(), objects, faults, requests }).fetch, { overrideGlobalObjects: false }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => { server.close() })
  const { port } = server.address() as { port: number }
  const client = (options: COS.COSOptions = {}) => new COS({
    SecretId: 'AKIDdemo',
    SecretKey: 'demoSecretKey',
    Protocol: 'http:',
    Domain: `127.0.0.1:${port}/cos/{Bucket}`,
    ...options,
  })
  return { objects, faults, requests, port, client, cos: client() }
}

/** How a call failed, or 'accepted'. */
async function refusal(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'accepted', (error: { statusCode?: number, code?: string }) => `${error.statusCode} ${error.code ?? ''}`.trim())
}

const film = '0123456789'.repeat(10)

describe('a COS bucket, driven by Tencent\'s own client', () => {
  it('hands out an object, and what is known of it', async () => {
    const { cos } = await setUp({ 'rec/task-1_./a b.mp4': film })
    const Key = 'rec/task-1_./a b.mp4'
    const { Body, headers, ETag } = await cos.getObject({ Bucket, Region, Key })
    expect([Body.toString(), headers!['content-type'], headers!['content-length']]).toEqual([film, 'video/mp4', '100'])
    const head = await cos.headObject({ Bucket, Region, Key })
    expect([head.ETag, head.headers!['last-modified']]).toEqual([ETag, 'Thu, 01 Jan 2026 00:00:00 GMT'])
  })

  it('hands out parts of an object', async () => {
    const { cos } = await setUp({ 'a.mp4': film })
    const { Body, statusCode, headers } = await cos.getObject({ Bucket, Region, Key: 'a.mp4', Range: 'bytes=95-' })
    expect([statusCode, Body.toString(), headers!['content-range']]).toEqual([206, '56789', 'bytes 95-99/100'])
    expect(await refusal(cos.getObject({ Bucket, Region, Key: 'a.mp4', Range: 'bytes=100-' }))).toMatch(/^416/)
  })

  it('lists what is under a prefix, page by page', async () => {
    const { cos } = await setUp(Object.fromEntries(['rec/t1/a.m3u8', 'rec/t1/a_1.ts', 'rec/t1/a_2.ts', 'rec/t2/<&>.mp4', 'other/x.mp4'].map(key => [key, 'x'])))
    const pages: string[][] = []
    let Marker: string | undefined
    do {
      const page = await cos.getBucket({ Bucket, Region, Prefix: 'rec/', MaxKeys: 3, ...Marker === undefined ? {} : { Marker } })
      pages.push(page.Contents.map(({ Key }) => Key))
      Marker = page.IsTruncated === 'true' ? page.NextMarker : undefined
    } while (Marker !== undefined)
    expect(pages).toEqual([['rec/t1/a.m3u8', 'rec/t1/a_1.ts', 'rec/t1/a_2.ts'], ['rec/t2/<&>.mp4']])
  })

  it('lists folders', async () => {
    const { cos } = await setUp({ 'rec/t1/a.mp4': 'x', 'rec/t2/b.mp4': 'x', 'rec/c.mp4': 'xyz' })
    const { Contents, CommonPrefixes } = await cos.getBucket({ Bucket, Region, Prefix: 'rec/', Delimiter: '/' })
    expect(CommonPrefixes).toEqual([{ Prefix: 'rec/t1/' }, { Prefix: 'rec/t2/' }])
    expect(Contents).toMatchObject([{ Key: 'rec/c.mp4', Size: '3', LastModified: '2026-01-01T00:00:00.000Z', StorageClass: 'STANDARD' }])
  })

  it('deletes one object or many, also such as are not there', async () => {
    const { cos } = await setUp({ 'a.mp4': 'x', 'b&c.mp4': 'x', 'd.mp4': 'x', 'e.mp4': 'x' })
    await cos.deleteObject({ Bucket, Region, Key: 'a.mp4' })
    await cos.deleteObject({ Bucket, Region, Key: 'nothing.mp4' })
    const { Deleted } = await cos.deleteMultipleObject({ Bucket, Region, Objects: [{ Key: 'b&c.mp4' }, { Key: 'd.mp4' }] })
    expect(Deleted.map(({ Key }) => Key)).toEqual(['b&c.mp4', 'd.mp4'])
    expect((await cos.getBucket({ Bucket, Region })).Contents.map(({ Key }) => Key)).toEqual(['e.mp4'])
    expect(await refusal(cos.getObject({ Bucket, Region, Key: 'a.mp4' }))).toBe('404 NoSuchKey')
  })

  it('opens signed links', async () => {
    const { cos } = await setUp({ 'rec/a b.mp4': film })
    const url = cos.getObjectUrl({ Bucket, Region, Key: 'rec/a b.mp4', Sign: true, Query: { 'response-content-type': 'video/x' } }, () => {})
    expect(await (await fetch(url, { headers: { Range: 'bytes=0-4' } })).text()).toBe('01234')
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
    expect((await fetch(url.replace('video', 'audio'))).status).toBe(403)
    expect((await fetch(url.replace('a%20b', 'c'))).status).toBe(403)
  })

  it('is reached under its own name too', async () => {
    const { port } = await setUp({ 'a.mp4': film })
    const options = { Ip: `127.0.0.1:${port}` } as COS.COSOptions
    const cos = new COS({ SecretId: 'AKIDdemo', SecretKey: 'demoSecretKey', Protocol: 'http:', ...options })
    expect((await cos.getObject({ Bucket, Region, Key: 'a.mp4' })).Body.toString()).toBe(film)
  })

  it.each<[string, COS.COSOptions, string]>([
    ['another id', { SecretId: 'AKIDother' }, '403 InvalidAccessKeyId'],
    ['another key', { SecretKey: 'other' }, '403 SignatureDoesNotMatch'],
    ['a link that has expired', { getAuthorization: (_, callback) => { callback(COS.getAuthorization({ SecretId: 'AKIDdemo', SecretKey: 'demoSecretKey', Method: 'get', Key: 'a.mp4', Expires: -60 })) } }, '403 AccessDenied'],
  ])('refuses %s', async (_, options, code) => {
    const { client } = await setUp({ 'a.mp4': film })
    const cos = client(options)
    expect(await refusal(cos.getObject({ Bucket, Region, Key: 'a.mp4' }))).toBe(code)
  })

  it('refuses whoever signs nothing, in XML', async () => {
    const { port } = await setUp({ 'a.mp4': film })
    const response = await fetch(`http://127.0.0.1:${port}/cos/${Bucket}/a.mp4`)
    expect([response.status, response.headers.get('content-type')]).toEqual([403, 'application/xml'])
    expect(await response.text()).toMatch(/^<\?xml .*<Error><Code>AccessDenied<\/Code><Message>.*<RequestId>/)
  })

  it('has none but what recordings put there', async () => {
    const { cos } = await setUp({ 'a.mp4': film })
    expect(await refusal(cos.getBucket({ Bucket: 'other-1250000000', Region }))).toBe('404 NoSuchBucket')
    expect(await refusal(cos.headObject({ Bucket, Region, Key: 'b.mp4' }))).toMatch(/^404/)
    expect(await refusal(cos.putObject({ Bucket, Region, Key: 'b.mp4', Body: 'x' }))).toBe('405 MethodNotAllowed')
  })

  it('is seen, and can be made to fail', async () => {
    const { cos, faults, requests } = await setUp({ 'a.mp4': film })
    faults.set([{ action: 'HeadObject', effect: 'http500', times: 1 }, { action: 'GetObject', effect: 'error', code: 'SlowDown', times: 4 }, { action: 'DeleteObject', effect: 'lostAnswer', times: 1 }])
    // the client tries again by itself
    await cos.headObject({ Bucket, Region, Key: 'a.mp4' })
    expect(await refusal(cos.getObject({ Bucket, Region, Key: 'a.mp4' }))).toBe('500 SlowDown')
    await cos.deleteObject({ Bucket, Region, Key: 'a.mp4' })
    expect(requests.list().map(({ action, fault, code }) => [action, fault, code])).toEqual([
      ['HeadObject', 'http500', null],
      ['HeadObject', null, null],
      ...Array.from({ length: 4 }, () => ['GetObject', 'error', 'SlowDown']),
      ['DeleteObject', 'lostAnswer', null],
      ['DeleteObject', null, null],
    ])
    expect(JSON.stringify(requests.list())).not.toMatch(/q-signature|demoSecretKey/)
  })

  it('names a file that could not be rendered, and fails to hand it out', async () => {
    const { cos, objects } = await setUp()
    objects.add(Bucket, { folder: 'rec/t1/', name: 'a.mp4', rendition: { facts: null, render: () => Promise.reject(new MediaError('no')) } })
    expect((await cos.getBucket({ Bucket, Region })).Contents).toMatchObject([{ Key: 'rec/t1/a.mp4', Size: '0' }])
    const url = cos.getObjectUrl({ Bucket, Region, Key: 'rec/t1/a.mp4', Sign: true }, () => {})
    expect((await fetch(url)).status).toBe(500)
  })
})
