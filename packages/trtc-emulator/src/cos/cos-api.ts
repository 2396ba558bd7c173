import type { Context } from 'hono'
import type { Env } from '../misbehave.js'
import type { ResolvedOptions } from '../options.js'
import type { ObjectStore } from './object-store.js'
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import send from 'send'
import { CosError } from './cos-error.js'
import { verifyCosSign } from './cos-sign.js'
import { readDeletion, toXml } from './cos-xml.js'
import { listBucketResult } from './list-bucket.js'

/** A bucket's own name in the internet. */
const OWN_HOST = /^([a-z0-9][a-z0-9-]*-\d+)\.cos\.[a-z0-9-]+\.myqcloud\.com(?::\d+)?$/

const LARGEST_BODY = 2 * 1024 * 1024

/**
 * COS's XML API for what recordings put there: GET, HEAD and DELETE Object, GET Bucket, DELETE Multiple Objects.
 * A bucket is reached as `/cos/<bucket>/…`, or under its own name in `Host`.
 */
export function createCosApi({ options, objects }: { options: ResolvedOptions, objects: ObjectStore }): Hono<Env> {
  const app = new Hono<Env>()

  async function serve(c: Context<Env>, bucket: string, path: string): Promise<Response> {
    const requestId = Buffer.from(randomUUID()).toString('base64')
    c.header('x-cos-request-id', requestId)
    const { headers, method = 'GET' } = c.env.incoming
    const query = new URL(c.req.url).searchParams
    const key = path.slice(1)
    try {
      const host = headers.host ?? ''
      verifyCosSign({ method, path, query, headers, hosts: [host, host.replace(/:\d+$/, '')] }, options, Math.floor(Date.now() / 1000))
      if (key === '') return await serveBucket(c, bucket, method, query)
      if (method === 'DELETE') {
        objects.remove(bucket, key)
        return c.body(null, 204)
      }
      if (method === 'GET' || method === 'HEAD') return await serveObject(c, bucket, key, requestId)
      throw notAllowed()
    } catch (error) {
      if (!(error instanceof CosError)) throw error
      const { status, code, message } = error
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
