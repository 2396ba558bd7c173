import type { ServerAdapterOptions } from './options.js'
import { RecordingError } from '@roomkit-recording/core'

export interface TokenSource {
  /** The token to try first. */
  current: () => Promise<string>
  /** A token instead of `refused`. All who were refused with the same one share one question. */
  renew: (refused: string) => Promise<string>
}

export function createTokenSource(getToken: ServerAdapterOptions['getToken'], timeoutMs: number): TokenSource {
  let renewal: { refused: string, fresh: Promise<string> } | undefined

  async function ask(refresh: boolean): Promise<string> {
    try {
      const token = await getToken({ refresh })
      if (typeof token === 'string') return token
      throw new TypeError('getToken gave no text')
    } catch (cause) {
      throw new RecordingError('getToken failed', { code: 'unauthenticated', retryable: true, cause })
    }
  }

  return {
    async current() {
      const token = await ask(false)
      // a getToken that keeps handing out the refused one is not asked to refresh before every single call
      return token === renewal?.refused ? renewal.fresh : token
    },
    renew(refused) {
      if (renewal?.refused === refused) return renewal.fresh
      const own = renewal = { refused, fresh: ask(true) }
      const forget = () => { if (renewal === own) renewal = undefined }
      // one that never answers must not stand in the way of the next question
      const clock = setTimeout(forget, timeoutMs)
      own.fresh.then(fresh => fresh === refused && forget(), forget).finally(() => clearTimeout(clock))
      return own.fresh
    },
  }
}
