import type { ConsentChoice } from '@roomkit-recording/core'
import type { ComputedRef, ShallowRef } from 'vue'
import type { RecordingTerms } from '../consent/terms.js'
import type { ConsentMode, RecordingContext } from '../context.js'
import type { RecordingMessages } from '../locale/messages.js'
import { computed, onScopeDispose, shallowReadonly, shallowRef, watch } from 'vue'
import { actorName } from '../actor-name.js'
import { isNews, rememberAnswer } from '../consent/answered.js'
import { playChime } from '../consent/chime.js'
import { useTabTitle } from '../consent/tab-title.js'
import { termsFor } from '../consent/terms.js'
import { injectRecording } from '../context.js'
import { hasFeature } from '../features.js'
import { consentMessages } from '../locale/consent.js'
import { fill, formatClock, joinSentences } from '../locale/format.js'
import { useMessages } from './useMessages.js'
import { useRoomState } from './useRoomState.js'

/** What one can do about being recorded. */
export type ConsentAnswer = 'accept' | 'leave' | 'leaveOut'

export interface ConsentNoticeView {
  mode: ConsentMode
  recordingId: string
  title: string
  /** Who started it, and what of this person goes into it. */
  text: string
  /** What can be answered; the first is the one that stays. */
  choices: { id: ConsentAnswer, label: string }[]
}

export interface UseConsentNoticeReturn {
  /** What this person has to be told; `null`: nothing, or it was answered. */
  notice: ComputedRef<ConsentNoticeView | null>
  answer: (choice: ConsentAnswer) => Promise<void>
  /** The answer that is on its way. */
  pending: Readonly<ShallowRef<ConsentAnswer | null>>
  /** Why an answer did not arrive; it is sent again meanwhile. */
  error: ComputedRef<string>
  texts: ComputedRef<RecordingMessages['consent']>
  /** After an error: goes on without waiting for the delivery. */
  proceed: () => void
}

/** An earlier answer is waited for this long, in milliseconds: telling late is worse than telling twice. */
const ASK_FOR = 2000
/** How long leaving waits for the answer to be delivered. */
const LEAVE_AFTER = 1500
const SEND_AGAIN = 10_000

const choices: Record<ConsentAnswer, ConsentChoice> = { accept: 'accepted', leave: 'left', leaveOut: 'declined' }

/**
 * Tells somebody who did not start it that they are recorded, once for each recording and again when more of them is taken.
 * It never touches a device. Recorders are told nothing.
 */
export function useConsentNotice(recording?: RecordingContext): UseConsentNoticeReturn {
  const context = injectRecording(recording)
  const { adapter, state, locale, consent, leaveRoom } = context
  const texts = useMessages(context, 'consent', consentMessages)
  const room = useRoomState(context)

  const textVersion = computed(() => consent.value.textVersion ?? '1')
  const isServed = computed(() => hasFeature(context, 'consents'))
  const pending = shallowRef<ConsentAnswer | null>(null)
  const problem = shallowRef<'notDelivered' | 'notLeft' | null>(null)
  /** For which recording an earlier answer was looked for. */
  const looked = shallowRef('')
  let resend: ReturnType<typeof setTimeout> | undefined

  const terms = computed<RecordingTerms | null>(() => {
    const { self, people } = room.value
    if (!consent.value.mode || !self || state.value.permissions?.view === false) return null
    if (state.value.current?.startedBy.userId === self.userId) return null
    const found = termsFor(self.userId, people.map(({ userId }) => userId), state.value)
    return found && (found.heard || found.seen) ? found : null
  })

  const isUnanswered = computed(() => terms.value !== null && looked.value === terms.value.id && isNews(terms.value, textVersion.value) !== false)

  /** Somebody who answered in another tab, or before a reload, is not asked again. */
  async function look(id: string, isAutomatic: boolean) {
    if (isServed.value && !isAutomatic && adapter.consents) {
      const call = new AbortController()
      const timer = setTimeout(() => call.abort(), ASK_FOR)
      const items = await adapter.consents(id, call).then(answer => answer.items, () => [])
      clearTimeout(timer)
      const now = terms.value
      if (now?.id !== id) return
      if (items.some(({ userId, textVersion: version }) => userId === now.userId && version === textVersion.value)) rememberAnswer(now, textVersion.value)
    }
    looked.value = id
  }

  if (typeof document !== 'undefined') {
    watch(() => terms.value?.id, id => {
      problem.value = null
      clearTimeout(resend)
      if (id !== undefined && looked.value !== id) void look(id, terms.value!.isAutomatic)
    }, { immediate: true })
    watch(isUnanswered, isNew => isNew && consent.value.chime && playChime(), { immediate: true })
    onScopeDispose(() => clearTimeout(resend))
  }
  useTabTitle(() => isUnanswered.value ? texts.value.tab : '')

  const notice = computed<ConsentNoticeView | null>(() => {
    const now = terms.value
    const { mode } = consent.value
    if (!now || !mode || !isUnanswered.value) return null
    const said = texts.value
    const what = !now.heard ? said.picture : now.seen ? said[now.mode] : now.mode === 'mixed' ? said.mixedVoice : said.singleVoice
    const { current } = state.value
    const who = current && !now.isAutomatic
      ? fill(said.startedBy, { name: actorName(current.startedBy, context.room), time: formatClock(current.startedAt ?? current.requestedAt, locale.value) })
      : said.automatic
    const offered: ConsentNoticeView['choices'] = [{ id: 'accept', label: mode === 'acknowledge' ? said.agree : said.gotIt }]
    if (hasFeature(context, 'requests') && !now.isAutomatic) offered.push({ id: 'leaveOut', label: said.leaveOut })
    if (leaveRoom) offered.push({ id: 'leave', label: said.leave })
    return {
      mode,
      recordingId: now.id,
      title: isNews(now, textVersion.value) === 'more' ? said.changedTitle : said.title,
      text: joinSentences([who, what, said.devices], locale.value),
      choices: offered,
    }
  })

  /** Delivers an answer to the backend. Being informed is no answer, so “Got it” says nothing. */
  async function deliver(now: RecordingTerms, choice: ConsentAnswer) {
    const { roomId } = state.value
    if (choice === 'leaveOut' && roomId !== null) await adapter.request?.(roomId, 'leave_me_out')
    if (isServed.value && !now.isAutomatic && (choice !== 'accept' || consent.value.mode === 'acknowledge'))
      await adapter.consent?.(now.id, { choice: choices[choice], textVersion: textVersion.value })
  }

  function deliverAgain(now: RecordingTerms, choice: ConsentAnswer) {
    clearTimeout(resend)
    resend = setTimeout(async () => {
      try {
        await deliver(now, choice)
        settle(now)
      } catch {
        deliverAgain(now, choice)
      }
    }, SEND_AGAIN)
  }

  function settle(now: RecordingTerms) {
    clearTimeout(resend)
    problem.value = null
    rememberAnswer(now, textVersion.value)
  }

  async function leave(now: RecordingTerms) {
    await Promise.race([deliver(now, 'leave').catch(() => {}), new Promise(resolve => setTimeout(resolve, LEAVE_AFTER))])
    try {
      await leaveRoom?.()
      settle(now)
    } catch {
      problem.value = 'notLeft'
    }
  }

  return {
    notice,
    texts,
    pending: shallowReadonly(pending),
    error: computed(() => problem.value ? texts.value[problem.value] : ''),
    async answer(choice) {
      const now = terms.value
      if (!now || pending.value) return
      pending.value = choice
      problem.value = null
      clearTimeout(resend)
      try {
        if (choice === 'leave') return await leave(now)
        await deliver(now, choice)
        settle(now)
      } catch {
        problem.value = 'notDelivered'
        deliverAgain(now, choice)
      } finally {
        pending.value = null
      }
    },
    proceed() {
      if (terms.value) rememberAnswer(terms.value, textVersion.value)
    },
  }
}
