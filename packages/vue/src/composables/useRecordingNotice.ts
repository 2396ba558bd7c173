import type { Recording, RecordingRoom, StopReason } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { RecordingMessages } from '../locale/messages.js'
import { computed, onScopeDispose, shallowReactive, shallowRef, watch } from 'vue'
import { actorName } from '../actor-name.js'
import { injectRecording } from '../context.js'
import { fill, joinSentences } from '../locale/format.js'
import { noticeMessages } from '../locale/notice.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

/** Who comes back later than this, in milliseconds, came for another meeting. */
const TOLD_FOR = 10 * 60_000

export interface RecordingNoticeView {
  recording: Recording
  status: 'processing' | 'ready' | 'failed'
  title: string
  /** Why it ended, and what becomes of it. */
  text: string
}

export interface UseRecordingNoticeReturn {
  /** How the last recording ended, for ten minutes or until it is dismissed. */
  notice: ComputedRef<RecordingNoticeView | null>
  dismissLabel: ComputedRef<string>
  /** Not again in this tab, unless it fails after all. */
  dismiss: () => void
}

/** Tells how the last recording ended to whoever is there, or comes back soon after. */
export function useRecordingNotice(recording?: RecordingContext): UseRecordingNoticeReturn {
  const context = injectRecording(recording)
  const { controller, room, state, locale } = context
  const texts = useMessages(context, 'notice', noticeMessages)
  const { canView, canControl } = useRecording(context)

  const last = computed(() => {
    const { snapshot, current, status, failure } = state.value
    if (!canView.value || !snapshot || current || status === 'starting') return null
    const newest = snapshot.recent.reduce<Recording | null>((a, b) => a && endOf(a) >= endOf(b) ? a : b, null)
    if (!newest || !isOver(newest)) return null
    // Whoever pressed in vain reads it in the failure; that it never began concerns nobody but those in control.
    if (newest.startedAt === null && newest.status === 'failed' && (!canControl.value || failure?.recordingId === newest.id)) return null
    return newest
  })

  const now = shallowRef(controller.serverNow())
  let timer: ReturnType<typeof setTimeout> | undefined
  if (typeof document !== 'undefined') {
    watch(last, ended => {
      clearTimeout(timer)
      now.value = controller.serverNow()
      const remaining = ended ? endOf(ended) + TOLD_FOR - now.value : 0
      if (remaining > 0) timer = setTimeout(() => { now.value = controller.serverNow() }, remaining + 1)
    }, { immediate: true, flush: 'sync' })
    onScopeDispose(() => clearTimeout(timer))
  }

  const notice = computed<RecordingNoticeView | null>(() => {
    const ended = last.value
    return ended && isOver(ended) && now.value - endOf(ended) < TOLD_FOR && !dismissed().has(keyOf(ended))
      ? { recording: ended, status: ended.status, ...tell(ended, texts.value, locale.value, room) }
      : null
  })

  return {
    notice,
    dismissLabel: computed(() => texts.value.dismiss),
    dismiss() {
      if (notice.value) remember(keyOf(notice.value.recording))
    },
  }
}

const reasons: Record<Exclude<StopReason, 'user'>, keyof RecordingMessages['notice']> = {
  idle: 'idle',
  limit: 'limit',
  room_closed: 'roomClosed',
  policy: 'policy',
  replaced: 'replaced',
  removed: 'removed',
  error: 'interrupted',
  unknown: 'interrupted',
}

function tell(recording: Recording & { status: RecordingNoticeView['status'] }, texts: RecordingMessages['notice'], locale: string, room: RecordingRoom): { title: string, text: string } {
  const { status, error } = recording
  const outcome = status === 'processing'
    ? texts.processingText
    : status === 'ready'
      ? texts.readyText
      : error?.code === 'nothing_captured'
        ? texts.nothingCaptured
        : error?.code === 'files_missing' ? texts.filesMissing : texts.failedText
  return { title: texts[status], text: joinSentences([whyItEnded(recording, texts, room), outcome], locale) }
}

/** Why a recording ended, as a sentence; empty while it has not. */
export function whyItEnded({ stopReason, stoppedBy }: Recording, texts: RecordingMessages['notice'], room: RecordingRoom): string {
  if (stopReason === null) return ''
  if (stopReason !== 'user') return texts[reasons[stopReason] ?? 'interrupted']
  return stoppedBy ? fill(texts.stoppedBy, { name: actorName(stoppedBy, room) }) : texts.stopped
}

function isOver(recording: Recording): recording is Recording & { status: RecordingNoticeView['status'] } {
  return recording.status === 'processing' || recording.status === 'ready' || recording.status === 'failed'
}

function endOf(recording: Recording): number {
  return recording.endedAt ?? recording.requestedAt
}

/** A failure is news even to those who have dismissed the end. */
function keyOf(recording: Recording): string {
  return recording.status === 'failed' ? `${recording.id} failed` : recording.id
}

const storageKey = 'roomkit-recording-dismissed'
let remembered: Set<string> | undefined

/** What was dismissed in this tab; survives a reload. */
function dismissed(): Set<string> {
  return remembered ??= shallowReactive(new Set(load()))
}

function remember(key: string) {
  const keys = dismissed().add(key)
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...keys].slice(-50)))
  } catch {
    // Storage may be switched off; then it is forgotten with the page.
  }
}

function load(): string[] {
  try {
    const keys: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(keys) ? keys.map(String) : []
  } catch {
    return []
  }
}
