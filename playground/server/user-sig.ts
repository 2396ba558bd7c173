import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Plugin } from 'vite'
import tlsSigApi from 'tls-sig-api-v2'

export interface UserSigServerOptions {
  sdkAppId: number
  sdkSecretKey: string
  /** Whether the rooms are the emulator's. */
  isEmulated: boolean
  /** Nobody gets this user's UserSig: it may ask the Conference REST API for anything. */
  adminUserId: string
  /** @default 86_400 */
  expireSeconds?: number
}

/** Serves `GET /api/user-sig?user=…`. A demo signs for whoever asks; a real server knows who is asking. */
export function userSigServer({ sdkAppId, sdkSecretKey, isEmulated, adminUserId, expireSeconds = 86_400 }: UserSigServerOptions): Plugin {
  const signer = new tlsSigApi.Api(sdkAppId, sdkSecretKey)

  function answer(request: IncomingMessage, response: ServerResponse) {
    const userId = new URL(request.url ?? '/', 'http://page').searchParams.get('user') ?? ''
    if (request.method !== 'GET') return send(response, 405, { title: 'Only GET' })
    if (!/^[\w-]{1,32}$/.test(userId)) return send(response, 400, { title: 'user needs 1 to 32 letters, digits, "-" or "_"' })
    // rr_ begins the recorders' ids: whoever had one could throw a recorder out
    if (userId === adminUserId || userId.startsWith('rr_')) return send(response, 403, { title: `${userId} is not for guests` })
    send(response, 200, { sdkAppId, userId, userSig: signer.genUserSig(userId, expireSeconds), isEmulated })
  }

  return {
    name: 'playground:user-sig',
    configureServer({ middlewares }) { middlewares.use('/api/user-sig', answer) },
    configurePreviewServer({ middlewares }) { middlewares.use('/api/user-sig', answer) },
  }
}

function send(response: ServerResponse, status: number, body: object) {
  const text = JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(text)
}
