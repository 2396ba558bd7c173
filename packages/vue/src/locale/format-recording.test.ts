import { describe, expect, it } from 'vitest'
import { formatDuration, formatSize, isoDuration } from './format-recording.js'

describe('what is said of a recording', () => {
  it.each([
    [0, 'en-US', '0 sec'],
    [45_000, 'en-US', '45 sec'],
    [59_600, 'en-US', '1 min'],
    [3_570_000, 'en-US', '1 hr'],
    [4_320_000, 'en-US', '1 hr 12 min'],
    [86_400_000, 'en-US', '24 hr'],
    [-5, 'en-US', '0 sec'],
    [4_320_000, 'zh-CN', '1小时 12分钟'],
  ])('%d ms are in %s “%s”', (ms, locale, text) => {
    expect(formatDuration(ms, locale)).toBe(text)
  })

  it.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [999_499, '999 kB'],
    [1_250_000, '1.3 MB'],
    [75_000_000, '75 MB'],
    [999_600_000, '1 GB'],
    [2_100_000_000, '2.1 GB'],
    [3e15, '3,000 TB'],
  ])('%d bytes are “%s”', (bytes, text) => {
    expect(formatSize(bytes, 'en-US')).toBe(text)
  })

  it('a duration for machines', () => {
    expect(isoDuration(4_325_400)).toBe('PT1H12M5S')
  })
})
