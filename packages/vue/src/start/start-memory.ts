import type { MixLayout, StartOptions } from '@roomkit-recording/core'
import { checkStartOptions } from '@roomkit-recording/core'

const storageKey = 'roomkit-recording-start'

/** The choices that are right for another meeting too. Names and people belong to this one. */
export type RememberedChoice = Pick<StartOptions, 'mode' | 'media' | 'quality' | 'layout' | 'maxMinutes'>

/** Last time's choice in this app; empty when there was none, or nothing to be understood. */
export function loadChoice(): RememberedChoice {
  try {
    const choice: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '{}')
    return checkStartOptions(choice).length ? {} : choice as RememberedChoice
  } catch {
    return {}
  }
}

export function saveChoice({ mode, media, quality, layout, maxMinutes }: StartOptions): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ mode, media, quality, maxMinutes, layout: layout && withoutPeople(layout) }))
  } catch {
    // Storage may be full or switched off; then it is forgotten.
  }
}

/** Who is large today may not even be there tomorrow. */
function withoutPeople(layout: MixLayout): MixLayout {
  return JSON.parse(JSON.stringify(layout, (key, value) => key === 'main' || key === 'userId' ? undefined : value))
}
