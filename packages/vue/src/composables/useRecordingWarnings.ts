import type { RecordingWarningCode } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { RecordingMessages } from '../locale/messages.js'
import { computed } from 'vue'
import { injectRecording } from '../context.js'
import { fill, formatClock } from '../locale/format.js'
import { warningMessages } from '../locale/warning.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'

export interface RecordingWarningView {
  code: string
  /** What it means, and what can be done. */
  text: string
  /** “Since 9:41 AM”. */
  since: string
}

const names: Record<RecordingWarningCode, keyof RecordingMessages['warning']> = {
  storage_refused: 'storageRefused',
  image_failed: 'imageFailed',
  over_25_people: 'over25People',
  double_recording: 'doubleRecording',
  no_sound: 'noSound',
  limit_near: 'limitNear',
}

/** What is wrong with the recording that runs, in plain words, for those who can do something about it. */
export function useRecordingWarnings(recording?: RecordingContext): ComputedRef<RecordingWarningView[]> {
  const context = injectRecording(recording)
  const { current, canControl } = useRecording(context)
  const texts = useMessages(context, 'warning', warningMessages)
  return computed(() => !canControl.value
    ? []
    : (current.value?.warnings ?? []).map(({ code, at }) => ({
        code,
        text: Object.hasOwn(names, code) ? texts.value[names[code]] : fill(texts.value.other, { code }),
        since: fill(texts.value.since, { time: formatClock(at, context.locale.value) }),
      })))
}
