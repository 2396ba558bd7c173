import { createHmac } from 'node:crypto'

/** The header `Sign`: over the bytes exactly as they are sent. */
export const callbackSign = (key: string, body: string | Uint8Array): string =>
  createHmac('sha256', key).update(body).digest('base64')
