import type { RecordingMode, RecordingUsage } from '@roomkit-recording/core'
import type { RecordingKeepers } from '../store/history.js'
import type { Store } from '../store/store.js'
import type { AssumedStreams, RecordingCost } from './estimate-cost.js'
import type { RecordingPriceList } from './prices.js'
import type { RecordedRun, Span } from './recorded-runs.js'
import type { TrtcUsageApi } from './trtc-usage.js'
import { and, asc, gt, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { refusal } from '../http/refusal.js'
import { recordings, runs } from '../store/schema.js'
import { estimateCost } from './estimate-cost.js'
import { cutByDay, groupUsage, wholeMinutes } from './recorded-runs.js'
import { trtcDays } from './trtc-usage.js'

export interface UsageRequest {
  /** Milliseconds since the epoch. @default 30 days before `to` */
  from?: number | undefined
  /** @default now */
  to?: number | undefined
  groupBy: RecordingUsage['groupBy']
}

/** What was recorded, what it costs by list prices, and what TRTC counted. */
export interface RecordingUsageReport extends RecordingUsage {
  /** `null`: option `prices` is not set. */
  cost: RecordingCost | null
  /**
   * TRTC's books beside ours, of the same whole days at UTC+8; `null`: TRTC did not answer, or was not asked. Its minutes are by
   * kinds of its own naming. By the rule `stream` it counts each stream, so its total is larger than ours.
   */
  trtc: TrtcComparison | null
}

export interface TrtcComparison extends Span {
  items: { mode: RecordingMode, ownMinutes: number, trtcMinutes: number, byKey: Record<string, number> }[]
}

export interface UsageService {
  /** Only recordings that `isVisible` lets through. */
  read: (request: UsageRequest, isVisible: (recording: RecordingKeepers) => Promise<boolean>) => Promise<RecordingUsage>
  /** Everything; `compare` asks TRTC too. */
  report: (request: UsageRequest & { compare: boolean, assume?: AssumedStreams | undefined }) => Promise<RecordingUsageReport>
}

export interface UsageServiceOptions {
  store: Pick<Store, 'db' | 'now'>
  prices: RecordingPriceList | null
  trtc: TrtcUsageApi
  /** Charged as audio at the end of a recording that ended because nobody was there. */
  maxIdleSeconds: number
}

const DAY = 24 * 3_600_000
const MOST_DAYS = 366
const PAGE = 500
/** LeaveCode of callback 302: nobody but the recorder for longer than MaxIdleTime. */
const IDLE = 99

export function createUsageService({ store, prices, trtc, maxIdleSeconds }: UsageServiceOptions): UsageService {
  /** @throws RecordingRefusedError naming what is wrong */
  async function spanOf({ from, to }: UsageRequest): Promise<Span> {
    const end = to ?? await store.now()
    const span = { from: from ?? end - 30 * DAY, to: end }
    const wrong = span.from >= span.to ? 'must be before "to"' : span.to - span.from > MOST_DAYS * DAY ? `must be at most ${MOST_DAYS} days before "to"` : null
    if (wrong) throw refusal('invalid_request', 'The request has fields that cannot be used.', { fields: [{ field: 'from', message: wrong }] })
    return span
  }

  async function readRuns({ from, to }: Span, isVisible: (recording: RecordingKeepers) => Promise<boolean>): Promise<RecordedRun[]> {
    const now = await store.now()
    const read: RecordedRun[] = []
    for (let after = 0; ;) {
      const rows = await store.db.select().from(recordings).where(and(gt(recordings.requestedAt, from - 31 * DAY), lt(recordings.requestedAt, to), or(isNull(recordings.endedAt), gt(recordings.endedAt, from)), gt(recordings.seq, after))).orderBy(asc(recordings.seq)).limit(PAGE)
      const visible = await Promise.all(rows.map(({ id, roomId, keepers }) => isVisible({ id, roomId, keepers })))
      const shown = new Map(rows.filter((_, index) => visible[index]).map(row => [row.id, row]))
      if (shown.size > 0) {
        const own = await store.db.select().from(runs).where(and(inArray(runs.recordingId, [...shown.keys()]), or(isNotNull(runs.startedAt), isNotNull(runs.endedAt))))
        for (const run of own) {
          const { id: recordingId, roomId, mode, media, quality, format, endedAt } = shown.get(run.recordingId)!
          const start = run.startedAt ?? run.seenAt
          const end = run.endedAt ?? endedAt ?? now
          read.push({ recordingId, roomId, mode, media, quality, format, from: start, to: Math.max(start, end), idleMs: run.leaveCode === IDLE ? maxIdleSeconds * 1000 : 0 })
        }
      }
      if (rows.length < PAGE) return read
      after = rows.at(-1)!.seq
    }
  }

  async function compare(span: Span): Promise<TrtcComparison | null> {
    const days = trtcDays(span)
    try {
      const own = await readRuns(days, async () => true)
      const items = await Promise.all((['mixed', 'single'] as const).map(async mode => {
        const byKey = await trtc.recordedMinutes(mode, days)
        const ms = own.filter(run => run.mode === mode).flatMap(run => cutByDay(run, days)).reduce((sum, part) => sum + part.to - part.from, 0)
        return { mode, ownMinutes: wholeMinutes(ms), trtcMinutes: Object.values(byKey).reduce((sum, minutes) => sum + minutes, 0), byKey }
      }))
      return { ...days, items }
    } catch {
      return null
    }
  }

  return {
    async read(request, isVisible) {
      const span = await spanOf(request)
      return { ...span, groupBy: request.groupBy, items: groupUsage(await readRuns(span, isVisible), span, request.groupBy) }
    },
    async report({ compare: isCompared, assume, ...request }) {
      const span = await spanOf(request)
      const [all, comparison] = await Promise.all([readRuns(span, async () => true), isCompared ? compare(span) : null])
      return {
        ...span,
        groupBy: request.groupBy,
        items: groupUsage(all, span, request.groupBy),
        cost: prices && estimateCost(all, span, prices, assume),
        trtc: comparison,
      }
    },
  }
}
