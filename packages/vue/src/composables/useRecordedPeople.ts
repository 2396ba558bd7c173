import type { SubscribeUsers } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { RecordedPart } from '../people/recorded-part.js'
import { MAX_SELECTED_USERS } from '@roomkit-recording/core'
import { computed, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { cleanName, fill } from '../locale/format.js'
import { panelMessages } from '../locale/panel.js'
import { recordedPart, withRecordedPart } from '../people/recorded-part.js'
import { isRecorder } from '../recorder-id.js'
import { useMessages } from './useMessages.js'
import { useRecording } from './useRecording.js'
import { useRoomState } from './useRoomState.js'

export interface RecordedPersonChoice {
  part: RecordedPart
  label: string
  /** Why it can't be chosen; empty when it can. */
  obstacle: string
}

export interface RecordedPerson {
  userId: string
  /** With “(you)” for oneself. */
  name: string
  avatarUrl: string | null
  part: RecordedPart
  choices: RecordedPersonChoice[]
  /** What a control for it is called. */
  label: string
  /** Camera, microphone and screen are off: nothing of them is in the file at the moment. */
  isSilent: boolean
}

export interface UseRecordedPeopleReturn {
  /** Something is recorded, and this person may say of whom. */
  isAvailable: ComputedRef<boolean>
  /** Everybody in the room, in order of entry. */
  people: ComputedRef<RecordedPerson[]>
  /** A change is on its way. */
  isChanging: ComputedRef<boolean>
  /** Leaves somebody out from now on, or takes them in again. Never rejects: what went wrong is in `failure`. */
  choose: (userId: string, part: RecordedPart) => Promise<void>
}

/** Who is in the recording, for those who may change it. */
export function useRecordedPeople(recording?: RecordingContext): UseRecordedPeopleReturn {
  const context = injectRecording(recording)
  const { current, canControl, update } = useRecording(context)
  const room = useRoomState(context)
  const texts = useMessages(context, 'panel', panelMessages)

  /** What was chosen here and not answered yet: the next choice builds on it. */
  const wish = shallowRef<SubscribeUsers | null>(null)
  watch(() => current.value?.id, () => { wish.value = null })

  const subscribe = computed(() => wish.value ?? current.value?.subscribe ?? {})
  const present = computed(() => room.value.people.filter(({ userId }) => !isRecorder(userId)))
  const ids = computed(() => present.value.map(({ userId }) => userId))
  const offered = computed<RecordedPart[]>(() => current.value?.media === 'audioVideo' ? ['full', 'voiceOnly', 'leftOut'] : ['full', 'leftOut'])

  function choicesFor(userId: string, part: RecordedPart): RecordedPersonChoice[] {
    const parts = offered.value.includes(part) ? offered.value : [part, ...offered.value]
    return parts.map(each => {
      const outcome = withRecordedPart(subscribe.value, userId, each, ids.value)
      return {
        part: each,
        label: each === 'full' && current.value?.media !== 'audioVideo' ? texts.value.recorded : texts.value[each],
        obstacle: typeof outcome === 'string' ? fill(texts.value[outcome], { count: String(MAX_SELECTED_USERS) }) : '',
      }
    })
  }

  return {
    isAvailable: computed(() => canControl.value && context.adapter.update !== undefined && (current.value?.status === 'recording' || current.value?.status === 'starting')),
    people: computed(() => present.value.map(({ userId, name, avatarUrl, camera, microphone, screen }) => {
      const part = recordedPart(subscribe.value, userId, ids.value)
      const called = cleanName(name) || userId
      return {
        userId,
        name: userId === room.value.self?.userId ? `${called} (${texts.value.you})` : called,
        avatarUrl,
        part,
        choices: choicesFor(userId, part),
        label: fill(texts.value.choice, { name: called }),
        isSilent: !camera && !microphone && !screen,
      }
    })),
    isChanging: computed(() => wish.value !== null),
    async choose(userId, part) {
      const wanted = withRecordedPart(subscribe.value, userId, part, ids.value)
      if (typeof wanted === 'string') return
      wish.value = wanted
      await update({ subscribe: wanted })
      // What was chosen since has taken its place.
      if (wish.value === wanted) wish.value = null
    },
  }
}
