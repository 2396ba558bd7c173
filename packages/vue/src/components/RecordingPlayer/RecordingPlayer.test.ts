import type { RecordingFile } from '@roomkit-recording/core'
import type { TestRecordingOptions } from '../../testing/index.js'
import { aFile, aHost, allFeatures, aRecording, createFakeAdapter, SAMPLE_TIME } from '@roomkit-recording/core/testing'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordingPlayer } from './index.js'

const mp4 = new URL('../../testing/media/meeting.mp4', import.meta.url).href
const m3u8 = new URL('../../testing/media/meeting.m3u8', import.meta.url).href
const pieces = new URL('../../testing/media/pieces.mp4', import.meta.url).href

const root = () => document.querySelector<HTMLElement>('[data-part="recording-player"]')!
const video = () => root().querySelector('video')!
const status = () => root().dataset.status
const links = (adapter: ReturnType<typeof createFakeAdapter>) => adapter.calls.filter(({ method }) => method === 'fileUrl').map(({ fileId }) => fileId)

async function shown({ files = [aFile({ durationMs: 12_000, startedAt: SAMPLE_TIME })], marks = [], linkFor = () => mp4, props = {}, ...options }: TestRecordingOptions & {
  files?: RecordingFile[]
  marks?: { label: string, at: number, mediaTimeMs: number | null }[]
  linkFor?: (file: RecordingFile) => string
  props?: Record<string, unknown>
} = {}) {
  const adapter = createFakeAdapter({ permissions: aHost({ features: allFeatures }), now: () => SAMPLE_TIME })
  adapter.library.history = [aRecording({ id: 'rec', title: 'Weekly', status: 'ready' })]
  adapter.library.files.set('rec', files)
  adapter.library.markers.set('rec', marks.map((mark, index) => ({ id: String(index), by: { userId: 'alice', name: 'Alice' }, ...mark })))
  adapter.library.linkFor = linkFor
  const test = aTestRecording({ adapter, now: () => SAMPLE_TIME, ...options })
  const screen = await show(RecordingPlayer, test.recording, { recordingId: 'rec', ...props })
  await settled()
  return { ...test, adapter, screen }
}

const ready = () => expect.poll(status, { timeout: 10_000 }).toBe('ready')
const at = (seconds: number) => expect.poll(() => video().currentTime, { timeout: 10_000 }).toBeCloseTo(seconds, 0)

/** A link that plays until its server stops answering. */
async function aLinkThatEnds(): Promise<{ url: string, end: () => void }> {
  const media = new MediaSource()
  const data = await (await fetch(pieces)).arrayBuffer()
  media.addEventListener('sourceopen', () => media.addSourceBuffer('video/mp4; codecs="avc1.64000A"').appendBuffer(data), { once: true })
  return { url: URL.createObjectURL(media), end: () => media.endOfStream('network') }
}

describe('recordingPlayer', () => {
  afterEach(() => { vi.restoreAllMocks() })

  it('shows the first frame of an MP4 and does not start by itself', async () => {
    const { adapter } = await shown()
    await ready()
    expect(video().paused).toBe(true)
    expect(video().duration).toBeCloseTo(12, 0)
    expect(links(adapter)).toEqual(['file-1'])
    await expect.element(page.getByRole('region', { name: 'Player: Weekly' })).toBeVisible()
    await expectNoViolations()
  })

  it('plays HLS through hls.js where the browser does not play it', async () => {
    vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('')
    await shown({ files: [aFile({ format: 'hls', name: 'x.m3u8', durationMs: 12_000 })], linkFor: () => m3u8 })
    await ready()
    expect(video().src).toMatch(/^blob:/)
    expect(video().duration).toBeCloseTo(12, 0)
  })

  it('hands HLS to a browser that plays it', async () => {
    vi.spyOn(HTMLMediaElement.prototype, 'canPlayType').mockReturnValue('maybe')
    await shown({ files: [aFile({ format: 'hls', name: 'x.m3u8', durationMs: 12_000 })], linkFor: () => m3u8 })
    await expect.poll(() => video().src).toBe(m3u8)
  })

  it('goes to a marker when it is pressed, and shows which was passed last', async () => {
    await shown({ marks: [{ label: 'Opening', at: SAMPLE_TIME + 1000, mediaTimeMs: 1000 }, { label: '\u202E<b>Vote</b> 🗳️', at: SAMPLE_TIME + 8000, mediaTimeMs: 8000 }] })
    await ready()
    await expect.poll(() => root().querySelectorAll('.rr-tick').length).toBe(2)
    await page.getByRole('button', { name: '00:08 <b>Vote</b> 🗳️' }).click()
    await at(8)
    await expect.poll(() => root().querySelector('[aria-current]')?.textContent).toContain('Vote')
    await expectNoViolations()
  })

  it('goes on at the same position with a new link when the old one ends', async () => {
    const first = await aLinkThatEnds()
    let asked = 0
    const { adapter } = await shown({ linkFor: () => asked++ === 0 ? first.url : mp4 })
    await ready()
    video().currentTime = 6
    await expect.poll(() => video().seeking).toBe(false)
    first.end()
    await expect.poll(() => video().src).toBe(mp4)
    await ready()
    await at(6)
    expect(links(adapter)).toHaveLength(2)
    expect(video().paused).toBe(true)
  })

  it('asks once for another link, then says in plain words that it does not play', async () => {
    const { adapter } = await shown({ linkFor: () => 'data:video/mp4;base64,AAAA' })
    await expect.poll(status).toBe('error')
    expect(links(adapter)).toHaveLength(2)
    await expect.element(page.getByRole('alert')).toHaveTextContent('This browser cannot play this kind of file.')
    await expectNoViolations()
    adapter.library.linkFor = () => mp4
    await page.getByRole('button', { name: 'Try again' }).click()
    await ready()
  })

  it('says why there is no link', async () => {
    const { adapter } = await shown({ props: { files: [aFile({ id: 'gone' })], markers: [] } })
    await expect.poll(status).toBe('error')
    await expect.element(page.getByRole('alert')).toHaveTextContent('There is no link to this file at the moment.')
    adapter.refuseNext('forbidden')
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.element(page.getByRole('alert')).toHaveTextContent('Only the host and admins can do this.')
  })

  it('lets one choose the person, and begins at the start of the other file', async () => {
    const { adapter } = await shown({ files: [aFile({ id: 'a', userId: 'alice', stream: 'camera' }), aFile({ id: 'b', userId: 'bob', stream: 'screen' })] })
    await ready()
    video().currentTime = 5
    await page.getByRole('combobox', { name: 'Who or what to watch' }).selectOptions('bob – shared screen')
    await expect.poll(() => links(adapter)).toEqual(['a', 'b'])
    await ready()
    await at(0)
    await expectNoViolations()
  })

  it('goes to a marker in the next piece of a long recording', async () => {
    const { adapter } = await shown({
      files: [aFile({ id: 'a', startedAt: SAMPLE_TIME, durationMs: 12_000 }), aFile({ id: 'b', startedAt: SAMPLE_TIME + 12_000, durationMs: 12_000 })],
      marks: [{ label: 'Late', at: SAMPLE_TIME + 16_000, mediaTimeMs: 16_000 }],
    })
    await ready()
    await page.getByRole('button', { name: '00:04 Late' }).click()
    await expect.poll(() => links(adapter)).toEqual(['a', 'b'])
    await ready()
    await at(4)
  })

  it('is worked by keys, which the page does not hear', async () => {
    const heard: string[] = []
    const listener = ({ key }: KeyboardEvent) => { heard.push(key) }
    document.addEventListener('keydown', listener)
    await shown({ marks: [{ label: 'Vote', at: SAMPLE_TIME + 7000, mediaTimeMs: 7000 }] })
    await ready()
    await expect.element(page.getByRole('button', { name: '00:07 Vote' })).toBeVisible()
    video().focus()
    await userEvent.keyboard('n')
    await at(7)
    await userEvent.keyboard('{ArrowLeft}')
    await at(2)
    await userEvent.keyboard('l')
    await at(12)
    await userEvent.keyboard('m')
    expect(video().muted).toBe(true)
    document.removeEventListener('keydown', listener)
    expect(heard).toEqual([])
  })

  it('leaves nothing playing behind', async () => {
    const { screen } = await shown()
    await ready()
    const player = video()
    await screen.unmount()
    expect(player.hasAttribute('src')).toBe(false)
  })
})
