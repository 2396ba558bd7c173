import { expect, it } from 'vitest'
import { signPlayUrl } from './vod-play-key.js'

it('signs as the worked vector of "Key Hotlink Protection" does', () => {
  const url = signPlayUrl('https://v.example/a1b2vodcq1500000001/5285890800000000001/f0.mp4', { playKey: 'AbCdEf0123456789', expiresAt: 1_767_229_200_999, us: 'r4nd0m' })
  expect(url).toBe('https://v.example/a1b2vodcq1500000001/5285890800000000001/f0.mp4?t=6955c710&us=r4nd0m&sign=40823f3fe69389c2d2ce7bf03f8ac059')
})

it('makes another link each time', () => {
  const sign = () => signPlayUrl('https://v.example/a/b.mp4', { playKey: 'AbCdEf0123456789', expiresAt: 1 })
  expect(sign()).not.toBe(sign())
})
