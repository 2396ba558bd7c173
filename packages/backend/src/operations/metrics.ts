import type { Store } from '../store/store.js'
import type { TrtcCallReport } from './watch-trtc.js'
import { count, eq, inArray, isNotNull } from 'drizzle-orm'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { recordings, webhooks } from '../store/schema.js'

export interface MetricsOptions {
  store: Pick<Store, 'db' | 'onNews' | 'onNotes'>
}

/** What an operator looks at. Nothing in it names a room, a person or a secret. */
export interface Metrics {
  /** Prometheus text. */
  read: () => Promise<string>
  readonly contentType: string
  /** Says how many event streams this process has open. */
  countStreams: (count: () => number) => void
  noteTrtcCall: (report: TrtcCallReport) => void
  /** A callback was stored so long after what it tells happened. */
  noteCallback: (eventType: number, lagMs: number) => void
}

/** Lines of a recording's log which say that something was put right that TRTC had not told, or had told too late. */
const repairs = new Set(['task_gone', 'late_start', 'recorder_removed', 'restarted', 'restart_failed', 'files_found', 'part_lost'])

const prefix = 'roomkit_recording'

export function createMetrics({ store }: MetricsOptions): Metrics {
  const register = new Registry()
  const registers = [register]
  const { db } = store
  let countStreams = () => 0

  const starts = new Counter({ name: `${prefix}_starts_total`, help: 'Starts by what came of them: started, or the code of the error', labelNames: ['outcome'], registers })
  const ends = new Counter({ name: `${prefix}_ends_total`, help: 'Recordings that ended, by reason', labelNames: ['reason'], registers })
  const results = new Counter({ name: `${prefix}_lost_results_total`, help: 'Recordings that ended without a usable file, by the code of the error', labelNames: ['code'], registers })
  const files = new Counter({ name: `${prefix}_files_ready_total`, help: 'Files that became ready', registers })
  const warnings = new Counter({ name: `${prefix}_warnings_total`, help: 'Warnings by code', labelNames: ['code'], registers })
  const repaired = new Counter({ name: `${prefix}_repairs_total`, help: 'What was put right without, or against, what callbacks said', labelNames: ['kind'], registers })
  const calls = new Counter({ name: `${prefix}_trtc_calls_total`, help: 'Calls to TRTC by action and outcome', labelNames: ['action', 'outcome'], registers })
  const lag = new Histogram({ name: `${prefix}_callback_lag_seconds`, help: 'From the event, by TRTC\'s clock, to its callback on disk', labelNames: ['event'], buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300], registers })

  const streamGauge = new Gauge({
    name: `${prefix}_event_streams`,
    help: 'Open event streams of this process',
    registers,
    collect() { streamGauge.set(countStreams()) },
  })
  const active = new Gauge({
    name: `${prefix}_active_recordings`,
    help: 'Recordings under way, of all instances',
    labelNames: ['status'],
    registers,
    async collect() {
      const statuses = ['starting', 'recording', 'stopping', 'processing'] as const
      for (const status of statuses) active.set({ status }, 0)
      const rows = await db.select({ status: recordings.status, count: count() }).from(recordings).where(inArray(recordings.status, [...statuses])).groupBy(recordings.status)
      for (const row of rows) active.set({ status: row.status }, row.count)
    },
  })
  const waiting = new Gauge({
    name: `${prefix}_webhooks_waiting`,
    help: 'Webhooks that the receiver has not taken yet, of all instances',
    registers,
    async collect() { waiting.set(await db.$count(webhooks, isNotNull(webhooks.dueAt))) },
  })

  store.onNews(async (_, recordingId, news) => {
    for (const item of news) {
      if (item.type === 'started') starts.inc({ outcome: 'started' })
      else if (item.type === 'fileReady') files.inc()
      else if (item.type === 'warning') warnings.inc({ code: item.code })
      else if (item.type !== 'fileDeleted') await noteEnd(recordingId, item.type).catch(() => {})
    }
  })
  store.onNotes(types => {
    for (const kind of types) {
      if (repairs.has(kind)) repaired.inc({ kind })
    }
  })

  async function noteEnd(recordingId: string, type: 'ended' | 'failed'): Promise<void> {
    const { startedAt, stopReason, error } = recordings
    const [row] = await db.select({ startedAt, stopReason, error }).from(recordings).where(eq(recordings.id, recordingId))
    if (!row) return
    const code = row.error?.code ?? 'unknown'
    if (type === 'ended') ends.inc({ reason: row.stopReason ?? 'unknown' })
    else if (row.startedAt === null) starts.inc({ outcome: code })
    else results.inc({ code })
  }

  return {
    read: () => register.metrics(),
    contentType: register.contentType,
    countStreams(counted) { countStreams = counted },
    noteTrtcCall({ action, outcome }) { calls.inc({ action, outcome }) },
    noteCallback(eventType, lagMs) { lag.observe({ event: eventType }, Math.max(0, lagMs) / 1000) },
  }
}
