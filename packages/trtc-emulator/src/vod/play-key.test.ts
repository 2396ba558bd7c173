import { describe, expect, it } from 'vitest'
import { createPlayGate, playSign } from './play-key.js'

const key = 'AbCdEf0123456789'
const directory = '/a1b2vodcq1500000001/5285890800000000001/'
const t = '6955c710'
const link = { path: `${directory}f0.mp4`, ip: '127.0.0.1' }
const sign = playSign(key, directory, { t, us: 'r4nd0m' })

describe('key hotlink protection', () => {
  it('signs as the worked vectors do', () => {
    expect(sign).toBe('40823f3fe69389c2d2ce7bf03f8ac059')
    expect(playSign(key, directory, { t, rlimit: '3', us: 'r4nd0m' })).toBe('fc29a430fcaddd2015d3b1ec254df4bf')
  })

  it.each<[string, string, number, boolean]>([
    ['a good link', `t=${t}&us=r4nd0m&sign=${sign}`, 1767229200, true],
    ['one that expired less than five minutes ago', `t=${t}&us=r4nd0m&sign=${sign}`, 1767229500, true],
    ['one that expired before', `t=${t}&us=r4nd0m&sign=${sign}`, 1767229501, false],
    ['no signature', '', 1767229200, false],
    ['another time', `t=6955c711&us=r4nd0m&sign=${sign}`, 1767229200, false],
    ['a time in capitals', `t=${t.toUpperCase()}&us=r4nd0m&sign=${playSign(key, directory, { t: t.toUpperCase(), us: 'r4nd0m' })}`, 1767229200, false],
    ['options in another order', `us=r4nd0m&t=${t}&sign=${sign}`, 1767229200, false],
    ['an option twice', `t=${t}&t=${t}&us=r4nd0m&sign=${sign}`, 1767229200, false],
    ['a signature that is not one', `t=${t}&us=r4nd0m&sign=zoë`, 1767229200, false],
    ['an option that nobody signed', `t=${t}&us=r4nd0m&sign=${sign}&x=1`, 1767229200, false],
    ['too many players', `t=${t}&rlimit=0&us=r4nd0m&sign=${playSign(key, directory, { t, rlimit: '0', us: 'r4nd0m' })}`, 1767229200, false],
  ])('knows %s', (_, query, now, allowed) => {
    expect(createPlayGate(key, () => now)({ ...link, query: new URLSearchParams(query) })).toBe(allowed)
  })

  it('lets as many addresses play as the link says', () => {
    const mayPlay = createPlayGate(key, () => 1767229200)
    const query = new URLSearchParams(`t=${t}&rlimit=2&sign=${playSign(key, directory, { t, rlimit: '2' })}`)
    expect(['a', 'b', 'a', 'c', 'b'].map(ip => mayPlay({ ...link, query, ip }))).toEqual([true, true, true, false, true])
  })
})
