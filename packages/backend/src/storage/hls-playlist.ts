/** What an index of TRTC says of its recording ("On-Cloud Recording", M3U8). */
export interface HlsPlaylist {
  /** The true start, milliseconds since the epoch. */
  startedAt: number | null
  durationMs: number
  /** Written to the end. */
  isComplete: boolean
}

const URI = /URI="([^"]*)"/g

/** A bare file name: no folders, no other host, no query. */
const isBeside = (uri: string): boolean => /^[\w+=.-]+$/.test(uri) && !uri.startsWith('..')

export function readPlaylist(text: string): HlsPlaylist {
  const lines = text.split(/\r?\n/)
  const startedAt = /^#EXT-X-TRTC-START-REC-TIME:\s*(\d{1,16})/m.exec(text)?.[1]
  const seconds = lines.map(line => Number(/^#EXTINF:\s*(\d+(?:\.\d+)?)/.exec(line)?.[1] ?? 0))
  return {
    startedAt: startedAt === undefined ? null : Number(startedAt),
    durationMs: Math.round(seconds.reduce((sum, value) => sum + value, 0) * 1000),
    isComplete: lines.some(line => line.startsWith('#EXT-X-ENDLIST')),
  }
}

/**
 * The same index with other addresses. `addressOf` gets the name of a file beside the index.
 * Whatever points elsewhere is left out: we vouch for nothing but the recording's own files.
 */
export function rewritePlaylist(text: string, addressOf: (name: string) => string): string {
  return text.split(/\r?\n/).flatMap(line => {
    if (line.startsWith('#')) return line.replaceAll(URI, (_, uri: string) => `URI="${isBeside(uri) ? addressOf(uri) : ''}"`)
    const uri = line.trim()
    if (uri === '') return line
    return isBeside(uri) ? addressOf(uri) : []
  }).join('\n')
}
