import { readQuery } from './query.js'

export interface Credentials {
  sdkAppId: number
  userId: string
  userSig: string
  /** Whether the rooms are the emulator's. */
  isEmulated: boolean
}

/** The demo's server doesn't sign for this user. */
export class UserRefusedError extends Error {
  override name = 'UserRefusedError'
  constructor(readonly code: number, message: string) {
    super(message)
  }
}

let kept: Promise<Credentials> | undefined

/** The demo's server signs for whoever asks; an application's own server signs for whoever is logged in there. */
async function fetchCredentials(userId: string): Promise<Credentials> {
  const response = await fetch(`/api/user-sig?user=${encodeURIComponent(userId)}`)
  if (response.status === 400 || response.status === 403) throw new UserRefusedError(response.status, (await response.json() as { title: string }).title)
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
