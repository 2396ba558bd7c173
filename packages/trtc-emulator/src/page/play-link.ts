import { playSign } from '../vod/play-key.js'

const DAY_SECONDS = 86_400

/** A link that plays a file of VOD, signed where there is a key. It stays the same for a day, so that a player that shows it is not disturbed. */
export function playLink(url: string, key: string | undefined, now: number): string {
  if (key === undefined) return url
  const link = new URL(url)
  const t = ((Math.floor(now / 1000 / DAY_SECONDS) + 2) * DAY_SECONDS).toString(16)
  const directory = link.pathname.slice(0, link.pathname.lastIndexOf('/') + 1)
  link.search = new URLSearchParams({ t, sign: playSign(key, directory, { t }) }).toString()
  return link.href
}
