import type { RecordingMessageOverrides, RecordingMessages } from './messages.js'
import { enUS } from './en-us.js'
import { zhCN } from './zh-cn.js'

const builtIn = new Map([['en', enUS], ['zh', zhCN]])

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
 * The texts of a language: built in (English when we have none for it), then what `overrides` has
 * for the language (`fr`), then for the very tag (`fr-CA`).
 */
export function resolveMessages(locale: string, overrides: Record<string, RecordingMessageOverrides> = {}): RecordingMessages {
  const language = locale.split('-')[0]!
  const layers = language === locale ? [overrides[language]] : [overrides[language], overrides[locale]]
  return layers.reduce<RecordingMessages>((messages, layer) => layer ? merge(messages, layer) : messages, builtIn.get(language) ?? enUS)
}

function merge(messages: RecordingMessages, overrides: RecordingMessageOverrides): RecordingMessages {
  const merged: Record<string, object> = { ...messages }
  for (const part of Object.keys(overrides) as (keyof RecordingMessages)[])
    merged[part] = { ...messages[part], ...overrides[part] }
  return merged as unknown as RecordingMessages
}
