import type { RecordingContext } from './context.js'
import { onBeforeUnmount, onMounted, watch } from 'vue'
import { joinSentences } from './locale/format.js'
import { visuallyHidden } from './visually-hidden.js'

type Source = 'indicator' | 'notice' | 'consent' | 'request' | 'silence' | 'limit'

interface Announcer {
  region: HTMLElement
  sources: Source[]
  /** What each source told of last. */
  moments: Partial<Record<Source, string | null>>
  /** What is said at this very moment, together. */
  sentences: string[]
}

export interface AnnouncementOptions {
  source: Source
  /** Changes when there is something to say; `null`: nothing. Of one source, whoever shows it says it once. */
  moment: () => string | null
  /** What is said, given the moment before, and whether somebody tells how recordings end. */
  tell: (before: string | null, isEndTold: boolean) => string
}

const announcers = new WeakMap<RecordingContext, Announcer>()

/**
 * Says changes in one polite live region at the end of the page. The region is there from the mount of the first component
 * that speaks to the unmount of the last: one that appears together with its text is not read.
 */
export function useAnnouncement(recording: RecordingContext, { source, moment, tell }: AnnouncementOptions): void {
  onMounted(() => {
    const announcer = announcers.get(recording) ?? { region: createRegion(), sources: [], moments: {}, sentences: [] }
    announcers.set(recording, announcer)
    announcer.sources.push(source)
    watch(moment, now => {
      const before = announcer.moments[source] ?? null
      announcer.moments[source] = now
      if (now !== null && now !== before) say(announcer, tell(before, announcer.sources.includes('notice')), recording.locale.value)
    }, { immediate: true })
  })
  onBeforeUnmount(() => {
    const announcer = announcers.get(recording)
    if (!announcer) return
    announcer.sources.splice(announcer.sources.indexOf(source), 1)
    if (announcer.sources.length) return
    announcer.region.remove()
    announcers.delete(recording)
  })
}

function say({ region, sentences }: Announcer, sentence: string, locale: string) {
  if (!sentence || sentences.push(sentence) > 1) return
  queueMicrotask(() => {
    region.lang = locale
    region.textContent = joinSentences(sentences.splice(0), locale)
  })
}

function createRegion(): HTMLElement {
  const region = document.createElement('div')
  region.setAttribute('aria-live', 'polite')
  region.dataset.part = 'recording-announcer'
  region.style.cssText = visuallyHidden
  return document.body.appendChild(region)
}
