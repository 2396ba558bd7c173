import type { RecordingTerms } from './terms.js'
import { shallowReactive } from 'vue'

interface Answered {
  textVersion: string
  heard: boolean
  seen: boolean
}

const storageKey = 'roomkit-recording-consents'
const MOST = 50
let known: Map<string, Answered> | undefined

/** What was answered in this tab; survives a reload. */
function answers(): Map<string, Answered> {
  return known ??= shallowReactive(new Map(load()))
}

/** Whether nothing, less, or something else was answered to than these terms. `more`: there was an answer, and now more is taken. */
export function isNews(terms: RecordingTerms, textVersion: string): false | 'new' | 'more' {
  const { heard, seen } = terms
  const answer = answers().get(keyOf(terms))
  if (answer?.textVersion !== textVersion) return 'new'
  return (heard && !answer.heard) || (seen && !answer.seen) ? 'more' : false
}

export function rememberAnswer(terms: RecordingTerms, textVersion: string): void {
  answers().set(keyOf(terms), { textVersion, heard: terms.heard, seen: terms.seen })
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([...answers()].slice(-MOST)))
  } catch {
    // Storage may be switched off; then it is forgotten with the page.
  }
}

/** For tests: as in a new tab. */
export function forgetAnswers(): void {
  known?.clear()
}

function keyOf({ userId, id }: RecordingTerms): string {
  return `${id} ${userId}`
}

function load(): [string, Answered][] {
  try {
    const entries: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(entries) ? entries.filter(entry => Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1]?.textVersion === 'string') : []
  } catch {
    return []
  }
}
