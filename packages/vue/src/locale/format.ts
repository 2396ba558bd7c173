// Direction marks and overrides in a name would rearrange the sentence around it.
// eslint-disable-next-line no-control-regex
const invisible = /[\u0000-\u001F\u007F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/** A text from a user, fit to stand inside a sentence of ours. */
export function cleanName(name: string): string {
  return name.replace(invisible, ' ').replace(/\s+/g, ' ').trim()
}

/** Fills `{name}` places. A place without a value stays as it is written. */
export function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (place, key: string) => values[key] ?? place)
}

/** Sentences one after the other; Chinese and Japanese put no space between them. */
export function joinSentences(sentences: string[], locale: string): string {
  return sentences.filter(Boolean).join(/^(?:zh|ja)\b/.test(locale) ? '' : ' ')
}

/** `0:07` is `00:07`, an hour is `1:00:00`: the width changes once, at the hour. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const hours = Math.floor(seconds / 3600)
  const two = (value: number) => String(value).padStart(2, '0')
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** “12 sec. ago”, in the language's own words. */
export function formatAge(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const format = new Intl.RelativeTimeFormat(locale, { style: 'short' })
  if (seconds < 60) return format.format(-seconds, 'second')
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), 'minute')
  return format.format(-Math.floor(seconds / 3600), 'hour')
}

/** The time of day at which something happened, without seconds. */
export function formatClock(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(at)
}
