import type { Recording, SubscribeUsers } from '@roomkit-recording/core'
import type { TestRecordingOptions } from '../../testing/index.js'
import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ref } from 'vue'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordingPanel } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="recording-panel"]')!
const now = Date.now()

async function shown({ current = {}, permissions = aHost({ features: allFeatures }), user, ...options }: Omit<TestRecordingOptions, 'adapter'> & {
  /** `null`: nothing is recorded. */
  current?: Partial<Recording> | null
  permissions?: ReturnType<typeof aHost>
  user?: { userId: string, name: string }
} = {}) {
  const adapter = createFakeAdapter({ permissions, ...user && { user } })
  if (current) adapter.backend.change({ current: aRecording({ startedAt: now - 754_000, requestedAt: now - 756_000, confirmedAt: now, confirmBy: now + 600_000, limitAt: now + 3_600_000, ...current }) })
  const test = aTestRecording({ adapter, room: createFakeRoom({ people: [{ userId: 'bob', name: 'Bob' }, { userId: 'carol', name: '\u202EC 🎥', camera: false, microphone: false }, { userId: 'rr_1_0_0', name: 'recorder' }] }), ...options })
  const screen = await show(RecordingPanel, test.recording)
  await settled()
  return { ...test, adapter, screen }
}

const openTab = (name: string) => page.getByRole('tab', { name }).click()
const tabs = () => [...root().querySelectorAll('[role="tab"]')].map(({ textContent }) => textContent!.trim())
const part = (name: string) => page.getByRole('combobox', { name: `What is recorded of ${name}` })
const chooser = () => page.getByRole('button', { name: 'Leave somebody out' })
/** The names of those who are not recorded in full, and what is recorded of them. */
const exceptions = () => [...root().querySelectorAll<HTMLElement>('.rr-exception')].map(({ dataset }) => `${dataset.user} ${dataset.partOf}`)

async function leaveOut(...names: string[]) {
  await chooser().click()
  for (const name of names) await page.getByRole('option', { name }).click()
  if (chooser().query()) await chooser().click()
}
const subscribed = (adapter: ReturnType<typeof createFakeAdapter>) => adapter.calls.filter(({ method }) => method === 'update').map(({ body }) => (body as { subscribe: SubscribeUsers }).subscribe)

describe('recordingPanel', () => {
  it('tells what runs, for how long, who started it and when it ends at the latest', async () => {
    await shown()
    expect(root().dataset.status).toBe('recording')
    expect(root().querySelector('.rr-now-time')!.textContent).toMatch(/^\s*1\d:\d\d\s*$/)
    expect(root().querySelector('.rr-now-time')!.getAttribute('aria-hidden')).toBe('true')
    expect(root().textContent).toContain('Started by Alice')
    expect(root().textContent).toMatch(/Ends at .+ at the latest/)
    await expect.element(page.getByRole('button', { name: 'Stop recording' })).toBeVisible()
    for (const name of ['Now', 'Layout', 'People', 'Recordings']) {
      await openTab(name)
      await expect.element(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'true')
      await expectNoViolations()
    }
  })

  it('tells those in control the rules of the automatic plan', async () => {
    await shown({ plan: 'automatic', current: null })
    expect(root().textContent).toContain('Nobody needs to press anything.')
    await expectNoViolations()
  })

  it('says the same in Chinese when the language changes', async () => {
    const locale = ref('en-US')
    await shown({ locale })
    locale.value = 'zh-CN'
    await expect.poll(tabs).toEqual(['当前', '布局', '人员', '录制文件'])
    expect(root().textContent).toContain('由 Alice')
  })

  it('has a button and past recordings while nothing runs', async () => {
    await shown({ current: null })
    expect(root().dataset.status).toBe('idle')
    expect(root().textContent).toContain('Nothing is being recorded.')
    await expect.element(page.getByRole('button', { name: 'Record' })).toBeVisible()
    expect(tabs()).toEqual([])
    await expect.element(page.getByText('Nothing has been recorded here yet')).toBeVisible()
    await expectNoViolations()
  })

  it('shows guests what runs and nothing to change', async () => {
    await shown({ permissions: aGuest({ features: allFeatures }) })
    expect(root().textContent).toContain('Started by Alice')
    await expect.element(page.getByRole('button', { name: 'Ask to be left out' })).toBeVisible()
    expect(root().querySelector(':is(button, select, input, details):not([data-part="own-recording"] *)')).toBeNull()
    await expectNoViolations()
  })

  it('takes controls away with the right to control', async () => {
    const { adapter } = await shown()
    await openTab('People')
    adapter.setPermissions(aGuest({ features: allFeatures }))
    await expect.poll(() => root().querySelector(':is(button, select):not([data-part="own-recording"] *)')).toBeNull()
  })

  it('keeps what was begun in a tab while another one is looked at', async () => {
    const { adapter } = await shown()
    await userEvent.fill(page.getByRole('textbox', { name: 'What happens now' }), 'Vote')
    await openTab('Recordings')
    await expect.poll(() => root().querySelector('[data-part="recording-list"]')?.checkVisibility()).toBe(true)
    const list = root().querySelector('[data-part="recording-list"]')
    await openTab('Now')
    await expect.element(page.getByRole('textbox', { name: 'What happens now' })).toHaveValue('Vote')
    adapter.backend.change({ current: null })
    await expect.poll(tabs).toEqual([])
    expect(root().querySelector('[data-part="recording-list"]')).toBe(list)
    expect(list!.checkVisibility()).toBe(true)
  })

  it('goes from tab to tab by arrow keys, the other way round where the page is written from right to left', async () => {
    document.documentElement.dir = 'rtl'
    onTestFinished(() => { document.documentElement.dir = '' })
    await shown()
    page.getByRole('tab', { name: 'Now' }).element().focus()
    await userEvent.keyboard('{ArrowLeft}')
    await expect.element(page.getByRole('tab', { name: 'Layout' })).toHaveFocus()
    await expect.element(page.getByRole('tab', { name: 'Layout' })).toHaveAttribute('aria-selected', 'true')
  })

  it('keeps state and button in sight where the room is limited', async () => {
    const { screen } = await shown({ room: createFakeRoom({ people: Array.from({ length: 24 }, (_, index) => ({ userId: `u${index}`, name: `Person ${index}` })) }) })
    screen.container.setAttribute('style', 'display: flex; flex-direction: column; height: 320px; width: 320px')
    await openTab('People')
    const panel = root().querySelector('[data-tab="people"][role="tabpanel"]')!
    await expect.poll(() => panel.scrollHeight > panel.clientHeight).toBe(true)
    panel.scrollTop = 200
    expect(root().getBoundingClientRect().height).toBeLessThanOrEqual(320)
    await expect.element(page.getByRole('button', { name: 'Stop recording' })).toBeInViewport({ ratio: 1 })
    await expect.element(page.getByRole('tab', { name: 'Now' })).toBeInViewport({ ratio: 1 })
  })

  it.each([
    ['storage_refused', 'The storage does not take the files.'],
    ['over_25_people', 'Only the first 25 to enter are recorded.'],
    ['double_recording', 'two sets of files, and two charges'],
    ['no_sound', 'The recording has no sound'],
    ['image_failed', 'The recording itself goes on.'],
    ['limit_near', 'The recording will soon reach its time limit.'],
    ['of_a_later_version', 'The recording service reports a problem: of_a_later_version'],
  ])('explains the warning %s to those in control', async (code, text) => {
    const { adapter } = await shown({ current: { warnings: [{ code: code as 'no_sound', at: now - 60_000 }] } })
    expect(root().querySelector('.rr-warnings')!.textContent).toContain(text)
    expect(root().querySelector('.rr-warnings')!.textContent).toContain('Since ')
    await expectNoViolations()
    adapter.setPermissions(aGuest())
    await expect.poll(() => root().querySelector('.rr-warnings')).toBeNull()
  })

  it('changes the layout by the cards of the picker', async () => {
    const { adapter } = await shown()
    await openTab('Layout')
    await page.getByRole('radio', { name: /^Speaker/ }).click({ force: true })
    await expect.poll(() => adapter.backend.snapshot().current!.layout.wanted.mode).toBe('float')
  })

  it('has no layout to offer where each person gets a file', async () => {
    await shown({ current: { mode: 'single' } })
    await openTab('Layout')
    await expect.element(page.getByText('Each person gets a file, so there is nothing to arrange.')).toBeVisible()
    expect(root().querySelector('[data-part="layout-picker"]')).toBeNull()
  })

  describe('people', () => {
    it('are those in the room, without our recorder', async () => {
      await shown()
      await openTab('People')
      await chooser().click()
      await expect.poll(() => [...root().querySelectorAll('[role="option"]')].map(person => person.textContent!.trim().replace(/\s+/g, ' '))).toEqual(['Alice (you)', 'Bob', 'C 🎥Camera and microphone are off'])
      await expectNoViolations()
    })

    it('are left out, kept as a voice, and taken in again', async () => {
      const { adapter } = await shown()
      await openTab('People')
      expect(root().textContent).toContain('Everybody is recorded.')
      await leaveOut('Bob')
      await expect.poll(() => subscribed(adapter)).toEqual([{ audio: { except: ['bob'] }, video: { except: ['bob'] } }])
      await expect.element(part('Bob')).toHaveValue('leftOut')
      expect(root().textContent).toContain('Everybody is recorded, except:')
      await expectNoViolations()
      await part('Bob').selectOptions('Voice only')
      await expect.poll(() => subscribed(adapter).at(-1)).toEqual({ video: { except: ['bob'] } })
      await page.getByRole('button', { name: 'Record Bob again in full' }).click()
      await expect.poll(() => adapter.backend.snapshot().current!.subscribe).toEqual({})
      expect(exceptions()).toEqual([])
      await expect.element(chooser()).toHaveFocus()
    })

    it('are found by name and left out by keyboard alone', async () => {
      const { adapter } = await shown()
      await openTab('People')
      chooser().element().focus()
      await userEvent.keyboard('{Enter}')
      await expect.element(page.getByRole('combobox', { name: 'Whom to leave out' })).toHaveFocus()
      await userEvent.keyboard('BÓ')
      await expect.poll(() => page.getByRole('option').elements().map(({ textContent }) => textContent!.trim())).toEqual(['Bob'])
      await userEvent.keyboard('{Enter}')
      await expect.poll(exceptions).toEqual(['bob leftOut'])
      await expect.element(page.getByText('Bob: Not recorded')).toBeInTheDocument()
      await expectNoViolations()
      await userEvent.keyboard('{Enter}')
      expect(exceptions()).toEqual(['bob leftOut'])
      await userEvent.keyboard('{ArrowDown}{Enter}')
      await expect.poll(exceptions).toEqual(['alice leftOut', 'bob leftOut'])
      await userEvent.keyboard('nobody')
      await expect.element(page.getByText('Nobody here has that name.')).toBeVisible()
      await expectNoViolations()
      await userEvent.keyboard('{Escape}')
      await expect.element(chooser()).toHaveFocus()
      await expect.element(chooser()).toHaveAttribute('aria-expanded', 'false')
      await expect.poll(() => subscribed(adapter).at(-1)?.audio).toEqual({ except: ['bob', 'alice'] })
    })

    it('are picked one after the other by pointer without losing the field', async () => {
      await shown()
      await openTab('People')
      await chooser().click()
      await page.getByRole('option', { name: 'Bob' }).click()
      await expect.poll(exceptions).toEqual(['bob leftOut'])
      await expect.element(page.getByRole('combobox', { name: 'Whom to leave out' })).toHaveFocus()
    })

    it('chosen one after the other before an answer are all changed', async () => {
      const { adapter } = await shown()
      await openTab('People')
      const release = adapter.holdAnswers()
      await leaveOut('Bob', 'Alice')
      await part('Alice').selectOptions('Voice only')
      await leaveOut('C 🎥')
      await part('C 🎥').selectOptions('Voice only')
      release()
      await expect.poll(() => adapter.backend.snapshot().current!.subscribe).toEqual({ audio: { except: ['bob'] }, video: { except: ['bob', 'alice', 'carol'] } })
    })

    it('go back to what holds when the change is refused, with the reason', async () => {
      const { adapter } = await shown()
      await openTab('People')
      adapter.refuseNext('forbidden')
      await leaveOut('Bob')
      await expect.element(page.getByText('The recording could not be changed – Only the host and admins can do this.')).toBeVisible()
      expect(exceptions()).toEqual([])
      await expectNoViolations()
    })

    it('follow what somebody else changes', async () => {
      const { adapter } = await shown()
      await openTab('People')
      adapter.backend.changeCurrent({ subscribe: { video: { except: ['bob'] } } })
      await expect.element(part('Bob')).toHaveValue('voiceOnly')
    })

    it('who can not be left out say why', async () => {
      const { adapter } = await shown({ current: { subscribe: { audio: { only: ['bob'] }, video: { only: ['bob'] } } } })
      await openTab('People')
      await chooser().click()
      await expect.element(page.getByRole('option', { name: 'Bob' })).toHaveTextContent('Somebody has to stay in the recording')
      await page.getByRole('option', { name: 'Bob' }).click({ force: true })
      expect(subscribed(adapter)).toEqual([])
      await expect.element(page.getByText('Somebody has to stay in the recording', { exact: true }).last()).toBeInTheDocument()
    })

    it('are recorded or not where only sound is', async () => {
      await shown({ current: { media: 'audio' } })
      await openTab('People')
      await leaveOut('Bob')
      await expect.poll(() => root().querySelector('.rr-exception')?.textContent).toContain('Not recorded')
      expect(root().querySelector('.rr-exception select')).toBeNull()
    })
  })

  describe('markers', () => {
    it('mark this moment at once, or with a label', async () => {
      const { adapter } = await shown()
      await page.getByRole('button', { name: 'Mark this moment' }).click()
      await expect.poll(() => adapter.library.markers.get('rec-1')?.map(({ label }) => label)).toEqual(['Marker'])
      await expect.element(page.getByText(/Marked at 1\d:\d\d\./)).toBeVisible()
      await userEvent.fill(page.getByRole('textbox', { name: 'What happens now' }), '<i>Vote</i> 🗳️')
      await userEvent.keyboard('{Enter}')
      await expect.poll(() => [...root().querySelectorAll('.rr-marker-lines bdi')].map(({ textContent }) => textContent)).toEqual(['<i>Vote</i> 🗳️', 'Marker'])
      await expect.element(page.getByRole('textbox', { name: 'What happens now' })).toHaveValue('')
      await expectNoViolations()
    })

    it('that were not saved leave the label where it was typed', async () => {
      const { adapter } = await shown()
      adapter.loseNext({ reached: false })
      await userEvent.fill(page.getByRole('textbox', { name: 'What happens now' }), 'Vote')
      await page.getByRole('button', { name: 'Add marker' }).click()
      await expect.element(page.getByText('The marker was not saved. The recording service cannot be reached. Check your connection.')).toBeVisible()
      await expect.element(page.getByRole('textbox', { name: 'What happens now' })).toHaveValue('Vote')
    })

    it('are not offered by a backend that keeps none', async () => {
      await shown({ permissions: aHost() })
      expect(root().textContent).not.toContain('Markers')
    })

    it('begin anew with the next recording', async () => {
      const { adapter } = await shown()
      await page.getByRole('button', { name: 'Mark this moment' }).click()
      await expect.poll(() => root().querySelectorAll('.rr-marker-lines li').length).toBe(1)
      adapter.backend.change({ current: aRecording({ id: 'rec-2', startedAt: now, confirmBy: now + 600_000 }) })
      await expect.poll(() => root().querySelectorAll('.rr-marker-lines li').length).toBe(0)
    })
  })
})
