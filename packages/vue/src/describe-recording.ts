import type { Recording, RecordingRoom } from '@roomkit-recording/core'
import type { FailureReason } from './failure-reason.js'
import type { RecordingMessages } from './locale/messages.js'
import { actorName } from './actor-name.js'
import { whyItEnded } from './composables/useRecordingNotice.js'
import { reasonOf } from './failure-reason.js'
import { formatDay, formatDuration } from './locale/format-recording.js'
import { cleanName, fill, joinSentences } from './locale/format.js'

/** One recording of a list in words. */
export interface RecordingSummary {
  /** What people call it, else its date. */
  title: string
  /** Its date, where the title is another; else empty. */
  date: string
  /** “Ready”, “Being prepared”, … */
  status: string
  /** How long it ran; empty while it does. */
  duration: string
  startedBy: string
  /** While it is being prepared: how far that is, and that nobody needs to wait. */
  progress: { text: string, ready: number, expected: number | null, advice: string } | null
  /** When it failed: why, and what to do next. */
  failure: { text: string, next: string, reference: string } | null
}

export interface SummaryTexts {
  list: RecordingMessages['list']
  notice: RecordingMessages['notice']
  failure: RecordingMessages['failure']
}

/** Says of a recording what a list shows, in the user's language and zone. */
export function describeRecording(recording: Recording, { list, notice, failure }: SummaryTexts, locale: string, room: RecordingRoom): RecordingSummary {
  const { title, status, startedAt, endedAt, requestedAt, startedBy, fileCounts: { ready, expected } } = recording
  const date = formatDay(startedAt ?? requestedAt, locale)
  const called = cleanName(title ?? '')
  return {
    title: called || date,
    date: called ? date : '',
    status: list[status],
    duration: startedAt !== null && endedAt !== null ? formatDuration(endedAt - startedAt, locale) : '',
    startedBy: fill(list.startedBy, { name: actorName(startedBy, room) }),
    progress: status === 'processing'
      ? { text: expected === null ? list.progressUnknown : fill(list.progress, numbers({ ready, expected }, locale)), ready, expected, advice: list.safeToLeave }
      : null,
    failure: status === 'failed'
      ? {
          text: joinSentences([startedAt === null ? '' : whyItEnded(recording, notice, room), whatFailed(recording, notice, failure)], locale),
          ...whatNext(recording, list),
        }
      : null,
  }
}

function whatFailed({ error, startedAt }: Recording, notice: RecordingMessages['notice'], failure: RecordingMessages['failure']): string {
  if (error?.code === 'nothing_captured') return notice.nothingCaptured
  if (error?.code === 'files_missing') return notice.filesMissing
  if (startedAt === null && error) return failure[reasonOf(error)]
  return notice.failedText
}

/** Why it could not start says by itself what to do. */
const selfExplaining = new Set<FailureReason>(['quota', 'unauthenticated', 'forbidden'])

function whatNext({ id, error, startedAt }: Recording, list: RecordingMessages['list']): { next: string, reference: string } {
  const reference = fill(list.number, { id })
  if (error?.code === 'nothing_captured') return { next: list.nextNothingCaptured, reference: '' }
  if (error?.code === 'files_missing') return { next: list.nextFilesMissing, reference }
  if (startedAt === null && error && selfExplaining.has(reasonOf(error))) return { next: '', reference: '' }
  return { next: list.nextFailed, reference }
}

function numbers(values: Record<string, number>, locale: string): Record<string, string> {
  const format = new Intl.NumberFormat(locale)
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, format.format(value)]))
}
