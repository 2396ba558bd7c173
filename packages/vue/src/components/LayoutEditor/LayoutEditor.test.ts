import type { CustomLayout, MixLayout } from '@roomkit-recording/core'
import type { LayoutPreset } from '../../layout/layout-preset.js'
import type { TestRecordingOptions } from '../../testing/index.js'
import { checkMixLayout } from '@roomkit-recording/core'
import { createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref } from 'vue'
import { aTestRecording, expectNoViolations, show } from '../../testing/index.js'
import { LayoutEditor } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="layout-editor"]')!
const stage = () => root().querySelector<HTMLElement>('.rr-stage')!
const tiles = () => [...root().querySelectorAll<HTMLElement>('.rr-tile-button')]
const handle = (name: string) => root().querySelector<HTMLElement>(`.rr-handle[data-handle="${name}"]`)!
const said = () => root().querySelector('.rr-announcement')!.textContent!.trim()
const tool = (name: string) => page.getByRole('button', { name, exact: true })
const field = (name: string) => page.getByRole('textbox', { name, exact: true })

const duo: CustomLayout = {
  mode: 'custom',
  tiles: [
    { x: 0.1, y: 0.1, width: 0.3, height: 0.3, userId: 'alice' },
    { x: 0.55, y: 0.5, width: 0.35, height: 0.4 },
  ],
}

interface Shown {
  /** The newest arrangement. */
  layout: () => CustomLayout
  applied: CustomLayout[]
  cancelled: () => number
}

async function shown(layout: MixLayout | undefined = duo, props: Record<string, unknown> = {}, options: TestRecordingOptions = {}): Promise<Shown> {
  const { recording } = aTestRecording({ room: createFakeRoom({ people: [{ userId: 'bob', name: 'Bob' }, { userId: 'carol', name: 'Carol', screen: true }] }), ...options })
  const changes: CustomLayout[] = []
  const applied: CustomLayout[] = []
  let cancelled = 0
  await show(LayoutEditor, recording, {
    layout,
    onChange: (next: CustomLayout) => {
      expect(checkMixLayout(next)).toEqual([])
      changes.push(next)
    },
    onApply: (next: CustomLayout) => applied.push(next),
    onCancel: () => { cancelled++ },
    ...props,
  })
  return { layout: () => changes.at(-1) ?? layout as CustomLayout, applied, cancelled: () => cancelled }
}

function letGo() {
  stage().dispatchEvent(new PointerEvent('pointerup', { pointerId: 1 }))
}

/** Presses the pointer on `element`, moves it by shares of the stage and lets it go. */
async function drag(element: HTMLElement, dx: number, dy: number, { alt = false, release = 'pointerup' as 'pointerup' | 'pointercancel' | 'none', pointerType = 'mouse' } = {}) {
  const { width, height } = stage().getBoundingClientRect()
  const box = element.getBoundingClientRect()
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
  const send = (target: Element, type: string, part: number) =>
    target.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, pointerId: 1, pointerType, isPrimary: true, button: 0, buttons: 1, clientX: x + dx * width * part, clientY: y + dy * height * part, altKey: alt }))
  // A pointer that only a script knows can't be captured.
  stage().setPointerCapture = () => {}
  send(element, 'pointerdown', 0)
  for (const part of [0.3, 0.7, 1]) send(stage(), 'pointermove', part)
  if (release !== 'none') send(stage(), release, 1)
  await new Promise(requestAnimationFrame)
}

const expectPlace = (tile: object, place: object) => {
  for (const [name, share] of Object.entries(place)) expect((tile as Record<string, number>)[name], name).toBeCloseTo(share, 3)
}

describe('layoutEditor', () => {
  it.each([['en-US', 'Arrange the layout'], ['zh-CN', '排列布局']])('has in %s names for everything, and no axe violations', async (locale, name) => {
    await shown(duo, { savePreset: () => {} }, { locale })
    await expect.element(page.getByRole('group', { name })).toBeVisible()
    for (const button of page.getByRole('button').elements()) expect(button.getAttribute('aria-label') ?? button.textContent).not.toBe('')
    await expectNoViolations()
  })

  it('begins with what a template looks like now', async () => {
    const { applied } = await shown({ mode: 'grid' })
    expect(tiles()).toHaveLength(4)
    expect(tiles().map(tile => tile.getAttribute('aria-label'))).toEqual([
      'Tile 1: Next person (Alice)',
      'Tile 2: Next person (Bob)',
      'Tile 3: Next person (Carol)',
      'Tile 4: Next shared screen (Carol)',
    ])
    await userEvent.click(tool('Use this layout'))
    expect(applied).toMatchObject([{ mode: 'custom', tiles: [{ x: 0, y: 0, width: 0.5, height: 0.5 }, {}, {}, { x: 0.5, y: 0.5, stream: 'screen' }] }])
  })

  it('shows who would be in a tile now, and follows who comes and goes', async () => {
    const room = createFakeRoom()
    await shown(duo, {}, { room })
    expect(tiles()[1]!.getAttribute('aria-label')).toBe('Tile 2: Next person (nobody at the moment)')
    room.enter({ userId: 'bob', name: 'Bob' })
    await expect.poll(() => tiles()[1]!.getAttribute('aria-label')).toBe('Tile 2: Next person (Bob)')
  })

  describe('by pointer', () => {
    const stack: CustomLayout = { mode: 'custom', tiles: [
      { x: 0.2, y: 0.2, width: 0.2, height: 0.2, userId: 'carol' },
      { x: 0, y: 0, width: 1, height: 1, userId: 'alice', layer: 1 },
      { x: 0.1, y: 0.1, width: 0.5, height: 0.5, userId: 'bob', layer: 2 },
    ] }
    const selected = () => tiles().filter(tile => tile.getAttribute('aria-pressed') === 'true').map(tile => tile.getAttribute('aria-label'))

    it('reaches what lies behind by pressing once more, from the front to the back and to the front again', async () => {
      const { layout } = await shown(stack)
      await drag(tiles()[2]!, 0, 0)
      expect(selected()).toEqual(['Tile 3: Bob'])
      await drag(tiles()[2]!, 0, 0)
      expect(selected()).toEqual(['Tile 2: Alice'])
      expect(document.activeElement).toBe(tiles()[1])
      // what is in front is pressed, whatever is selected
      await drag(tiles()[2]!, 0, 0)
      await drag(tiles()[2]!, 0.001, 0)
      expect(selected()).toEqual(['Tile 2: Alice'])
      expect(layout()).toEqual(stack)
    })

    it('moves what is covered by its grip, and reaches what is behind it there', async () => {
      const { layout } = await shown(stack)
      const grip = () => root().querySelector<HTMLElement>('.rr-grip')!
      await drag(grip(), 0.3, 0.1, { alt: true })
      expectPlace(layout().tiles[0]!, { x: 0.5, y: 0.3, width: 0.2, height: 0.2 })
      expect(selected()).toEqual(['Tile 1: Carol'])
      await drag(grip(), 0, 0)
      expect(selected()).toEqual(['Tile 3: Bob'])
      expect(grip()).toBeNull()
    })

    it('moves a tile, and selects it', async () => {
      const { layout } = await shown()
      await drag(tiles()[1]!, -0.13, 0.04, { alt: true })
      expectPlace(layout().tiles[1]!, { x: 0.42, y: 0.54, width: 0.35, height: 0.4 })
      expect(tiles()[1]!.getAttribute('aria-pressed')).toBe('true')
      expect(document.activeElement).toBe(tiles()[1])
    })

    it('snaps to other tiles and to the canvas, shows where, and lets go with Alt', async () => {
      const { layout } = await shown()
      await drag(tiles()[0]!, -0.095, 0.03, { release: 'none' })
      expectPlace(layout().tiles[0]!, { x: 0 })
      expect([...root().querySelectorAll<HTMLElement>('.rr-guide')].map(({ dataset, style }) => [dataset.axis, style.left || style.top])).toContainEqual(['x', '0%'])
      letGo()
      await expect.poll(() => root().querySelector('.rr-guide')).toBeNull()
      await userEvent.click(tool('Snap to edges and centres'))
      await drag(tiles()[0]!, 0.015, 0)
      expect(layout().tiles[0]!.x).toBeGreaterThan(0)
    })

    it.each([
      ['se', 0.1, 0.12, { x: 0.1, y: 0.1, width: 0.4, height: 0.42 }],
      ['nw', 0.07, 0.06, { x: 0.17, y: 0.16, width: 0.23, height: 0.24 }],
      ['e', 0.07, 0.3, { x: 0.1, y: 0.1, width: 0.37, height: 0.3 }],
      ['n', 0.3, 0.9, { x: 0.1, y: 0.35, width: 0.3, height: 0.05 }],
    ])('resizes by the handle %s', async (name, dx, dy, place) => {
      const { layout } = await shown()
      await drag(handle(name), dx, dy, { alt: true })
      expectPlace(layout().tiles[0]!, place)
    })

    it('never takes a tile out of the canvas', async () => {
      const { layout } = await shown()
      await drag(tiles()[0]!, 3, -3)
      expectPlace(layout().tiles[0]!, { x: 0.7, y: 0, width: 0.3, height: 0.3 })
    })

    it('undoes a whole drag at once', async () => {
      const { layout } = await shown()
      await drag(tiles()[0]!, 0.13, 0.07, { alt: true })
      await drag(tiles()[0]!, 0.03, 0.27, { alt: true })
      await userEvent.click(tool('Undo'))
      expectPlace(layout().tiles[0]!, { x: 0.23, y: 0.17 })
      await userEvent.click(tool('Undo'))
      expectPlace(layout().tiles[0]!, { x: 0.1, y: 0.1 })
      expect(tool('Undo').element().getAttribute('aria-disabled')).toBe('true')
      await userEvent.click(tool('Redo'))
      expectPlace(layout().tiles[0]!, { x: 0.23, y: 0.17 })
    })

    it('gives up what was dragged by Escape, and when the system takes the pointer', async () => {
      const { layout, cancelled } = await shown()
      await drag(tiles()[0]!, 0.2, 0.2, { release: 'none' })
      await userEvent.keyboard('{Escape}')
      expectPlace(layout().tiles[0]!, { x: 0.1, y: 0.1 })
      await drag(tiles()[0]!, 0.2, 0.2, { release: 'pointercancel', pointerType: 'touch' })
      expectPlace(layout().tiles[0]!, { x: 0.1, y: 0.1 })
      expect(cancelled()).toBe(0)
      expect(tool('Undo').element().getAttribute('aria-disabled')).toBe('true')
    })

    it('works with a finger, which does not scroll the page meanwhile', async () => {
      const { layout } = await shown()
      expect(getComputedStyle(stage()).touchAction).toBe('none')
      await drag(tiles()[0]!, 0.13, 0.07, { alt: true, pointerType: 'touch' })
      expectPlace(layout().tiles[0]!, { x: 0.23, y: 0.17 })
    })
  })

  describe('by keyboard', () => {
    it.each([
      ['{ArrowRight}', { x: 0.11 }, 'Left 11%, top 10%'],
      ['{ArrowUp}{ArrowUp}', { y: 0.08 }, 'Left 10%, top 8%'],
      ['{Alt>}{ArrowLeft}{/Alt}', { x: 0.099 }, 'Left 9.9%, top 10%'],
      ['{Shift>}{ArrowRight}{ArrowDown}{/Shift}', { width: 0.31, height: 0.31 }, 'Width 31%, height 31%'],
      ['{Shift>}{ArrowLeft}{/Shift}', { width: 0.29 }, 'Width 29%, height 30%'],
    ])('%s makes %o, and says so', async (keys, place, announcement) => {
      const { layout } = await shown()
      tiles()[0]!.focus()
      await userEvent.keyboard(keys)
      expectPlace(layout().tiles[0]!, place)
      expect(said()).toBe(announcement)
    })

    it('goes through everything by Tab, and each tile tells who and where', async () => {
      await shown()
      tiles()[0]!.focus()
      await userEvent.tab()
      await expect.element(tool('Tile 2: Next person (Bob)')).toHaveFocus()
      await expect.element(tool('Tile 2: Next person (Bob)')).toHaveAccessibleDescription('Left 55%, top 50%, width 35%, height 40%.')
      expect(tiles()[1]!.getAttribute('aria-pressed')).toBe('true')
      expect(stage().getAttribute('role')).toBe('application')
      expect(document.getElementById(stage().getAttribute('aria-describedby')!)!.textContent).toContain('Arrow keys move a tile')
    })

    it('removes, keeps the focus on a tile, never removes the last, and undoes', async () => {
      const { layout } = await shown()
      tiles()[0]!.focus()
      await userEvent.keyboard('{Delete}')
      expect(layout().tiles).toEqual([duo.tiles[1]])
      await expect.poll(() => document.activeElement).toBe(tiles()[0])
      expect(said()).toBe('Tile removed, 1 left')
      await userEvent.keyboard('{Delete}')
      expect([layout().tiles.length, said()]).toEqual([1, 'A layout has at least one tile.'])
      await userEvent.keyboard('{Control>}z{/Control}')
      expect(layout().tiles).toEqual(duo.tiles)
      await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}')
      expect(layout().tiles).toHaveLength(1)
    })

    it('brings to the front and sends to the back, where the tile says that it is hidden', async () => {
      const { layout } = await shown({ mode: 'custom', tiles: [{ x: 0, y: 0, width: 1, height: 1 }, { x: 0.2, y: 0.2, width: 0.3, height: 0.3 }] })
      tiles()[1]!.focus()
      await userEvent.keyboard('{PageDown}')
      expect(layout().tiles.map(({ layer }) => layer)).toEqual([1, 0])
      expect(document.getElementById(tiles()[1]!.getAttribute('aria-describedby')!)!.textContent).toContain('Partly behind others.')
      await userEvent.keyboard('{PageUp}')
      expect(layout().tiles.map(({ layer }) => layer)).toEqual([0, 1])
      expect(said()).toBe('In front of all others')
    })
  })

  describe('with its fields', () => {
    it('takes exact numbers once they are written to the end, and puts back what is none', async () => {
      const { layout } = await shown()
      await userEvent.fill(field('Left'), '12.34')
      expect(layout().tiles[0]!.x).toBe(0.1)
      await userEvent.keyboard('{Enter}')
      expect(layout().tiles[0]!.x).toBe(0.1234)
      await userEvent.fill(field('Width'), '500')
      await userEvent.tab()
      expectPlace(layout().tiles[0]!, { x: 0.1234, width: 0.8766 })
      await userEvent.fill(field('Top'), 'nonsense')
      await userEvent.tab()
      expect((field('Top').element() as HTMLInputElement).value).toBe('10')
      await userEvent.fill(field('Height'), '1')
      await userEvent.tab()
      expect(layout().tiles[0]!.height).toBe(0.05)
    })

    it('gives a tile to somebody, to a screen, or to the next', async () => {
      const { layout } = await shown()
      const who = page.getByLabelText('Shows')
      await who.selectOptions('Bob')
      expect(layout().tiles[0]).toMatchObject({ userId: 'bob' })
      await who.selectOptions('Screen of Carol')
      expect(layout().tiles[0]).toMatchObject({ userId: 'carol', stream: 'screen' })
      await who.selectOptions('Next shared screen')
      expect(layout().tiles[0]).toEqual({ x: 0.1, y: 0.1, width: 0.3, height: 0.3, stream: 'screen' })
      await who.selectOptions('Next person')
      expect(layout().tiles[0]).toEqual({ x: 0.1, y: 0.1, width: 0.3, height: 0.3 })
    })

    it('keeps the name of somebody who is not there', async () => {
      await shown({ mode: 'custom', tiles: [{ x: 0, y: 0, width: 0.5, height: 0.5, userId: 'zoe' }] })
      const who = page.getByLabelText('Shows').element() as HTMLSelectElement
      expect(who.selectedOptions[0]!.textContent!.trim()).toBe('zoe (not in the meeting)')
    })

    it('sets how the picture fills its place, how opaque it is, and the background', async () => {
      const { layout } = await shown()
      await userEvent.click(page.getByRole('radio', { name: 'Whole' }))
      const range = page.getByRole('slider', { name: 'Opacity' })
      ;(range.element() as HTMLElement).focus()
      await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
      const colour = page.getByLabelText('Background').element() as HTMLInputElement
      colour.value = '#336699'
      colour.dispatchEvent(new Event('input', { bubbles: true }))
      await expect.poll(layout).toMatchObject({ background: '#336699', tiles: [{ fit: 'contain', opacity: 0.9 }, {}] })
    })

    it.each([
      ['Align left', { x: 0 }],
      ['Centre horizontally', { x: 0.35 }],
      ['Align right', { x: 0.7 }],
      ['Align to top', { y: 0 }],
      ['Centre vertically', { y: 0.35 }],
      ['Align to bottom', { y: 0.7 }],
    ])('%s', async (name, place) => {
      const { layout } = await shown()
      await userEvent.click(tool(name))
      expectPlace(layout().tiles[0]!, place)
    })

    it('adds up to what TRTC takes', async () => {
      const { layout } = await shown({ mode: 'custom', tiles: Array.from({ length: 24 }, (_, index) => ({ x: index % 5 / 5, y: Math.floor(index / 5) / 5, width: 0.2, height: 0.2 })) })
      await userEvent.click(tool('Add tile'))
      expect(layout().tiles).toHaveLength(25)
      expect(said()).toBe('Tile 25 added')
      await userEvent.click(tool('Add tile'), { force: true })
      expect(layout().tiles).toHaveLength(25)
      expect(tool('Add tile').element().getAttribute('aria-disabled')).toBe('true')
    })
  })

  describe('saving', () => {
    it('is there only where somebody keeps layouts', async () => {
      await shown()
      expect(page.getByRole('button', { name: 'Save layout' }).elements()).toHaveLength(0)
    })

    it('hands the layout and its name to the hook of the app', async () => {
      const saved: LayoutPreset[] = []
      await shown(duo, {}, { saveLayoutPreset: preset => { saved.push(preset) } })
      await userEvent.fill(page.getByLabelText('Name of the layout'), '  Two  people ')
      await userEvent.click(tool('Save layout'))
      await expect.poll(() => saved).toEqual([{ id: expect.any(String) as string, name: 'Two people', layout: duo }])
      expect(root().textContent).toContain('“Two people” is saved.')
    })

    it('asks for a name, and says so when it did not work', async () => {
      await shown(duo, { savePreset: () => Promise.reject(new Error('no')) })
      await userEvent.click(tool('Save layout'))
      expect(root().textContent).toContain('Give the layout a name.')
      await expectNoViolations()
      await userEvent.fill(page.getByLabelText('Name of the layout'), 'Duo')
      await userEvent.click(tool('Save layout'))
      await expect.poll(() => root().textContent).toContain('The layout could not be saved. Try again.')
    })
  })

  it('leaves everything as it was when it is cancelled', async () => {
    const { applied, cancelled } = await shown()
    await userEvent.click(tool('Align left'))
    expect(root().dataset.status).toBe('changed')
    await userEvent.click(tool('Cancel'))
    expect([applied, cancelled()]).toEqual([[], 1])
  })

  it('is left by Escape while nothing was changed, and nothing is lost by it later', async () => {
    const { cancelled } = await shown()
    let heardOutside = 0
    const listen = (event: KeyboardEvent) => { if (event.key === 'Escape') heardOutside++ }
    window.addEventListener('keydown', listen)
    tiles()[0]!.focus()
    await userEvent.keyboard('{Escape}')
    expect(cancelled()).toBe(1)
    await userEvent.keyboard('{ArrowRight}{Escape}')
    window.removeEventListener('keydown', listen)
    expect([cancelled(), heardOutside]).toEqual([1, 0])
  })

  it('submits no form around it', async () => {
    const { recording } = aTestRecording()
    let submits = 0
    const onSubmit = (event: Event) => {
      event.preventDefault()
      submits++
    }
    await show({ render: () => h('form', { onSubmit }, [h(LayoutEditor, { recording, layout: duo, savePreset: () => {} }), h('button', 'Start')]) }, recording)
    for (const name of ['Left', 'Name of the layout']) {
      await userEvent.fill(field(name), '7')
      await userEvent.keyboard('{Enter}')
    }
    ;(page.getByRole('slider').element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    expect(submits).toBe(0)
    expect(root().textContent).toContain('“7” is saved.')
  })

  it('follows the language, also in what it says', async () => {
    const locale = ref('en-US')
    await shown(duo, {}, { locale })
    locale.value = 'zh-CN'
    await expect.element(page.getByRole('group', { name: '排列布局' })).toBeVisible()
    tiles()[0]!.focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(said()).toBe('左 11%，上 10%')
  })
})
