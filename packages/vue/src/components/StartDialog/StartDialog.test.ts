import type { RecordingPreflight } from '@roomkit-recording/core'
import type { TestRecordingOptions } from '../../testing/index.js'
import { aHost, allFeatures, aPreflight, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { ref } from 'vue'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { RecordButton } from '../RecordButton/index.js'

const dialog = () => page.getByRole('dialog')
const root = () => document.querySelector<HTMLElement>('[data-part="start-dialog"]')
const startButton = () => dialog().getByRole('button', { name: 'Start recording' })
const check = (code: string) => root()?.querySelector<HTMLElement>(`[data-code="${code}"]`)
/** Presses the names in the list of those who may be left out. */
async function leaveOut(...names: string[]) {
  await dialog().getByRole('button', { name: 'Leave somebody out' }).click()
  await expect.element(dialog().getByRole('option', { name: 'Recorder' })).not.toBeInTheDocument()
  for (const name of names) await dialog().getByRole('option', { name }).click()
}
const more = () => dialog().getByText('People, file name, limit').click()

interface OpenOptions extends TestRecordingOptions {
  preflight?: Partial<RecordingPreflight> | null
  people?: Parameters<typeof createFakeRoom>[0]
}

async function opened({ preflight = {}, people, ...options }: OpenOptions = {}) {
  const adapter = options.adapter ?? createFakeAdapter({ permissions: aHost({ features: preflight ? allFeatures : [] }) })
  if (preflight) adapter.library.preflight = aPreflight(preflight)
  const test = aTestRecording({ room: createFakeRoom(people), ...options, adapter })
  const screen = await show(RecordButton, test.recording)
  await screen.getByRole('button', { name: options.locale === 'zh-CN' ? '录制' : 'Record', exact: true }).click()
  await expect.element(dialog()).toBeVisible()
  await settled()
  const sent = () => adapter.calls.filter(({ method }) => method === 'start').map(({ body }) => body)
  return { ...test, screen, sent }
}

describe('startDialog', () => {
  beforeEach(() => localStorage.clear())

  it.each(['en-US', 'zh-CN'])('opens from the record button in %s, without axe violations, on one screen of a small phone', async locale => {
    await page.viewport(320, 480)
    onTestFinished(() => page.viewport(1024, 768))
    await opened({ locale, people: { people: [{ userId: 'bob', name: 'Bob' }] } })
    await expectNoViolations()
    await Promise.all(root()!.getAnimations().map(({ finished }) => finished))
    const { top, bottom } = root()!.getBoundingClientRect()
    expect(top).toBeGreaterThanOrEqual(0)
    expect(bottom).toBeLessThanOrEqual(480)
    expect(root()!.scrollWidth).toBeLessThanOrEqual(320)
    const start = root()!.querySelector<HTMLElement>('[data-tone="primary"]')!
    expect(start.getBoundingClientRect().bottom).toBeLessThanOrEqual(480)
    expect(root()!.querySelectorAll('[data-tone="primary"]')).toHaveLength(1)
  })

  it('starts with Enter right after it has opened, and gives the focus back to the button', async () => {
    const { sent } = await opened()
    await expect.element(startButton()).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.element(dialog()).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Cancel' })).toHaveFocus()
    expect(sent()).toEqual([{ mode: 'mixed', media: 'audioVideo', quality: 'hd', layout: { mode: 'grid' }, maxMinutes: 1440 }])
  })

  it.each([
    { way: 'Escape', leave: () => userEvent.keyboard('{Escape}') },
    { way: '“Cancel”', leave: () => dialog().getByRole('button', { name: 'Cancel' }).first().click() },
  ])('starts nothing on $way, and gives the focus back', async ({ leave }) => {
    const { sent } = await opened()
    await leave()
    await expect.element(dialog()).not.toBeInTheDocument()
    await expect.element(page.getByRole('button', { name: 'Record' })).toHaveFocus()
    expect(sent()).toEqual([])
  })

  it('goes away when somebody else starts, and when the right to start is gone', async () => {
    const { adapter } = await opened()
    adapter.setPermissions(aHost({ control: false }))
    await expect.element(dialog()).not.toBeInTheDocument()
  })

  it('speaks another language while it is open', async () => {
    const locale = ref('en-US')
    await opened({ locale })
    locale.value = 'zh-CN'
    await expect.element(dialog()).toHaveAccessibleName('开始云端录制？')
    await expect.element(dialog().getByRole('button', { name: '开始录制' })).toBeVisible()
  })

  describe('checks', () => {
    it('what the room and the backend say', async () => {
      await opened()
      expect(root()!.dataset.status).toBe('ready')
      const states = [...root()!.querySelectorAll<HTMLElement>('[data-code]')].map(({ dataset }) => `${dataset.code} ${dataset.state}`)
      expect(states).toEqual(['connection ok', 'control ok', 'recorder ok', 'sound ok', 'quota ok', 'storage ok', 'service ok'])
    })

    it('nothing of a backend without such a route', async () => {
      await opened({ preflight: null })
      expect([...root()!.querySelectorAll<HTMLElement>('[data-code]')].map(({ dataset }) => dataset.code)).toEqual(['connection', 'control', 'recorder', 'sound'])
    })

    it('warns while nobody can be heard, and sees it when somebody can', async () => {
      const { room } = await opened({ people: { self: { microphone: false } } })
      await expect.poll(() => check('sound')?.dataset.state).toBe('warning')
      expect(check('sound')!.textContent).toMatch(/Nobody’s microphone is on/)
      await expectNoViolations()
      room.change('alice', { microphone: true })
      await expect.poll(() => check('sound')?.dataset.state).toBe('ok')
    })

    it('takes no recorder for a voice', async () => {
      await opened({ people: { self: { microphone: false }, people: [{ userId: 'rr_1', microphone: true }] } })
      expect(check('sound')!.dataset.state).toBe('warning')
    })

    it('says what a second recording costs', async () => {
      const { backend } = await opened()
      backend.change({ auto: { active: true, startedAt: Date.now(), taskCount: 1 } })
      await expect.poll(() => check('recorder')?.textContent).toMatch(/second charge/)
    })

    it.each([
      { what: 'the quota', preflight: { checks: [{ code: 'quota', state: 'failed', used: 100, limit: 100 }] }, reason: /100 of 100/ },
      { what: 'the storage', preflight: { checks: [{ code: 'storage', state: 'failed' }] }, reason: /storage is not set up/ },
    ] as const)('lets nobody start when $what makes it impossible, and says why', async ({ preflight, reason }) => {
      const { sent } = await opened({ preflight: preflight as unknown as Partial<RecordingPreflight> })
      await expect.element(startButton()).toHaveAttribute('aria-disabled', 'true')
      await expect.element(startButton()).toHaveAccessibleDescription(reason)
      expect(root()!.textContent!.match(new RegExp(reason, 'g'))).toHaveLength(1)
      await expectNoViolations()
      startButton().element().focus()
      await userEvent.keyboard('{Enter}')
      expect(sent()).toEqual([])
      await expect.element(dialog()).toBeVisible()
    })

    it('says that the service did not answer when it was last asked, and lets a start find out whether it does now', async () => {
      await opened({ preflight: { checks: [{ code: 'service', state: 'failed' }] } })
      await expect.poll(() => check('service')?.textContent).toMatch(/does not answer/)
      await expect.element(startButton()).not.toHaveAttribute('aria-disabled')
    })

    it('lets nobody start offline, and lets them again', async () => {
      const { adapter } = await opened()
      adapter.disconnect()
      await expect.element(startButton()).toHaveAccessibleDescription(/cannot be reached/)
      adapter.reconnect()
      await expect.element(startButton()).not.toHaveAttribute('aria-disabled')
    })

    it('calls unknown what the backend does not answer', async () => {
      const adapter = createFakeAdapter({ permissions: aHost({ features: ['preflight'] }) })
      adapter.preflight = async () => { throw new Error('no') }
      await opened({ adapter })
      await expect.poll(() => check('storage')?.dataset.state).toBe('unknown')
      await expect.element(startButton()).not.toHaveAttribute('aria-disabled')
    })

    it('asks the backend again as long as it is open', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => { vi.useRealTimers() })
      const adapter = createFakeAdapter({ permissions: aHost({ features: ['preflight'] }) })
      const { recording } = aTestRecording({ adapter })
      await show(RecordButton, recording)
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.poll(() => adapter.calls.filter(({ method }) => method === 'preflight')).toHaveLength(1)
      adapter.library.preflight = aPreflight({ checks: [{ code: 'quota', state: 'failed', used: 5, limit: 5 }] })
      await vi.advanceTimersByTimeAsync(15_000)
      await expect.element(startButton()).toHaveAccessibleDescription(/5 of 5/)
      await userEvent.keyboard('{Escape}')
      const asked = adapter.calls.length
      await vi.advanceTimersByTimeAsync(60_000)
      expect(adapter.calls.length).toBe(asked)
    })
  })

  describe('choices', () => {
    it('are sent as they are chosen, by keyboard too', async () => {
      const { sent } = await opened()
      await dialog().getByRole('radio', { name: 'One for each' }).click({ force: true })
      await expect.element(dialog().getByRole('radiogroup')).not.toBeInTheDocument()
      await dialog().getByRole('radio', { name: 'Sound and video' }).click({ force: true })
      await userEvent.keyboard('{ArrowRight}')
      await expect.element(dialog().getByRole('radio', { name: 'Sound', exact: true })).toBeChecked()
      await more()
      await dialog().getByRole('textbox', { name: 'File name begins with' }).fill('weekly-1')
      await dialog().getByRole('textbox', { name: 'Stop by itself after' }).fill('90')
      await expectNoViolations()
      await startButton().click()
      expect(sent()).toEqual([{ mode: 'single', media: 'audio', name: 'weekly-1', maxMinutes: 90 }])
    })

    it('leave people out, wholly or their picture', async () => {
      const { sent } = await opened({ people: { people: [{ userId: 'bob', name: 'Bob' }, { userId: 'carol', name: '👩‍🚀 Carol' }, { userId: 'rr_robot', name: 'Recorder' }] } })
      await more()
      await leaveOut('Bob', 'Carol')
      await dialog().getByRole('combobox', { name: 'Carol' }).selectOptions('Voice only')
      await expect.element(dialog().getByText('Everybody is recorded, except:')).toBeVisible()
      await expectNoViolations()
      await startButton().click()
      expect(sent()).toMatchObject([{ subscribe: { audio: { except: ['bob'] }, video: { except: ['bob', 'carol'] } } }])
    })

    it('say when nobody is left who can be heard', async () => {
      await opened()
      await more()
      await leaveOut('Alice')
      await expect.poll(() => check('sound')?.textContent).toMatch(/whose voice is recorded/)
    })

    it.each([
      { field: 'File name begins with', value: 'two words', problem: /Only letters/ },
      { field: 'Stop by itself after', value: '0', problem: /from 1 to 1,440/ },
      { field: 'Stop by itself after', value: '1441', problem: /from 1 to 1,440/ },
      { field: 'Stop by itself after', value: 'ten', problem: /from 1 to 1,440/ },
    ])('refuse “$value” as $field and say why', async ({ field, value, problem }) => {
      const { sent } = await opened()
      await more()
      const input = dialog().getByRole('textbox', { name: field })
      await input.fill(value)
      await expect.element(input).toHaveAttribute('aria-invalid', 'true')
      await expect.element(input).toHaveAccessibleDescription(problem)
      await userEvent.keyboard('{Enter}')
      await expect.element(input).toHaveFocus()
      expect(sent()).toEqual([])
      await expectNoViolations()
    })

    it('that the backend does not allow are absent', async () => {
      const { sent } = await opened({ preflight: { choices: { modes: ['mixed'], media: ['audio'], qualities: ['sd'], formats: ['aac'], maxMinutes: 60 }, defaults: { maxMinutes: 1440 } } })
      await expect.poll(() => dialog().getByRole('radio').elements().length).toBe(0)
      expect(dialog().getByRole('combobox').elements()).toHaveLength(0)
      await startButton().click()
      expect(sent()).toEqual([{ maxMinutes: 60 }])
    })

    it('that the integrator does not offer are absent, and stay as configured', async () => {
      const { sent } = await opened({ startFields: ['quality'], startOptions: { name: 'fixed', layout: { mode: 'follow' }, maxMinutes: 30 } })
      expect(dialog().getByRole('radio').elements()).toHaveLength(0)
      await expect.element(dialog().getByRole('combobox', { name: 'Quality' })).toBeVisible()
      await startButton().click()
      expect(sent()).toEqual([{ quality: 'hd', name: 'fixed', layout: { mode: 'follow' }, maxMinutes: 30 }])
    })

    it('are remembered for the next time, the people and the name aside', async () => {
      const first = await opened({ people: { people: [{ userId: 'bob', name: 'Bob' }] } })
      await dialog().getByRole('combobox', { name: 'Quality' }).selectOptions('Full HD, 1920 × 1080')
      await more()
      await dialog().getByRole('textbox', { name: 'File name begins with' }).fill('once')
      await leaveOut('Bob')
      await startButton().click()
      expect(first.sent()).toHaveLength(1)
      first.screen.unmount()
      const second = await opened()
      await startButton().click()
      expect(second.sent()).toEqual([{ mode: 'mixed', media: 'audioVideo', quality: 'fhd', layout: { mode: 'grid' }, maxMinutes: 1440 }])
    })

    it.each(['not json', '{"quality":"8k"}', '[]'])('work with %s in the storage', async text => {
      localStorage.setItem('roomkit-recording-start', text)
      const { sent } = await opened()
      await startButton().click()
      expect(sent()).toMatchObject([{ quality: 'hd' }])
    })

    it('work where storage is switched off', async () => {
      vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('no', 'SecurityError') })
      vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => { throw new DOMException('no', 'SecurityError') })
      onTestFinished(() => { vi.restoreAllMocks() })
      const { sent } = await opened()
      await startButton().click()
      expect(sent()).toHaveLength(1)
    })

    it('begin anew each time it opens', async () => {
      await opened()
      await dialog().getByRole('radio', { name: 'One for each' }).click({ force: true })
      await userEvent.keyboard('{Escape}')
      await page.getByRole('button', { name: 'Record' }).click()
      await expect.element(dialog().getByRole('radio', { name: 'One for all' })).toBeChecked()
    })
  })

  describe('costs', () => {
    const hour = { audio: 0.1, sd: 0.5, hd: 0.9, fhd: 1.8 }

    it('are said for a recording', async () => {
      await opened({ preflight: { prices: { currency: 'USD', per: 'process', hour } } })
      await expect.element(dialog().getByText('About $0.90 an hour.', { exact: false })).toBeVisible()
      await dialog().getByRole('radio', { name: 'Sound', exact: true }).click({ force: true })
      await expect.element(dialog().getByText('About $0.10 an hour.', { exact: false })).toBeVisible()
    })

    it('are said for the streams that there are', async () => {
      const { room } = await opened({ preflight: { prices: { currency: 'CNY', per: 'stream', hour } } })
      await expect.element(dialog().getByText('About CN¥0.90 an hour for what is sent now (streams: 1).', { exact: false })).toBeVisible()
      room.enter({ userId: 'bob', screen: true })
      await expect.element(dialog().getByText('About CN¥2.70 an hour for what is sent now (streams: 3).', { exact: false })).toBeVisible()
    })

    it('are not invented', async () => {
      await opened()
      await expect.element(dialog().getByText('an hour', { exact: false })).not.toBeInTheDocument()
    })
  })

  it('tells the rules of the automatic plan where both are used, and of the second charge once', async () => {
    await opened({ plan: 'both', confirmStart: 'dialog' })
    expect(root()!.textContent!.match(/two charges|second charge/g)).toHaveLength(1)
    await dialog().getByText('How automatic recording works').click()
    await expect.element(dialog().getByText('The first 25 people', { exact: false })).toBeVisible()
    await expectNoViolations()
  })
})
