import type { CustomLayout, MixLayout } from '@roomkit-recording/core'
import type { TestRecordingOptions } from '../../testing/index.js'
import { placePictures } from '@roomkit-recording/core'
import { aGuest, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref, shallowRef } from 'vue'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { LayoutPicker } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="layout-picker"]')!
const radio = (name: string) => page.getByRole('radio', { name, exact: true })
const chosen = () => root().querySelector<HTMLInputElement>('.rr-card input:checked')?.value
const drawing = (mode: string) => root().querySelector<HTMLElement>(`.rr-card[data-mode="${mode}"] .rr-drawing`)!
const drawn = (mode: string) => [...drawing(mode).querySelectorAll<HTMLElement>('.rr-picture')]
const status = () => root().dataset.status
const stateText = () => root().querySelector('[role="status"]')!.textContent!.trim()

const threePeople = () => createFakeRoom({ people: [{ userId: 'bob', name: 'Bob' }, { userId: 'carol', name: 'Carol', camera: false }] })

/** A picker whose choice is kept, before a recording. */
async function choosing(first: MixLayout | undefined, props: Record<string, unknown> = {}, options: TestRecordingOptions = {}) {
  const test = aTestRecording({ room: threePeople(), ...options })
  const layout = shallowRef(first)
  await show({ render: () => h(LayoutPicker, { 'recording': test.recording, 'modelValue': layout.value, 'onUpdate:modelValue': (next: MixLayout | undefined) => { layout.value = next }, ...props } as object) }, test.recording)
  await settled()
  return { ...test, room: test.room, layout }
}

/** The picker of a running recording. */
async function changing(changes: Parameters<typeof aRecording>[0] = {}, options: TestRecordingOptions = {}) {
  const test = aTestRecording({ room: threePeople(), ...options })
  const now = Date.now()
  test.backend.change({ current: aRecording({ confirmedAt: now, confirmBy: now + 60_000, ...changes }) })
  await show(LayoutPicker, test.recording, { live: true })
  await settled()
  return test
}

const updates = ({ adapter }: { adapter: { calls: { method: string, body?: unknown }[] } }) =>
  adapter.calls.filter(({ method }) => method === 'update').map(({ body }) => body)

describe('layoutPicker', () => {
  it.each([
    ['en-US', 'Layout', ['Grid', 'Speaker', 'Presentation', 'Follow sharing']],
    ['zh-CN', '录制布局', ['宫格', '演讲者', '屏幕共享', '跟随共享']],
  ])('is in %s a group of radio buttons, without axe violations', async (locale, group, names) => {
    await choosing(undefined, {}, { locale })
    await expect.element(page.getByRole('radiogroup', { name: group })).toBeVisible()
    expect(page.getByRole('radio').elements().slice(0, 4).map(each => document.getElementById(each.getAttribute('aria-labelledby')!)!.querySelector('bdi')!.textContent)).toEqual(names)
    expect(chosen()).toBe('grid')
    await expectNoViolations()
  })

  it('says of each card what it does, who is large and how many are in it', async () => {
    await choosing({ mode: 'float', main: 'bob' })
    await expect.element(radio('Speaker')).toHaveAccessibleDescription('One person fills the picture, the others are small in front. 3 pictures. Bob is large.')
    await expect.element(radio('Grid')).toHaveAccessibleDescription('Everybody has the same size. 3 pictures.')
  })

  describe('draws', () => {
    it.each<MixLayout>([
      { mode: 'grid' },
      { mode: 'float', main: 'carol' },
      { mode: 'screenShare', main: 'bob', align: 'right' },
      { mode: 'follow' },
    ])('everybody where TRTC puts them: %o', async layout => {
      const room = threePeople()
      room.change('bob', { screen: true })
      await choosing(layout, {}, { room })
      const canvas = drawing(layout.mode).getBoundingClientRect()
      expect(canvas.width / canvas.height).toBeCloseTo(16 / 9, 2)
      const seen = drawn(layout.mode).map(element => {
        const { left, top, width, height } = element.getBoundingClientRect()
        return [element.dataset.user, element.dataset.stream, (left - canvas.left) / canvas.width, (top - canvas.top) / canvas.height, width / canvas.width, height / canvas.height]
      })
      const expected = placePictures(layout, room.state.people).map(({ userId, stream, x, y, width, height }) => [userId, stream, x, y, width, height])
      expect(seen.map(each => each.slice(0, 2))).toEqual(expected.map(each => each.slice(0, 2)))
      seen.forEach((each, index) => each.slice(2).forEach((share, at) => expect(share).toBeCloseTo(expected[index]![at + 2] as number, 2)))
    })

    it('names, cameras that are off, and shared screens', async () => {
      const { room } = await choosing({ mode: 'grid' })
      expect(drawn('grid').map(each => [each.querySelector('.rr-name')!.textContent, each.hasAttribute('data-video')])).toEqual([['Alice', true], ['Bob', true], ['Carol', false]])
      room.change('bob', { screen: true, camera: false })
      await expect.poll(() => drawn('grid').map(({ dataset }) => `${dataset.user} ${dataset.stream} ${dataset.video ?? 'no'}`)).toEqual(['alice camera ', 'bob camera no', 'bob screen ', 'carol camera no'])
    })

    it('an avatar, and of a name that is markup, reversed or very long nothing but the text', async () => {
      const room = createFakeRoom({ self: { name: '<img src=x onerror=alert(1)>' }, people: [
        { userId: 'rtl', name: '\u202Eevil\u202C' },
        { userId: 'long', name: 'x'.repeat(64) },
        { userId: 'family', name: '👨‍👩‍👧‍👦 Family', avatarUrl: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"/>' },
      ] })
      await choosing({ mode: 'grid' }, {}, { room })
      const names = drawn('grid').map(each => each.querySelector('.rr-name')!)
      expect(names.map(({ textContent }) => textContent)).toEqual(['<img src=x onerror=alert(1)>', 'evil', 'x'.repeat(64), '👨‍👩‍👧‍👦 Family'])
      for (const name of names) expect(name.getBoundingClientRect().width).toBeLessThanOrEqual(name.parentElement!.getBoundingClientRect().width)
      expect(drawn('grid')[3]!.querySelector('img')!.src).toMatch(/^data:image/)
      expect(drawn('grid')[0]!.querySelector('img')).toBeNull()
    })

    it('who comes and who goes, without losing focus or choice', async () => {
      const { room, layout } = await choosing({ mode: 'float', main: 'bob' })
      await userEvent.click(radio('Speaker'))
      const focused = document.activeElement
      for (let index = 0; index < 24; index++) room.enter({ userId: `user-${index}`, name: `User ${index}` })
      await expect.poll(() => drawn('grid').length).toBe(25)
      room.exit('carol')
      room.exit('bob')
      await expect.poll(() => drawn('float').some(({ dataset }) => dataset.user === 'bob')).toBe(false)
      expect(document.activeElement).toBe(focused)
      expect(layout.value).toEqual({ mode: 'float', main: 'bob' })
      expect(root().textContent).toContain('bob is not in the meeting, so whoever joined first is large.')
    })

    it('nothing anew for those who stay where they are', async () => {
      const { room } = await choosing({ mode: 'grid' })
      const changed = new Set<Element>()
      const observer = new MutationObserver(records => {
        for (const { target } of records) {
          const picture = (target instanceof Element ? target : target.parentElement!).closest('.rr-picture')
          if (picture) changed.add(picture)
        }
      })
      observer.observe(drawing('grid'), { subtree: true, childList: true, attributes: true, characterData: true })
      onTestFinished(() => observer.disconnect())
      room.change('carol', { camera: true })
      await expect.poll(() => drawn('grid')[2]!.hasAttribute('data-video')).toBe(true)
      room.enter({ userId: 'dave', name: 'Dave' })
      await expect.poll(() => drawn('grid').length).toBe(4)
      expect([...changed].map(each => (each as HTMLElement).dataset.user)).toEqual(['carol'])
    })

    it('the place that stays empty until somebody shares', async () => {
      const { room } = await choosing({ mode: 'screenShare', main: 'bob' })
      const empty = drawn('screenShare')[0]!
      expect(empty.hasAttribute('data-empty')).toBe(true)
      expect(empty.style.width).toBe('80%')
      expect(empty.textContent!.trim()).toBe('Bob’s screen')
      expect(root().textContent).toContain('Bob is not sharing a screen, so the large place is empty for now.')
      room.change('bob', { screen: true })
      await expect.poll(() => drawn('screenShare').some(each => each.hasAttribute('data-empty'))).toBe(false)
      expect(drawn('screenShare').find(({ dataset }) => dataset.stream === 'screen')!.style.width).toBe('80%')
    })

    it('only those who will be seen', async () => {
      await choosing({ mode: 'grid' }, { subscribe: { video: { except: ['bob'] }, audio: { except: ['bob'] } } })
      expect(drawn('grid').map(({ dataset }) => dataset.user)).toEqual(['alice', 'carol'])
    })

    it('what the integrator wants drawn for somebody', async () => {
      const { recording } = aTestRecording({ room: threePeople() })
      await show({ render: () => h(LayoutPicker, { recording }, { picture: ({ picture }: { picture: { name: string } }) => h('b', `${picture.name}!`) }) }, recording)
      expect(drawn('grid').map(({ textContent }) => textContent)).toEqual(['Alice!', 'Bob!', 'Carol!'])
    })
  })

  describe('before a recording', () => {
    it('chooses by a press, and keeps what was set of each layout and of all', async () => {
      const { layout } = await choosing({ mode: 'grid' })
      await userEvent.click(radio('Speaker'))
      await page.getByLabelText('Large picture').selectOptions('Bob')
      await userEvent.click(page.getByRole('checkbox', { name: 'Leave out people without video' }))
      expect(layout.value).toEqual({ mode: 'float', main: 'bob', hideAudioOnly: true })
      expect(drawn('float').map(({ dataset }) => dataset.user)).toEqual(['bob', 'alice'])
      await userEvent.click(radio('Grid'))
      expect(layout.value).toEqual({ mode: 'grid', hideAudioOnly: true })
      await userEvent.click(radio('Speaker'))
      expect(layout.value).toEqual({ mode: 'float', main: 'bob', hideAudioOnly: true })
    })

    it('chooses by arrow keys', async () => {
      const { layout } = await choosing({ mode: 'grid' })
      await userEvent.tab()
      expect(document.activeElement).toBe(radio('Grid').element())
      await userEvent.keyboard('{ArrowDown}')
      expect(layout.value).toEqual({ mode: 'float' })
      expect(document.activeElement).toBe(radio('Speaker').element())
      await userEvent.keyboard('{ArrowUp}{ArrowUp}')
      expect(layout.value).toEqual({ mode: 'follow' })
    })

    it('takes whoever shares now for the presentation, and has it on either side', async () => {
      const room = threePeople()
      room.change('carol', { screen: true })
      const { layout } = await choosing({ mode: 'grid' }, {}, { room })
      await userEvent.click(radio('Presentation'))
      expect(layout.value).toEqual({ mode: 'screenShare', main: 'carol' })
      await userEvent.click(page.getByRole('radio', { name: 'Right' }))
      expect(layout.value).toEqual({ mode: 'screenShare', main: 'carol', align: 'right' })
      expect(drawn('screenShare').find(({ dataset }) => dataset.stream === 'screen')!.style.left).toBe('20%')
    })

    it('follows the screen share, with a say in both of its forms', async () => {
      const { layout, room } = await choosing({ mode: 'follow' })
      expect(root().textContent).toContain('Right now: Grid.')
      await userEvent.click(page.getByRole('radio', { name: 'Speaker' }).last())
      await userEvent.click(page.getByRole('radio', { name: 'Right' }))
      expect(layout.value).toEqual({ mode: 'follow', otherwise: { mode: 'float' }, share: { mode: 'screenShare', align: 'right' } })
      room.change('bob', { screen: true })
      await expect.poll(() => root().textContent).toContain('Right now: Presentation.')
      expect(drawn('follow').find(({ dataset }) => dataset.stream === 'screen')!.style.left).toBe('20%')
    })

    it('offers the integrator\'s layouts, and only the modes it is told to', async () => {
      const custom: CustomLayout = { mode: 'custom', tiles: [{ x: 0, y: 0, width: 0.5, height: 1 }, { x: 0.5, y: 0, width: 0.5, height: 0.5 }] }
      const { layout } = await choosing({ mode: 'grid' }, { modes: ['grid', 'custom'] }, { layoutPresets: [{ id: 'duo', name: 'Duo <b>', layout: custom }] })
      expect(page.getByRole('radio').elements()).toHaveLength(2)
      await userEvent.click(radio('Duo <b>'))
      expect(layout.value).toEqual(custom)
      expect(root().textContent).toContain('1 not in the picture, only heard.')
      await expectNoViolations()
    })

    it('puts the dot back when the page does not take the choice', async () => {
      const { recording } = aTestRecording({ room: threePeople() })
      await show(LayoutPicker, recording, { 'modelValue': { mode: 'grid' }, 'onUpdate:modelValue': () => {} })
      await userEvent.click(radio('Speaker'))
      await expect.poll(chosen).toBe('grid')
    })

    it('arranges one by hand and comes back with it', async () => {
      const { layout } = await choosing({ mode: 'grid' })
      await userEvent.click(page.getByRole('button', { name: 'Arrange your own' }))
      await userEvent.click(page.getByRole('button', { name: 'Remove tile' }))
      await userEvent.click(page.getByRole('button', { name: 'Use this layout' }))
      expect(layout.value).toMatchObject({ mode: 'custom', tiles: [{ x: 0.5, y: 0 }, { x: 0, y: 0.5 }] })
      await expect.poll(chosen).toBe('own')
      await expect.element(page.getByRole('button', { name: 'Edit layout' })).toHaveFocus()
      await userEvent.click(page.getByRole('button', { name: 'Edit layout' }))
      await userEvent.click(page.getByRole('button', { name: 'Cancel' }))
      expect(chosen()).toBe('own')
    })
  })

  describe('while it records', () => {
    it('asks, shows that it is on its way, and that it is there', async () => {
      const test = await changing()
      expect([status(), stateText()]).toEqual(['applied', 'The recording has this layout.'])
      await userEvent.click(radio('Speaker'))
      await settled()
      expect(updates(test)).toEqual([{ layout: { mode: 'float' } }])
      await expect.poll(status).toBe('applying')
      expect([chosen(), stateText()]).toEqual(['float', 'Applying the layout …'])
      await expectNoViolations()
      test.backend.confirmLayout()
      await expect.poll(status).toBe('applied')
      expect(chosen()).toBe('float')
    })

    it('shows what was chosen before the backend has answered, and sends the last of several changes', async () => {
      const test = await changing()
      const release = test.adapter.holdAnswers()
      await userEvent.click(radio('Speaker'))
      await userEvent.click(radio('Presentation'))
      await userEvent.click(radio('Follow sharing'))
      expect([chosen(), status()]).toEqual(['follow', 'applying'])
      release()
      await expect.poll(() => updates(test)).toEqual([{ layout: { mode: 'float' } }, { layout: { mode: 'follow' } }])
      test.backend.confirmLayout()
      await expect.poll(status).toBe('applied')
      expect(chosen()).toBe('follow')
    })

    it('waits for the end of the arrow keys before it asks', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => { vi.useRealTimers() })
      const test = aTestRecording({ room: threePeople() })
      const now = Date.now()
      test.backend.change({ current: aRecording({ confirmedAt: now, confirmBy: now + 60_000 }) })
      await show(LayoutPicker, test.recording, { live: true })
      await expect.poll(status).toBe('applied')
      ;(radio('Grid').element() as HTMLElement).focus()
      await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
      expect([chosen(), status(), updates(test)]).toEqual(['follow', 'applying', []])
      vi.advanceTimersByTime(500)
      await expect.poll(() => updates(test)).toEqual([{ layout: { mode: 'follow' } }])
    })

    it('puts the earlier layout back when TRTC refuses, says so, and asks again', async () => {
      const test = await changing()
      await userEvent.click(radio('Speaker'))
      await settled()
      test.backend.failLayout({ code: 'trtc_refused' })
      await expect.poll(status).toBe('failed')
      expect([chosen(), stateText()]).toEqual(['grid', 'The layout could not be changed. The recording service did not accept these settings. The recording still has “Grid”.'])
      await expectNoViolations()
      await userEvent.click(page.getByRole('button', { name: 'Try again' }))
      await expect.poll(() => updates(test)).toEqual([{ layout: { mode: 'float' } }, { layout: { mode: 'float' } }])
      expect(chosen()).toBe('float')
    })

    it('puts it back when the backend refuses', async () => {
      const test = await changing()
      test.adapter.refuseNext('forbidden')
      await userEvent.click(radio('Speaker'))
      await expect.poll(status).toBe('failed')
      expect([chosen(), stateText()]).toEqual(['grid', 'The layout could not be changed. Only the host and admins can do this. The recording still has “Grid”.'])
    })

    it('shows what somebody else has changed', async () => {
      const { backend } = await changing()
      backend.changeCurrent({ layout: { wanted: { mode: 'float', main: 'bob' }, applied: { mode: 'float', main: 'bob' }, state: 'applied', error: null } })
      await expect.poll(chosen).toBe('float')
      expect(drawn('float')[0]!.dataset.user).toBe('bob')
    })

    it('never waits without an end: what is not applied after 15 seconds is uncertain, and asked about', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      onTestFinished(() => { vi.useRealTimers() })
      const test = aTestRecording({ room: threePeople() })
      const now = Date.now()
      test.backend.change({ current: aRecording({ confirmedAt: now, confirmBy: now + 60_000, layout: { wanted: { mode: 'float' }, applied: { mode: 'grid' }, state: 'applying', error: null } }) })
      await show(LayoutPicker, test.recording, { live: true })
      await expect.poll(status).toBe('applying')
      const asked = () => test.adapter.calls.filter(({ method }) => method === 'snapshot').length
      expect(asked()).toBe(0)
      vi.advanceTimersByTime(15_000)
      await expect.poll(status).toBe('unconfirmed')
      expect(asked()).toBe(1)
      test.backend.confirmLayout()
      await expect.poll(status).toBe('applied')
    })

    it.each([
      ['nothing is recorded', null],
      ['single streams are recorded', { mode: 'single' as const }],
      ['only sound is recorded', { media: 'audio' as const }],
      ['it is being stopped', { status: 'stopping' as const }],
    ])('can\'t be changed while %s', async (_, changes) => {
      const test = aTestRecording({ room: threePeople() })
      const now = Date.now()
      if (changes) test.backend.change({ current: aRecording({ confirmedAt: now, confirmBy: now + 60_000, ...changes }) })
      await show(LayoutPicker, test.recording, { live: true })
      await settled()
      expect(status()).toBe('idle')
      expect(page.getByRole('radio').elements().every(each => (each as HTMLInputElement).disabled)).toBe(true)
      await expectNoViolations()
    })

    it('can\'t be changed by those who may not, and is shown to them all the same', async () => {
      await changing({}, { adapter: createFakeAdapter({ permissions: aGuest() }) })
      expect([status(), chosen()]).toEqual(['applied', 'grid'])
      expect(page.getByRole('radio').elements().every(each => (each as HTMLInputElement).disabled)).toBe(true)
    })
  })

  it('follows the language', async () => {
    const locale = ref('en-US')
    await choosing({ mode: 'follow' }, {}, { locale })
    locale.value = 'zh-CN'
    await expect.element(page.getByRole('radiogroup', { name: '录制布局' })).toBeVisible()
    expect(root().textContent).toContain('当前为“宫格”。')
  })
})
