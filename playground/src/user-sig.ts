import { readQuery } from './query.js'

export interface Credentials {
  sdkAppId: number
  userId: string
  userSig: string
  /** Whether the rooms are the emulator's. */
  isEmulated: boolean
}

let kept: Promise<Credentials> | undefined

/** The demo's server signs for whoever asks; an application's own server signs for whoever is logged in there. */
async function fetchCredentials(userId: string): Promise<Credentials> {
  const response = await fetch(`/api/user-sig?user=${encodeURIComponent(userId)}`)
  if (!response.ok) throw new Error(`The demo's server gave no UserSig (${response.status})`)
  return await response.json() as Credentials
}

export function credentials(refresh = false): Promise<Credentials> {
  if (refresh) kept = undefined
  kept ??= fetchCredentials(readQuery(location.search).user ?? '')
  kept.catch(() => { kept = undefined })
  return kept
}

/** The token that this page shows the recording backend. */
export async function userSig(refresh: boolean): Promise<string> {
  if (!readQuery(location.search).user) return ''
  return (await credentials(refresh)).userSig
}
