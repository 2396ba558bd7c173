import type { RecordingDisplayStatus } from '@roomkit-recording/core'
import type { RecordingContext } from '../context.js'
import { computed, effectScope, onBeforeUnmount, onMounted, watch } from 'vue'
import { joinSentences } from '../locale/format.js'
import { visuallyHidden } from '../visually-hidden.js'
import { describeRecording } from './useRecordingIndicator.js'
import { useRecordingNotice } from './useRecordingNotice.js'

const announcers = new WeakMap<RecordingContext, { users: number, stop: () => void }>()

/**
 * Says each change of the recording's state once, in a polite live region at the end of the page.
 * However many components ask for it, there is one region for a recording.
 */
export function useRecordingAnnouncements(recording: RecordingContext): void {
  onMounted(() => {
    const announcer = announcers.get(recording) ?? { users: 0, stop: announce(recording) }
    announcer.users++
    announcers.set(recording, announcer)
  })
  onBeforeUnmount(() => {
    const announcer = announcers.get(recording)
    if (!announcer || --announcer.users > 0) return
    announcer.stop()
    announcers.delete(recording)
  })
}

function announce(recording: RecordingContext): () => void {
  const region = document.createElement('div')
  region.setAttribute('aria-live', 'polite')
  region.dataset.part = 'recording-announcer'
  Object.assign(region.style, visuallyHidden)
  document.body.append(region)

  const scope = effectScope(true)
  scope.run(() => {
    const { state, locale, messages } = recording
    const { notice } = useRecordingNotice(recording)

    /** Changes when there is something to say; names no time and no language. */
    const moment = computed(() => {
      const { roomId, snapshot, status, current, permissions } = state.value
      if (!roomId || !snapshot || permissions?.view === false) return null
      const isSilent = status === 'recording' && current?.capturing === false
      return [roomId, status, isSilent ? 'silent' : '', notice.value ? `${notice.value.recording.id} ${notice.value.status}` : ''].join('\n')
    })

    let before: RecordingDisplayStatus | null = null
    watch(moment, now => {
      const { status, failure } = state.value
      const previous = before
      before = now === null ? null : status
      if (now === null) return
      const sentences = describeRecording(recording, now.includes('\nsilent\n'))
      if (status === 'idle') {
        // Its own failure is an alert and needs no second voice.
        if (notice.value) sentences.push(`${notice.value.title} – ${notice.value.text}`)
        else if (previous === 'starting' && !failure) sentences.push(messages.value.sentence.notStarted)
        else if (previous !== null && previous !== 'idle' && !failure) sentences.push(messages.value.sentence.ended)
      }
      if (sentences.length) {
        region.lang = locale.value
        region.textContent = joinSentences(sentences, locale.value)
      }
    }, { immediate: true })
  })

  return () => {
    scope.stop()
    region.remove()
  }
}
