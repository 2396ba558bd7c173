import type { AxiosRequestConfig, AxiosResponse } from 'axios'
import type { Answer } from './answer.js'
import type { ResolvedOptions } from './options.js'
import type { RefusingAnswer } from './problem.js'
import type { TokenSource } from './token.js'
import { RecordingRefusedError, RecordingUnreachableError } from '@roomkit-recording/core'
import { AxiosHeaders, isAxiosError } from 'axios'
import { createAttempt } from './attempt.js'
import { errorOf } from './problem.js'

export interface Call<T> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `baseUrl`, encoded. */
  path: string
  answer: Answer<T>
  /** The room it is about; a refusal may carry its snapshot. */
  roomId?: string
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

export interface Http {
  /** Resolves with the checked body of a success. */
  send: <T>(call: Call<T>) => Promise<T>
  /** Resolves with the body of an event stream as soon as its headers are here. Ends with `signal`. */
  open: (path: string, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>
}

export function createHttp(options: ResolvedOptions, tokens: TokenSource, disposed: AbortSignal): Http {
  const { baseUrl, timeoutMs, withCredentials, axios } = options

  /** One request. Whatever comes but a success is thrown, as an error of ours. */
  async function request(call: string, config: AxiosRequestConfig, token: string, roomId?: string): Promise<AxiosResponse<unknown>> {
    let response: AxiosResponse<unknown> | undefined
    try {
      response = await axios.request<unknown>({
        ...config,
        baseURL: baseUrl,
        validateStatus: isSuccess,
        headers: { ...config.headers, ...(token && { Authorization: `Bearer ${token}` }) },
        ...(withCredentials !== undefined && { withCredentials }),
      })
    } catch (error) {
      // a success that could not be read to its end is no answer
      if (!isAxiosError(error) || !error.response || isSuccess(error.response.status)) throw unreachable(call, error)
      response = error.response
    }
    if (typeof response?.status !== 'number')
      throw new RecordingUnreachableError(`${call}: an interceptor of the axios instance kept the response`, { code: 'bad_answer', retryable: false })
    if (!isSuccess(response.status))
      throw errorOf(call, await refusing(response), roomId)
    return response
  }

  /** Tries with the token at hand, and once more with a new one if that is refused. */
  async function authorized<T>(attempt: (token: string) => Promise<T>): Promise<T> {
    const token = await tokens.current()
    try {
      return await attempt(token)
    } catch (error) {
      if (!isUnauthenticated(error)) throw error
      const fresh = await tokens.renew(token).catch((cause: unknown) => {
        throw new RecordingRefusedError(error.message, { code: error.code, status: error.status, cause })
      })
      return attempt(fresh)
    }
  }

  return {
    async send({ method, path, answer, roomId, body, headers = {}, signal }) {
      const call = `${method} ${path}`
      const attempt = createAttempt(call, disposed, signal)
      attempt.giveUpAfter(timeoutMs, 'no answer')
      try {
        const response = await attempt.run(() => authorized(token => request(call, {
          method,
          url: path,
          headers,
          responseType: 'json',
          signal: attempt.signal,
          ...(body !== undefined && { data: body }),
        }, token, roomId)))
        const checked = answer(response.data)
        if ('ok' in checked) return checked.ok
        throw new RecordingUnreachableError(`${call}: the answer is not of the contract (${checked.wrong})`, { code: 'bad_answer', retryable: false })
      } finally {
        attempt.end()
      }
    },

    async open(path, signal) {
      const call = `GET ${path}`
      const response = await authorized(token => request(call, {
        method: 'GET',
        url: path,
        headers: {
          'Accept': 'text/event-stream',
          // axios would set one, and where browsers let it the request is not a simple one for CORS any more
          'User-Agent': false as never,
        },
        // XMLHttpRequest can't stream
        adapter: 'fetch',
        responseType: 'stream',
        fetchOptions: { cache: 'no-store' },
        timeout: 0,
        maxContentLength: -1,
        signal,
      }, token))
      const type = headerOf(response, 'content-type') ?? ''
      if (!/^text\/event-stream\b/i.test(type) || !isStream(response.data))
        throw new RecordingUnreachableError(`${call}: answered ${type || 'without content-type'} instead of an event stream`, { code: 'bad_answer' })
      return response.data
    },
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

function isStream(data: unknown): data is ReadableStream<Uint8Array> {
  return data instanceof ReadableStream
}

function isUnauthenticated(error: unknown): error is RecordingRefusedError {
  return error instanceof RecordingRefusedError && error.status === 401
}

function headerOf(response: AxiosResponse, name: string): string | undefined {
  return AxiosHeaders.from(response.headers as AxiosHeaders).get(name)?.toString()
}

async function refusing(response: AxiosResponse<unknown>): Promise<RefusingAnswer> {
  let body = response.data
  if (isStream(body)) {
    const text = await new Response(body).text().catch(() => '')
    try { body = JSON.parse(text) } catch { body = text }
  }
  return { status: response.status, body, header: name => headerOf(response, name) }
}

/** An AxiosError holds the request and with it the token, so only what caused it is kept. */
function unreachable(call: string, error: unknown): RecordingUnreachableError {
  const { message, code, cause } = error as { message?: unknown, code?: unknown, cause?: unknown }
  const isTimeout = code === 'ETIMEDOUT' || (code === 'ECONNABORTED' && /timeout/i.test(String(message)))
  return new RecordingUnreachableError(`${call}: ${typeof message === 'string' ? message : 'no answer'}`, {
    code: isTimeout ? 'timeout' : 'network',
    cause: isAxiosError(error) ? cause : error,
  })
}
