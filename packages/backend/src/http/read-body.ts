import type { Context } from 'hono'
import type { AppEnv } from './app-env.js'
import { Buffer } from 'node:buffer'
import { refusal } from './refusal.js'

/** The bytes as received, at most `maxBytes`. */
export async function readBytes(c: Context<AppEnv>, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => refusal('payload_too_large', `The body may have at most ${maxBytes} bytes.`)
  const announced = Number(c.req.header('content-length') ?? Number.NaN)
  if (announced > maxBytes) throw tooLarge()
  if (c.req.raw.bodyUsed) throw bodyAlreadyRead()
  // HTTP holds a body to its announced length
  if (announced >= 0) return Buffer.from(await c.req.raw.arrayBuffer())
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = c.req.raw.body?.getReader()
  for (;;) {
    const { done, value } = await reader?.read() ?? { done: true, value: undefined }
    if (done) return Buffer.concat(chunks)
    length += value!.length
    if (length > maxBytes) {
      await reader!.cancel()
      throw tooLarge()
    }
    chunks.push(value!)
  }
}

/** A JSON body; none at all counts as `{}`. */
export async function readJson(c: Context<AppEnv>, maxBytes = 64 * 1024): Promise<unknown> {
  const text = (await readBytes(c, maxBytes)).toString()
  if (text === '') return {}
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? ''))
    throw refusal('unsupported_media_type', 'The body must be application/json.')
  try {
    return JSON.parse(text)
  } catch {
    throw refusal('invalid_request', 'The body is not JSON.')
  }
}

export function bodyAlreadyRead() {
  return refusal(
    'body_already_read',
    'The body of this request was read before it reached RoomKit Recording, which needs its raw bytes. '
    + 'Mount backend.nodeHandler before express.json() and other body parsers.',
  )
}
