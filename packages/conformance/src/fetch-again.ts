import pRetry from 'p-retry'

/**
 * `fetch`, once more when the connection broke before an answer came: a server may close an idle connection in the very instant in which
 * it is used again.
 */
export function fetchAgain(url: string | URL, init: RequestInit): Promise<Response> {
  return pRetry(() => fetch(url, init), { retries: 1, minTimeout: 0, shouldRetry: ({ error }) => wasCutOff(error) })
}

function wasCutOff({ cause }: Error): boolean {
  const { code } = (cause ?? {}) as { code?: unknown }
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET'
}
