import type { Recording } from '@roomkit-recording/core'
import type { TestRecordingOptions } from '../../testing/index.js'
import { RecordingUnreachableError } from '@roomkit-recording/core'
import { aFile, aGuest, aHost, allFeatures, aRecording, createFakeAdapter, SAMPLE_TIME } from '@roomkit-recording/core/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ref } from 'vue'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordingList } from './index.js'

const HOUR = 3_600_000
const mp4 = new URL('../../testing/media/meeting.mp4', import.meta.url).href
const root = () => document.querySelector<HTMLElement>('[data-part="recording-list"]')!
const items = () => [...root().querySelectorAll<HTMLElement>('.rr-item')]
const titles = () => items().map(item => item.querySelector('.rr-item-title')!.textContent!.trim())

/** One that ended; `age` in hours. */
function past(id: string, age: number, changes: Partial<Recording> = {}): Recording {
  const startedAt = SAMPLE_TIME - age * HOUR
  return aRecording({ id, title: `Title ${id}`, status: 'ready', requestedAt: startedAt, startedAt, endedAt: startedAt + 750_000, stopReason: 'user', stoppedBy: { userId: 'bob', name: 'Bob' }, fileCounts: { expected: 1, ready: 1, failed: 0 }, ...changes })
}

async function shown({ history = [], props = {}, permissions = aHost({ features: allFeatures }), before, ...options }: TestRecordingOptions & {
  history?: Recording[]
  props?: Record<string, unknown>
  permissions?: ReturnType<typeof aHost>
  before?: (adapter: ReturnType<typeof createFakeAdapter>) => void
} = {}) {
  const adapter = createFakeAdapter({ permissions, now: () => SAMPLE_TIME })
  adapter.library.history = history
  for (const { id } of history) adapter.library.files.set(id, [aFile({ id: `file-${id}` })])
  before?.(adapter)
  const test = aTestRecording({ adapter, now: () => SAMPLE_TIME, ...options })
  const screen = await show(RecordingList, test.recording, props)
  await settled()
  return { ...test, adapter, screen }
}

const deleted = (adapter: ReturnType<typeof createFakeAdapter>) => adapter.calls.filter(({ method }) => method === 'deleteFile').map(({ fileId }) => fileId)

describe('recordingList', () => {
  it('shows title, date, duration and who started, newest first', async () => {
    await shown({ history: [past('b', 1), past('a', 2, { title: null, startedBy: { userId: 'x', name: '\u202Eعليا 🎥' } })] })
    expect(root().dataset.status).toBe('ready')
    expect(titles()[0]).toBe('Title b')
    expect(titles()[1]).toMatch(/Dec 31, 2025/)
    expect(items()[0]!.textContent).toContain('13 min')
    expect(items()[0]!.textContent).toContain('Started by Alice')
    expect(items()[1]!.textContent).toContain('Started by عليا 🎥')
    await expectNoViolations()
  })

  it('speaks Chinese, also when the language changes while it is shown', async () => {
    const locale = ref('en-US')
    await shown({ history: [past('a', 1)], locale })
    locale.value = 'zh-CN'
    await expect.poll(() => items()[0]!.textContent).toContain('由 Alice 发起')
    expect(items()[0]!.textContent).toContain('13分钟')
  })

  it('tells a room without recordings from one that is not loaded', async () => {
    await shown()
    expect(root().dataset.status).toBe('empty')
    await expect.element(page.getByText('Nothing has been recorded here yet')).toBeVisible()
    await expectNoViolations()
  })

  it('is not for those who may not list, and asks for nothing then', async () => {
    const { adapter } = await shown({ permissions: aGuest() })
    expect(root().dataset.status).toBe('forbidden')
    expect(adapter.calls.filter(({ method }) => method === 'list')).toEqual([])
    adapter.setPermissions(aHost({ features: allFeatures }))
    await expect.poll(() => root().dataset.status).toBe('empty')
  })

  it('loads by itself when the backend can be reached again', async () => {
    const { adapter } = await shown({ before: adapter => vi.spyOn(adapter, 'list').mockRejectedValueOnce(new RecordingUnreachableError('no', { code: 'network' })) })
    expect(root().dataset.status).toBe('error')
    await expect.element(page.getByText('The recording service cannot be reached. Check your connection.')).toBeVisible()
    adapter.disconnect()
    await settled()
    adapter.reconnect()
    await expect.poll(() => root().dataset.status).toBe('empty')
  })

  it('shows an error in plain words', async () => {
    await shown({ before: adapter => vi.spyOn(adapter, 'list').mockRejectedValueOnce(new Error('java.lang.NullPointerException')) })
    await expect.poll(() => root().dataset.status).toBe('error')
    expect(root().textContent).toContain('The recordings could not be loaded')
    expect(root().textContent).not.toContain('java')
    await expectNoViolations()
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => root().dataset.status).toBe('empty')
  })

  it('loads older ones page by page', async () => {
    const { adapter } = await shown({ history: [past('c', 1), past('b', 2), past('a', 3)], props: { pageSize: 2 } })
    expect(titles()).toEqual(['Title c', 'Title b'])
    await page.getByRole('button', { name: 'Load older recordings' }).click()
    await expect.poll(titles).toEqual(['Title c', 'Title b', 'Title a'])
    await expect.element(page.getByRole('button', { name: 'Load older recordings' })).not.toBeInTheDocument()
    expect(adapter.calls.filter(({ method }) => method === 'list').map(({ body }) => body)).toEqual([{ limit: 2 }, { limit: 2, cursor: '2' }])
  })

  it('keeps what is there when an older page can not be loaded', async () => {
    const { adapter } = await shown({ history: [past('b', 2), past('a', 3)], props: { pageSize: 1 } })
    vi.spyOn(adapter, 'list').mockRejectedValueOnce(new Error('no'))
    await page.getByRole('button', { name: 'Load older recordings' }).click()
    await expect.element(page.getByRole('alert')).toBeVisible()
    expect(titles()).toEqual(['Title b'])
    await page.getByRole('button', { name: 'Load older recordings' }).click()
    await expect.poll(titles).toEqual(['Title b', 'Title a'])
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
  })

  it('follows a recording from its start to its file in place', async () => {
    const { adapter, recording } = await shown({ history: [past('a', 5)] })
    await recording.controller.start()
    await expect.poll(() => items()[0]!.dataset.status).toBe('starting')
    adapter.backend.confirmStart()
    await expect.poll(() => items()[0]!.dataset.status).toBe('recording')
    adapter.backend.confirmStop()
    await expect.poll(() => items()[0]!.dataset.status).toBe('processing')
    await expect.element(page.getByText('You may leave or close this page: it goes on without you.')).toBeVisible()
    await expectNoViolations()
    adapter.backend.change({ recent: adapter.backend.snapshot().recent.map(each => ({ ...each, fileCounts: { expected: 3, ready: 1, failed: 0 } })) })
    await expect.element(page.getByText('1 of 3 files ready')).toBeVisible()
    expect(root().querySelector('progress')).toMatchObject({ value: 1, max: 3 })
    adapter.backend.finish()
    await expect.poll(() => items()[0]!.dataset.status).toBe('ready')
    expect(items()).toHaveLength(2)
    expect(adapter.calls.filter(({ method }) => method === 'list')).toHaveLength(1)
  })

  it('asks for one that the snapshot has let go of', async () => {
    const { adapter } = await shown({ history: [past('a', 5, { status: 'processing' })], before: adapter => vi.spyOn(adapter, 'get') })
    expect(items()[0]!.dataset.status).toBe('processing')
    adapter.library.history = [past('a', 5)]
    adapter.backend.change({})
    await expect.poll(() => items()[0]!.dataset.status).toBe('ready')
  })

  it('does not add recordings of which only the snapshot knows: the history is for this person', async () => {
    const { adapter } = await shown({ before: adapter => vi.spyOn(adapter, 'list').mockResolvedValue({ items: [], cursor: null }) })
    adapter.backend.change({ recent: [past('foreign', 1)] })
    await settled()
    expect(items()).toEqual([])
  })

  it.each([
    { error: 'nothing_captured', text: 'Nothing was recorded: nobody was sending sound or video.', next: 'check that somebody’s microphone or camera is on' },
    { error: 'files_missing', text: 'its file has not arrived', next: 'Number: bad' },
    { error: 'SomethingInternal', text: 'The recording could not be saved.', next: 'Number: bad' },
  ])('says what to do after $error', async ({ error, text, next }) => {
    await shown({ history: [past('bad', 1, { status: 'failed', error: { code: error, message: 'raw server text', retryable: false }, fileCounts: { expected: 1, ready: 0, failed: 1 } })] })
    expect(root().textContent).toContain(text)
    expect(root().textContent).toContain(next)
    expect(root().textContent).not.toContain('raw server text')
    await expectNoViolations()
  })

  describe('search and filters', () => {
    const history = [
      past('c', 1, { title: 'Weekly Café' }),
      past('b', 2, { title: 'Release', mode: 'single', status: 'failed', error: { code: 'files_missing', message: '', retryable: false } }),
      past('a', 3, { title: 'Hiring', media: 'audio' }),
    ]

    it('find by title whatever the accents and capitals, and say that older ones are not searched', async () => {
      await shown({ history, props: { pageSize: 2 } })
      await page.getByRole('searchbox').fill('CAFE')
      await expect.poll(titles).toEqual(['Weekly Café'])
      await expect.element(page.getByText('Only what is loaded is searched: 2 so far.')).toBeVisible()
      await page.getByRole('searchbox').fill('nothing like that')
      await expect.poll(titles).toEqual([])
      await expect.element(page.getByText('No recording matches.').first()).toBeVisible()
      await expectNoViolations()
      await page.getByRole('button', { name: 'Clear search and filters' }).click()
      await expect.poll(titles).toEqual(['Weekly Café', 'Release'])
    })

    it('narrow by state and kind', async () => {
      await shown({ history })
      await page.getByRole('combobox', { name: 'State' }).selectOptions('Failed')
      await expect.poll(titles).toEqual(['Release'])
      await page.getByRole('combobox', { name: 'State' }).selectOptions('All states')
      await page.getByRole('combobox', { name: 'Kind' }).selectOptions('Sound only')
      await expect.poll(titles).toEqual(['Hiring'])
      expect(root().textContent).not.toContain('Only what is loaded')
    })
  })

  describe('details', () => {
    const open = (title = 'Title a') => page.getByRole('button', { name: `Details: ${title}` }).click()

    it('tell who, what, how big and what happened', async () => {
      await shown({
        history: [past('a', 1, { layout: { wanted: { mode: 'follow' }, applied: { mode: 'follow' }, state: 'applied', error: null } })],
        before({ library }) {
          library.log.set('a', [
            { at: SAMPLE_TIME, type: 'start_asked', by: { userId: 'alice', name: 'Alice' }, detail: {} },
            { at: SAMPLE_TIME, type: 'task_created', by: null, detail: { taskId: 'secret-task' } },
            { at: SAMPLE_TIME, type: 'ended', by: null, detail: {} },
          ])
          library.consents.set('a', [{ userId: 'bob', name: 'Bob', choice: 'declined', textVersion: '2', at: SAMPLE_TIME }])
        },
      })
      await open()
      await expect.element(page.getByText('Follow sharing')).toBeVisible()
      const text = root().textContent!
      expect(text).toContain('75 MB')
      expect(text).toContain('1280 × 720')
      expect(text).toContain('Stopped by Bob.')
      expect(text).toMatch(/Bob\s*Declined/)
      await page.getByText('What happened').click()
      await expect.element(page.getByText('Start asked for: Alice')).toBeVisible()
      expect(root().textContent).not.toContain('secret-task')
      await expectNoViolations()
    })

    it('leave out the answers for those who are not in control', async () => {
      await shown({ history: [past('a', 1)], permissions: aHost({ control: false, features: allFeatures }) })
      await open()
      await expect.element(page.getByText('75 MB')).toBeVisible()
      expect(root().textContent).not.toContain('Who agreed')
      await expect.element(page.getByRole('button', { name: 'Rename' })).not.toBeInTheDocument()
    })

    it('say why they could not be loaded', async () => {
      const { adapter } = await shown({ history: [past('a', 1)] })
      vi.spyOn(adapter, 'get').mockRejectedValueOnce(new Error('raw'))
      await open()
      await expect.element(page.getByText('The details could not be loaded')).toBeVisible()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect.element(page.getByText('75 MB')).toBeVisible()
    })

    it('change the title, and fall back to the date without one', async () => {
      const { adapter } = await shown({ history: [past('a', 1)] })
      await open()
      await page.getByRole('button', { name: 'Rename' }).click()
      await expect.element(page.getByRole('textbox', { name: 'Title' })).toHaveFocus()
      await userEvent.fill(page.getByRole('textbox', { name: 'Title' }), '  <b>Plan</b> 🎉 ')
      await userEvent.keyboard('{Enter}')
      await expect.poll(titles).toEqual(['<b>Plan</b> 🎉'])
      await expect.element(page.getByRole('button', { name: 'Rename' })).toHaveFocus()
      expect(adapter.library.titles.get('a')).toBe('<b>Plan</b> 🎉')
      adapter.backend.change({})
      await settled()
      expect(titles()).toEqual(['<b>Plan</b> 🎉'])
      await page.getByRole('button', { name: 'Rename' }).click()
      await userEvent.clear(page.getByRole('textbox', { name: 'Title' }))
      await userEvent.keyboard('{Enter}')
      await expect.poll(() => titles()[0]).toMatch(/2025/)
      expect(adapter.library.titles.get('a')).toBeNull()
    })

    it('keep the title that was typed when it could not be saved', async () => {
      const { adapter } = await shown({ history: [past('a', 1)] })
      await open()
      await page.getByRole('button', { name: 'Rename' }).click()
      adapter.refuseNext('forbidden')
      await userEvent.fill(page.getByRole('textbox', { name: 'Title' }), 'New')
      await userEvent.keyboard('{Enter}')
      await expect.element(page.getByRole('status').getByText('Only the host and admins can do this.')).toBeVisible()
      await expect.element(page.getByRole('textbox', { name: 'Title' })).toHaveValue('New')
      await userEvent.keyboard('{Escape}')
      await expect.element(page.getByRole('textbox', { name: 'Title' })).not.toBeInTheDocument()
    })

    it('list the files of each person in a single-stream recording', async () => {
      await shown({
        history: [past('a', 1, { mode: 'single', fileCounts: { expected: 3, ready: 2, failed: 0 } })],
        before({ library }) {
          library.files.set('a', [
            aFile({ id: '1', userId: 'alice', stream: 'camera', startedAt: SAMPLE_TIME }),
            aFile({ id: '2', userId: 'alice', stream: 'camera', startedAt: SAMPLE_TIME + 600_000 }),
            aFile({ id: '3', userId: 'alice', stream: 'screen', status: 'uploading', durationMs: null, sizeBytes: null }),
            aFile({ id: '4', userId: 'gone', status: 'deleted' }),
          ])
        },
      })
      await open()
      await expect.poll(() => [...root().querySelectorAll('.rr-file-name')].map(name => name.textContent!.trim().replace(/ from .*/, ' from …'))).toEqual(['Alice – camera – from …', 'Alice – camera – from …', 'Alice – shared screen'])
      expect(root().querySelectorAll('.rr-file')[2]!.textContent).toContain('Uploading')
      expect(root().querySelectorAll('.rr-file')[2]!.querySelector('button')).toBeNull()
      await expectNoViolations()
    })
  })

  describe('files', () => {
    const open = () => page.getByRole('button', { name: 'Details: Title a' }).click()

    it('are downloaded under a link that saves', async () => {
      const { adapter } = await shown({ history: [past('a', 1)] })
      const clicked: HTMLAnchorElement[] = []
      vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) { clicked.push(this) })
      onTestFinished(() => { vi.restoreAllMocks() })
      await open()
      await page.getByRole('button', { name: 'Download' }).click()
      await expect.poll(() => clicked.map(({ href }) => href)).toEqual(['https://files.example/file-a'])
      expect(adapter.calls.filter(({ method }) => method === 'fileUrl')).toMatchObject([{ recordingId: 'a', fileId: 'file-a', body: { use: 'download' } }])
    })

    it('play at a press, in their place in the list', async () => {
      await shown({ history: [past('b', 1), past('a', 2)], before: ({ library }) => { library.linkFor = () => mp4 } })
      await page.getByRole('button', { name: 'Play: Title a' }).click()
      await expect.poll(() => items()[1]!.querySelector('video')?.paused).toBe(false)
      await expectNoViolations()
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await expect.poll(() => items()[1]!.querySelector('video')).toBeNull()
    })

    it('of a stream are not offered for saving', async () => {
      await shown({ history: [past('a', 1)], before: ({ library }) => library.files.set('a', [aFile({ id: 'file-a', format: 'hls', name: 'x.m3u8' })]) })
      await open()
      await expect.element(page.getByRole('button', { name: 'Copy link' })).toBeVisible()
      await expect.element(page.getByRole('button', { name: 'Download' })).not.toBeInTheDocument()
    })

    it('have links to copy, with the time until which they work', async () => {
      const written: Promise<string>[] = []
      vi.spyOn(navigator.clipboard, 'write').mockImplementation(async ([item]) => {
        const text = item!.getType('text/plain').then(blob => blob.text())
        written.push(text)
        await text
      })
      onTestFinished(() => { vi.restoreAllMocks() })
      await shown({ history: [past('a', 1)] })
      await open()
      await page.getByRole('button', { name: 'Copy link' }).click()
      await expect.element(page.getByRole('status').getByText(/Link copied\. Whoever has it can watch, until .+\./)).toBeVisible()
      expect(await written[0]).toBe('https://files.example/file-a')
    })

    it('show the link where the browser does not let it be copied', async () => {
      vi.spyOn(navigator.clipboard, 'write').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
      onTestFinished(() => { vi.restoreAllMocks() })
      await shown({ history: [past('a', 1)] })
      await open()
      await page.getByRole('button', { name: 'Copy link' }).click()
      await expect.element(page.getByRole('textbox', { name: 'The link, to copy by hand' })).toHaveValue('https://files.example/file-a')
      await expectNoViolations()
    })

    it.each([
      { missing: 'play', permissions: aHost({ play: false, features: allFeatures }), gone: ['Play: Title a', 'Download', 'Copy link'], left: ['Delete'] },
      { missing: 'delete', permissions: aHost({ delete: false, features: allFeatures }), gone: ['Delete'], left: ['Play: Title a', 'Download'] },
      { missing: 'the feature fileUrl', permissions: aHost({ features: ['fileDelete'] }), gone: ['Play: Title a', 'Download'], left: ['Delete'] },
      { missing: 'every feature', permissions: aHost(), gone: ['Play: Title a', 'Download', 'Copy link', 'Rename', 'Delete'], left: [] },
    ])('can only be used as permitted: without $missing', async ({ permissions, gone, left }) => {
      await shown({ history: [past('a', 1)], permissions })
      await open()
      await expect.element(page.getByText('75 MB')).toBeVisible()
      for (const name of left) await expect.element(page.getByRole('button', { name, exact: true })).toBeVisible()
      for (const name of gone) await expect.element(page.getByRole('button', { name, exact: true })).not.toBeInTheDocument()
    })
  })

  describe('deletion', () => {
    async function pressDelete(options: Parameters<typeof shown>[0] = {}) {
      const test = await shown({ history: [past('a', 1)], ...options })
      await page.getByRole('button', { name: 'Details: Title a' }).click()
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await expect.element(page.getByRole('button', { name: 'Undo' })).toHaveFocus()
      return test
    }

    it('asks the backend only after the time to undo', async () => {
      const { adapter } = await pressDelete({ props: { undoMs: 300 } })
      expect(deleted(adapter)).toEqual([])
      await expectNoViolations()
      await expect.poll(() => deleted(adapter)).toEqual(['file-a'])
      await expect.element(page.getByText('Its files were deleted.')).toBeVisible()
      await expect.element(page.getByRole('button', { name: 'Undo' })).not.toBeInTheDocument()
      await expect.element(page.getByRole('button', { name: 'Details: Title a' })).toHaveFocus()
    })

    it('is undone without any call', async () => {
      const { adapter } = await pressDelete()
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect.element(page.getByRole('button', { name: 'Delete', exact: true })).toBeVisible()
      await expect.element(page.getByRole('button', { name: 'Details: Title a' })).toHaveFocus()
      expect(deleted(adapter)).toEqual([])
    })

    it('is forgotten by whoever leaves before', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => { vi.useRealTimers() })
      const adapter = createFakeAdapter({ permissions: aHost({ features: allFeatures }) })
      adapter.library.history = [past('a', 1)]
      adapter.library.files.set('a', [aFile({ id: 'file-a' })])
      const { recording } = aTestRecording({ adapter })
      const screen = await show(RecordingList, recording)
      await page.getByRole('button', { name: 'Details: Title a' }).click()
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await expect.element(page.getByRole('button', { name: 'Undo' })).toBeVisible()
      await screen.unmount()
      vi.advanceTimersByTime(60_000)
      expect(deleted(adapter)).toEqual([])
    })

    it('that is refused says why, keeps the file, and can be tried again', async () => {
      const { adapter } = await pressDelete({ props: { undoMs: 100 } })
      adapter.refuseNext('forbidden')
      await expect.element(page.getByText('It was not deleted. Only the host and admins can do this.')).toBeVisible()
      await expectNoViolations()
      await page.getByRole('button', { name: 'Try again' }).click()
      await expect.poll(() => adapter.library.files.get('a')!.map(({ status }) => status)).toEqual(['deleted'])
    })

    it('of all files stops at the first that is refused, and tells which are left', async () => {
      const { adapter } = await pressDelete({
        props: { undoMs: 100 },
        history: [past('a', 1, { mode: 'single' })],
        before: ({ library }) => {
          library.files.set('a', [aFile({ id: '1', userId: 'alice', stream: 'camera' }), aFile({ id: '2', userId: 'bob', stream: 'camera' })])
        },
      })
      const { deleteFile } = adapter
      vi.spyOn(adapter, 'deleteFile').mockImplementationOnce(deleteFile).mockRejectedValueOnce(new Error('raw'))
      await expect.element(page.getByText(/It was not deleted\./)).toBeVisible()
      expect(adapter.library.files.get('a')!.map(({ status }) => status)).toEqual(['deleted', 'ready'])
    })
  })
})
