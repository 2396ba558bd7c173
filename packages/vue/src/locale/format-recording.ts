/** A moment with its date, in the zone of whoever reads it. */
export function formatMoment(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** The same, for titles: with the day of the week. */
export function formatDay(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'short', month: 'short', day: 'numeric', year: 'numeric', hour: 'numeric', minute: '2-digit' }).format(at)
}

/** “1 hr 12 min”, “12 min”, “45 sec”: in the language's own words, and never to be taken for a time of day. */
export function formatDuration(milliseconds: number, locale: string): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  const unit = (value: number, name: 'hour' | 'minute' | 'second') => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  if (seconds < 60) return unit(seconds, 'second')
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return unit(minutes, 'minute')
  return [unit(Math.floor(minutes / 60), 'hour'), minutes % 60 ? unit(minutes % 60, 'minute') : ''].filter(Boolean).join(' ')
}

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** “75 MB”; a kilobyte has 1000 bytes. */
export function formatSize(bytes: number, locale: string): string {
  let value = Math.max(0, bytes)
  let index = 0
  while (value >= 999.5 && index < sizes.length - 1) {
    value /= 1000
    index++
  }
  return new Intl.NumberFormat(locale, { style: 'unit', unit: sizes[index]!, maximumFractionDigits: value < 10 && index > 1 ? 1 : 0 }).format(value)
}

/** How long something took as a machine reads it: `PT1H12M5S`. */
export function isoDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`
}

/** A price with as many digits as its currency has; small ones with more, so that none is shown as nothing. */
export function formatMoney(amount: number, currency: string, locale: string): string {
  const maximumFractionDigits = amount > 0 && amount < 1 ? 3 : 2
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: Math.min(2, maximumFractionDigits), maximumFractionDigits }).format(amount)
  } catch {
    // An invented currency is the integrator's own word.
    return `${amount} ${currency}`
  }
}
