import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlaylist, rewritePlaylist } from './hls-playlist.js'

const index = `#EXTM3U
#EXT-X-VERSION:3
#EXT-X-ALLOW-CACHE:NO
#EXT-X-MEDIA-SEQUENCE:0
#EXT-X-TARGETDURATION:11
#EXT-X-TRTC-START-REC-TIME:1767225610250
#EXT-X-TRTC-VIDEO-METADATA:WIDTH:1280 HEIGHT:720
#EXTINF:10.500,
1400000123_ZGVtbw.._20260101000010250.ts
#EXTINF:4.250,
1400000123_ZGVtbw.._20260101000020750.ts
#EXT-X-ENDLIST
`

describe('an index of TRTC', () => {
  it('tells start, duration and whether it was written to the end', () => {
    expect(readPlaylist(index)).toEqual({ startedAt: 1_767_225_610_250, durationMs: 14_750, isComplete: true })
    expect(readPlaylist(index.replace('#EXT-X-ENDLIST\n', ''))).toMatchObject({ isComplete: false })
    expect(readPlaylist('#EXTM3U\n')).toEqual({ startedAt: null, durationMs: 0, isComplete: false })
  })

  it('gets other addresses, and keeps everything else as it is', () => {
    const rewritten = rewritePlaylist(index, name => `https://bucket/${name}?sign=1`)
    expect(rewritten).toContain('\nhttps://bucket/1400000123_ZGVtbw.._20260101000010250.ts?sign=1\n')
    expect(rewritten.replaceAll(/https:\/\/bucket\/(.*)\?sign=1/g, '$1')).toBe(index)
  })

  it('gets them in tags too', () => {
    expect(rewritePlaylist('#EXT-X-MAP:URI="init.mp4",BYTERANGE="1@0"', name => `signed/${name}`)).toBe('#EXT-X-MAP:URI="signed/init.mp4",BYTERANGE="1@0"')
  })

  it.each(['../other/task/secret.ts', '/other.ts', 'https://elsewhere.example/a.ts', '//elsewhere.example/a.ts', 'a.ts?x=1', 'folder/a.ts', '..', '%2e%2e'])('never vouches for %s', uri => {
    const asked: string[] = []
    const rewritten = rewritePlaylist(`#EXTINF:1,\n${uri}\n#EXT-X-KEY:METHOD=AES-128,URI="${uri}"`, name => {
      asked.push(name)
      return 'signed'
    })
    expect(asked).toEqual([])
    expect(rewritten).not.toContain(uri)
  })
})

it('signs nothing but bare names, whatever an index holds', () => {
  fc.assert(fc.property(fc.array(fc.string()).map(lines => lines.join('\n')), text => {
    rewritePlaylist(text, name => {
      expect(name).toMatch(/^[\w+=.-]+$/)
      return ''
    })
  }))
})
