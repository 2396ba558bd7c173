import type { AxiosRequestConfig, AxiosResponse } from 'axios'
import type { CheckOf } from './answer.js'
import type { ResolvedOptions } from './options.js'
import type { TokenSource } from './token.js'
import { attempt, RecordingRefusedError, RecordingUnreachableError } from '@roomkit-recording/core'
import { isAxiosError } from 'axios'
import { badAnswer, checked } from './answer.js'
import { errorOf } from './problem.js'

export interface Call<T> {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `baseUrl`, encoded. */
  url: string
  /** The query; what is left out or `null` is not sent. */
  params?: Record<string, unknown> | undefined
  check: CheckOf<T>
  /** The room it is about; a refusal may carry its snapshot. */
  roomId?: string
  data?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
}

export interface Http {
  /** Resolves with the checked body of a success. */
  send: <T>(call: Call<T>) => Promise<T>
  /** The same without a check and without an end, for what is not JSON. Resolves with the response to a success. */
  request: (config: AxiosRequestConfig & { url: string }) => Promise<AxiosResponse<unknown>>
}

export function createHttp({ baseUrl, timeoutMs, withCredentials, axios }: ResolvedOptions, tokens: TokenSource, disposed: AbortSignal): Http {
  /** One request. Whatever comes but a success is thrown, as an error of ours. */
  async function request(name: string, config: AxiosRequestConfig, token: string, roomId?: string): Promise<AxiosResponse<unknown>> {
    let response: AxiosResponse<unknown>
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
      if (!isAxiosError(error) || !error.response || isSuccess(error.response.status)) throw unreachable(name, error)
      response = error.response
    }
    if (!(response?.status > 0)) throw badAnswer(`${name}: an interceptor kept the response`)
    if (!isSuccess(response.status)) throw errorOf(name, { ...response, data: await settled(response.data) }, roomId)
    return response
  }

  /** Tries with the token at hand, and once more with a new one if that is refused. */
  async function authorized<T>(call: (token: string) => Promise<T>): Promise<T> {
    const token = await tokens.current()
    try {
      return await call(token)
    } catch (error) {
      if (!(error instanceof RecordingRefusedError && error.status === 401)) throw error
      const fresh = await tokens.renew(token).catch((cause: unknown) => {
        throw new RecordingRefusedError(error.message, { code: error.code, status: 401, cause })
      })
      return call(fresh)
    }
  }

  return {
    async send({ check, roomId, signal, ...config }) {
      const name = `${config.method} ${config.url}`
      const { data } = await attempt({ name, signals: [disposed, signal], ms: timeoutMs }, limit => authorized(token =>
        request(name, { ...config, responseType: 'json', signal: limit }, token, roomId)))
      return checked(name, data, check)
    },

    request: config => authorized(token => request(config.url, config, token)),
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300
}

/** What was asked for as a stream is refused as one. */
async function settled(data: unknown): Promise<unknown> {
  return data instanceof ReadableStream ? new Response(data).json().catch(() => {}) : data
}

/** An AxiosError holds the request and with it the token, so only what caused it is kept. */
function unreachable(name: string, error: unknown): RecordingUnreachableError {
  const { message, code, cause } = error as Partial<Record<'message' | 'code' | 'cause', unknown>>
  return new RecordingUnreachableError(`${name}: ${message}`, {
    // axios has ECONNABORTED for a time-out and for a page that is left
    code: code === 'ETIMEDOUT' || `${message}`.startsWith('timeout') ? 'timeout' : 'network',
    cause: isAxiosError(error) ? cause : error,
  })
}
