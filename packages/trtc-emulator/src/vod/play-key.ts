import { createHash, timingSafeEqual } from 'node:crypto'

/** Signed in this order, and to be given in this order. */
const FIELDS = ['t', 'exper', 'rlimit', 'us', 'whref', 'bkref', 'whreg', 'bkreg'] as const

/** Links really expire so much later. */
const GRACE_SECONDS = 300

export interface PlayLink {
  /** Encoded, as requested. */
  path: string
  query: URLSearchParams
  /** The player's address. */
  ip: string
}

/** `sign` of VOD's key hotlink protection. Options that are absent count as empty. */
export function playSign(key: string, directory: string, options: Partial<Record<typeof FIELDS[number], string>>): string {
  return createHash('md5').update(key + directory + FIELDS.map(name => options[name] ?? '').join('')).digest('hex')
}

/** Checks links by VOD's "Key Hotlink Protection". `now` is in seconds since the epoch. */
export function createPlayGate(key: string, now: () => number) {
  const players = new Map<string, Set<string>>()

  return function mayPlay({ path, query, ip }: PlayLink): boolean {
    const names = [...query.keys()]
    const known: readonly string[] = [...FIELDS, 'sign']
    const places = names.map(name => known.indexOf(name))
    if (places.some((place, index) => place < 0 || (index > 0 && place <= places[index - 1]!))) return false

    const options = Object.fromEntries(query) as Partial<Record<typeof FIELDS[number], string>>
    const { t = '', rlimit } = options
    const sign = query.get('sign') ?? ''
    const expected = playSign(key, path.slice(0, path.lastIndexOf('/') + 1), options)
    if (!/^[0-9a-f]{1,12}$/.test(t) || !/^[0-9a-f]{32}$/.test(sign) || !timingSafeEqual(Buffer.from(sign), Buffer.from(expected))) return false
    if (Number.parseInt(t, 16) + GRACE_SECONDS < now()) return false
    if (rlimit === undefined) return true
    if (!/^[1-9]$/.test(rlimit)) return false

    const seen = players.get(sign) ?? new Set()
    players.set(sign, seen)
    if (seen.size < Number(rlimit)) seen.add(ip)
    return seen.has(ip)
  }
}
