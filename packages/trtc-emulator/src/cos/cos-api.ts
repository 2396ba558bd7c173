import type { Context } from 'hono'
import type { Faults } from '../faults.js'
import type { Env } from '../misbehave.js'
import type { ResolvedOptions } from '../options.js'
import type { RequestLog } from '../requests.js'
import type { ObjectStore } from './object-store.js'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import send from 'send'
import { loseAnswer, misbehave } from '../misbehave.js'
import { CosError } from './cos-error.js'
import { verifyCosSign } from './cos-sign.js'
import { readDeletion, toXml } from './cos-xml.js'
import { listBucketResult } from './list-bucket.js'

/** A bucket's own name in the internet. */
const OWN_HOST = /^([a-z0-9][a-z0-9-]*-\d+)\.cos\.[a-z0-9-]+\.myqcloud\.com(?::\d+)?$/

const LARGEST_BODY = 2 * 1024 * 1024

export interface CosApiContext {
  options: ResolvedOptions
  objects: ObjectStore
  faults: Faults
  requests: RequestLog
}

/**
 * COS's XML API for what recordings put there: GET, HEAD and DELETE Object, GET Bucket, DELETE Multiple Objects.
 * A bucket is reached as `/cos/<bucket>/…`, or under its own name in `Host`.
 */
export function createCosApi({ options, objects, faults, requests }: CosApiContext): Hono<Env> {
  const app = new Hono<Env>()

  async function serve(c: Context<Env>, bucket: string, path: string): Promise<Response> {
    const requestId = Buffer.from(randomUUID()).toString('base64')
    c.header('x-cos-request-id', requestId)
    const { headers, method = 'GET' } = c.env.incoming
    const query = new URL(c.req.url).searchParams
    const key = path.slice(1)
    const name = operation(method, key, query)
    const record = requests.add({ service: 'cos', action: name, region: null, request: { Bucket: bucket, ...key === '' ? { Prefix: query.get('prefix') ?? '' } : { Key: key } } })
    const fault = faults.forCall(name)
    if (fault) requests.struck(record, fault.effect)
    const spoiled = await misbehave(c, fault, options.clock)
    if (spoiled) return spoiled

    const answered = (answer: Response) => {
      requests.answered(record, { status: answer === RESPONSE_ALREADY_SENT ? c.env.outgoing.statusCode : answer.status }, null)
      return fault?.effect === 'lostAnswer' && answer !== RESPONSE_ALREADY_SENT ? loseAnswer(c, fault, options.clock) : answer
    }
    try {
      const host = headers.host ?? ''
      verifyCosSign({ method, path, query, headers, hosts: [host, host.replace(/:\d+$/, '')] }, options, Math.floor(Date.now() / 1000))
      if (fault?.effect === 'error') throw new CosError(500, String(fault.code), 'The emulator was told to fail.')
      if (key === '') return await answered(await serveBucket(c, bucket, method, query))
      if (method === 'DELETE') {
        objects.remove(bucket, key)
        return await answered(c.body(null, 204))
      }
      if (method === 'GET' || method === 'HEAD') return await answered(await serveObject(c, bucket, key, requestId))
      throw notAllowed()
    } catch (error) {
      if (!(error instanceof CosError)) throw error
      const { status, code, message } = error
      requests.answered(record, { status, code, message }, code)
      if (method === 'HEAD') return c.body(null, status)
      const document = { Error: { Code: code, Message: message, Resource: `${bucket}${path}`, RequestId: requestId, TraceId: requestId } }
      return c.body(toXml(document), status, { 'Content-Type': 'application/xml' })
    }
  }

  async function serveBucket(c: Context<Env>, bucket: string, method: string, query: URLSearchParams): Promise<Response> {
    const xml = (document: object) => c.body(toXml(document), 200, { 'Content-Type': 'application/xml' })
    if (method === 'POST' && query.has('delete')) {
      const body = await c.req.text()
      if (c.req.header('Content-MD5') !== createHash('md5').update(body).digest('base64'))
        throw new CosError(400, 'InvalidDigest', 'The Content-MD5 you specified is not valid.')
      const { keys, quiet } = readDeletion(body)
      for (const key of keys) objects.remove(bucket, key)
      return xml({ DeleteResult: quiet ? '' : { Deleted: keys.map(Key => ({ Key })) } })
    }
    if (method !== 'GET') throw notAllowed()
    if (!objects.has(bucket)) throw new CosError(404, 'NoSuchBucket', 'The specified bucket does not exist.')
    return xml(listBucketResult(bucket, await objects.list(bucket, query.get('prefix') ?? ''), query))
  }

  async function serveObject(c: Context<Env>, bucket: string, key: string, requestId: string): Promise<Response> {
    if (!objects.has(bucket)) throw new CosError(404, 'NoSuchBucket', 'The specified bucket does not exist.')
    const object = await objects.find(bucket, key)
    if (!object) throw new CosError(404, 'NoSuchKey', 'The specified key does not exist.')
    if (object.path === null) throw new CosError(500, 'InternalError', 'The emulator could not render this file.')
    const { incoming, outgoing } = c.env
    outgoing.setHeader('x-cos-request-id', requestId)
    outgoing.setHeader('Content-Type', object.contentType)
    outgoing.setHeader('ETag', object.etag)
    outgoing.setHeader('Last-Modified', new Date(object.lastModified).toUTCString())
    const done = once(outgoing, 'close')
    send(incoming, encodeURI(object.path).replaceAll('?', '%3F').replaceAll('#', '%23'), { dotfiles: 'allow', etag: false, lastModified: false, cacheControl: false }).pipe(outgoing)
    await done
    return RESPONSE_ALREADY_SENT
  }

  const limit = bodyLimit({ maxSize: LARGEST_BODY })
  app.use(async (c, next) => {
    const [, bucket] = OWN_HOST.exec(c.req.header('Host') ?? '') ?? []
    const path = decode(c.env.incoming.url ?? '/')
    const [, inPath, rest = '/'] = bucket === undefined ? /^\/cos\/([^/]+)(\/.*)?$/s.exec(path) ?? [] : [path, bucket, path]
    if (inPath === undefined) return next()
    if (c.req.method !== 'POST') return serve(c, inPath, rest)
    let answer: Response | undefined
    const refused = await limit(c, async () => { answer = await serve(c, inPath, rest) })
    return answer ?? refused
  })

  return app
}

/** As COS's documents call it. */
function operation(method: string, key: string, query: URLSearchParams): string {
  if (method === 'POST' && query.has('delete')) return 'DeleteMultipleObjects'
  const verb = `${method[0]}${method.slice(1).toLowerCase()}`
  return `${verb}${key === '' ? 'Bucket' : 'Object'}`
}

function notAllowed(): CosError {
  return new CosError(405, 'MethodNotAllowed', 'The emulator does not offer this operation.')
}

function decode(url: string): string {
  const path = url.split('?', 1)[0]!
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
