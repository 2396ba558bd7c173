import { describe, expect, it } from 'vitest'
import { buttonMessages } from './button.js'
import { enUS } from './en-us.js'
import { cleanName, fill, formatAge, formatElapsed, joinSentences } from './format.js'
import { resolveMessages, usableLocale } from './resolve.js'
import { zhCN } from './zh-cn.js'

describe('resolveMessages', () => {
  it.each([
    ['en-US', 'Record'],
    ['en', 'Record'],
    ['zh-CN', '录制'],
    ['zh', '录制'],
    ['zh-Hant-TW', '录制'],
    ['fr-CA', 'Record'],
    ['constructor', 'Record'],
  ])('has for %s the button “%s”', (locale, record) => {
    expect(resolveMessages('button', buttonMessages, locale).record).toBe(record)
  })

  it('lays a language over English, and a tag over its language', () => {
    const overrides = { 'fr': { button: { record: 'Enregistrer', cancel: 'Annuler' } }, 'fr-CA': { button: { record: 'Enregistrer (CA)' } } }
    expect(resolveMessages('button', buttonMessages, 'fr-CA', overrides)).toMatchObject({ record: 'Enregistrer (CA)', cancel: 'Annuler', stop: 'Stop recording' })
    expect(resolveMessages('button', buttonMessages, 'fr', overrides).record).toBe('Enregistrer')
    expect(resolveMessages('button', buttonMessages, 'en-US', overrides)).toEqual(enUS.button)
  })

  it('leaves the built-in texts as they are', () => {
    resolveMessages('button', buttonMessages, 'en', { en: { button: { record: 'Tape' } } })
    expect(enUS.button.record).toBe('Record')
  })
})

describe('the two languages', () => {
  const texts = (messages: object) => Object.entries(messages).flatMap(([part, group]) =>
    Object.entries(group as Record<string, string>).map(([name, text]) => [`${part}.${name}`, text] as const))
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

  it.each(texts(enUS))('fill the same places and leave none empty: %s', (name, english) => {
    const chinese = Object.fromEntries(texts(zhCN))[name]!
    expect(english.trim()).not.toBe('')
    expect(chinese).toMatch(/\p{Script=Han}/u)
    expect(places(chinese)).toEqual(places(english))
  })
})

describe('usableLocale', () => {
  it.each([['zh_CN', 'zh-CN'], ['EN-us', 'en-US'], ['', 'en-US'], ['not a language', 'en-US'], ['fr', 'fr']])('makes of “%s” “%s”', (given, usable) => {
    expect(usableLocale(given)).toBe(usable)
  })
})

describe('texts', () => {
  it.each([[0, '00:00'], [999, '00:00'], [61_000, '01:01'], [3_599_999, '59:59'], [3_600_000, '1:00:00'], [360_000_000, '100:00:00'], [-5, '00:00']])('%d ms are %s', (elapsed, text) => {
    expect(formatElapsed(elapsed)).toBe(text)
  })

  it.each([[12_000, 'en-US', '12 sec. ago'], [61_000, 'en-US', '1 min. ago'], [7_300_000, 'en-US', '2 hr. ago'], [12_000, 'zh-CN', '12秒前'], [-1, 'zh-CN', '0秒前']])('%d ms ago is in %s “%s”', (age, locale, text) => {
    expect(formatAge(age, locale)).toBe(text)
  })

  it.each([['Alice', 'Alice'], ['  A\u202Elice\u2066 \n', 'A lice'], ['عليا', 'عليا'], ['👩🏽‍🚀', '👩🏽‍🚀'], ['\u200F', '']])('the name “%s” is written “%s”', (name, clean) => {
    expect(cleanName(name)).toBe(clean)
  })

  it('a name is filled in as it is, even if it looks like a place', () => {
    expect(fill('By {name} at {time}.', { name: '{time}$&', time: '9:00' })).toBe('By {time}$& at 9:00.')
    expect(fill('{unknown}', {})).toBe('{unknown}')
  })

  it('sentences are parted by a space, not so in Chinese', () => {
    expect(joinSentences(['A.', '', 'B.'], 'en-US')).toBe('A. B.')
    expect(joinSentences(['甲。', '乙。'], 'zh-CN')).toBe('甲。乙。')
  })
})
