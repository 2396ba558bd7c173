import { getPlatform } from '@tencentcloud/universal-api'

export type Language = 'en-US' | 'zh-CN'
export type Theme = 'light' | 'dark'

/** What the address asks for; a user or room that can't be is null. */
export interface Query {
  room: string | null
  user: string | null
  name: string
  language: Language
  theme: Theme
  isPhone: boolean
}

const idPattern = /^[\w-]{1,32}$/
const asId = (text: string | null) => (text !== null && idPattern.test(text.trim()) ? text.trim() : null)

export function readQuery(search: string): Query {
  const query = new URLSearchParams(search)
  const browserLanguage = navigator.language.startsWith('zh') ? 'zh-CN' : 'en-US'
  const language = query.get('lang')
  const view = query.get('view')
  return {
    room: asId(query.get('room')),
    user: asId(query.get('user')),
    name: query.get('name')?.trim().slice(0, 64) ?? '',
    language: language === 'zh-CN' || language === 'en-US' ? language : browserLanguage,
    theme: query.get('theme') === 'dark' ? 'dark' : 'light',
    isPhone: view === 'h5' || (view !== 'pc' && getPlatform() !== 'pc'),
  }
}

const oneOf = <T extends string>(values: readonly T[], text: string | null) => values.find(value => value === text)

/** Which of the plugin's options the address asks for. */
export function readRecordingQuery(search: string) {
  const query = new URLSearchParams(search)
  const plan = oneOf(['manual', 'automatic', 'both'], query.get('plan'))
  const consent = oneOf(['inform', 'acknowledge'], query.get('consent'))
  return {
    /** `conference`: TUIRoomKit's own recording instead of the backend's. */
    recorder: oneOf(['backend', 'conference'], query.get('recorder')) ?? 'backend',
    ...(plan && { plan }),
    ...(consent && { consent }),
    ...(query.get('ask') === '1' && { askToRecord: true }),
  }
}

/** The same page for somebody else, or for nobody yet. */
export function addressFor(changes: Record<string, string | null>): string {
  const url = new URL(location.href)
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(key)
    else url.searchParams.set(key, value)
  }
  return url.href
}

/** A user id that reads like the name, and is nobody else's when the name has no letters that ids may have. */
export function userIdFor(name: string): string {
  const id = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 32)
  return id || `guest-${Math.random().toString(36).slice(2, 8)}`
}
