import type { BuiltInMessages, RecordingMessageOverrides, RecordingMessages } from './messages.js'

/** The browser's language, where there is a browser. */
export function systemLocale(): string {
  return typeof navigator === 'undefined' ? 'en-US' : navigator.language
}

/** `locale` in a form that `Intl` takes: it throws at `zh_CN`, at an empty tag and at an invented one. */
export function usableLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replace(/_/g, '-'))[0] ?? 'en-US'
  } catch {
    return 'en-US'
  }
}

/**
 * One part's texts in a language: built in (English when we have none for it), then what `overrides` has
 * for the language (`fr`), then for the very tag (`fr-CA`).
 */
export function resolveMessages<Part extends keyof RecordingMessages>(
  part: Part,
  builtIn: BuiltInMessages<Part>,
  locale: string,
  overrides: Record<string, RecordingMessageOverrides> = {},
): RecordingMessages[Part] {
  const language = locale.split('-')[0]!
  return { ...builtIn[language === 'zh' ? 'zh' : 'en'], ...overrides[language]?.[part], ...overrides[locale]?.[part] }
}
