/**
 * `fetch`, once more when the connection broke before an answer came: a server may close an idle connection in the very instant in which
 * it is used again.
 */
export async function fetchAgain(url: string | URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: unknown }
    if (code !== 'ECONNRESET' && code !== 'EPIPE' && code !== 'UND_ERR_SOCKET') throw error
    return await fetch(url, init)
  }
}
