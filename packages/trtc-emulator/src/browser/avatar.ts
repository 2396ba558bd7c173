import { hueOf } from './media/pictures.js'

const escapes: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', '\'': '&#39;' }

/** The picture of somebody who has none: for an empty one TUIRoomKit would ask Tencent's host, or show nothing. */
export function avatarOf(userId: string, userName: string): string {
  const letter = [...userName || userId][0]?.toUpperCase().replace(/[<>&"']/g, char => escapes[char]!) ?? ''
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="hsl(${hueOf(userId)} 45% 45%)"/>`
    + `<text x="20" y="27" font-family="system-ui, sans-serif" font-size="20" font-weight="600" text-anchor="middle" fill="#fff">${letter}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
