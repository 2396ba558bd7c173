import { createHistory } from './history.js'
import { mask } from './mask.js'

/** One call of the cloud API, of COS or of the Conference REST API, and how it was answered. Secrets are masked. */
export interface RequestRecord {
  id: number
  /** Milliseconds since the epoch. */
  at: number
  /** When it was sent, by the client's clock, in seconds since the epoch: `X-TC-Timestamp`. Null where the protocol does not tell. */
  sentAt: number | null
  service: 'trtc' | 'vod' | 'cos' | 'conference' | null
  action: string
  region: string | null
  request: unknown
  /** Null while it is being worked on, and when no answer was sent. */
  answer: unknown
  /** The error's code, or null. */
  code: string | number | null
  /** The effect of the fault that struck, or null. */
  fault: string | null
}

export type RequestLog = ReturnType<typeof createRequestLog>

export function createRequestLog({ now, onChange }: { now: () => number, onChange: () => void }) {
  const history = createHistory<RequestRecord>()
  let count = 0
  return {
    list: history.list,
    add(request: Pick<RequestRecord, 'service' | 'action' | 'region' | 'request'> & Partial<Pick<RequestRecord, 'sentAt'>>): RequestRecord {
      const record: RequestRecord = { sentAt: null, ...request, request: mask(request.request), id: ++count, at: now(), answer: null, code: null, fault: null }
      history.add(record)
      onChange()
      return record
    },
    answered(record: RequestRecord, answer: unknown, code: string | number | null): void {
      Object.assign(record, { answer: mask(answer), code })
      onChange()
    },
    struck(record: RequestRecord, effect: string): void {
      record.fault = effect
      onChange()
    },
  }
}
