const escapes: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', '\'': '&#39;' }

/** A picture with the first letter of the name, so that the page needs no other host for one. */
export function avatarFor(userId: string, name: string): string {
  const hue = [...userId].reduce((hash, char) => Math.imul(hash ^ char.codePointAt(0)!, 16777619) >>> 0, 2166136261) % 360
  const letter = ([...name][0] ?? '').toUpperCase().replace(/[<>&"']/g, char => escapes[char]!)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="hsl(${hue} 45% 45%)"/>`
    + `<text x="20" y="27" font-family="system-ui, sans-serif" font-size="20" font-weight="600" text-anchor="middle" fill="#fff">${letter}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
