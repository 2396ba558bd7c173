import type { RoomKitConference, RoomKitWidget } from './widgets.js'
import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h, shallowReactive } from 'vue'
import { RecordButton } from '../components/RecordButton/index.js'
import { aTestRecording, expectNoViolations, settled } from '../testing/index.js'
import { registerWidgets } from './widgets.js'

/** Keeps widgets as TUIRoomKit does: in a reactive list, one for each id. */
function aConference({ isBuiltInVisible = true } = {}) {
  const widgets = shallowReactive<RoomKitWidget[]>([])
  const features: { toolbar?: { alwaysShow: boolean } } = {}
  const visible = shallowReactive<{ RecordingWidget: boolean }>({ RecordingWidget: isBuiltInVisible })
  const conference: RoomKitConference = {
    registerWidget(widget) {
      const index = widgets.findIndex(({ id }) => id === widget.id)
      widgets.splice(index === -1 ? widgets.length : index, index === -1 ? 0 : 1, widget)
      return () => {
        const at = widgets.findIndex(({ id }) => id === widget.id)
        if (at !== -1) widgets.splice(at, 1)
      }
    },
    getRegisteredWidgets: () => [...widgets],
    setWidgetVisible: config => Object.assign(visible, config),
    getWidgetVisible: name => visible[name as 'RecordingWidget'],
    on() {},
    off() {},
    setFeatureConfig: config => Object.assign(features, config),
    getFeatureConfig: key => features[key],
  }
  const inZone = (zone: string, platform: 'pc' | 'h5') => widgets.filter(widget => widget.zone[platform] === zone).map(widget => h(widget.component, { ...widget.props, key: widget.id }))

  /** The outline of TUIRoomKit's view: the header turns invisible, what is in it stays mounted. */
  const View = defineComponent({
    props: { platform: { type: String as () => 'pc' | 'h5', default: 'pc' }, isToolbarHidden: Boolean },
    setup: props => () => h('div', { id: 'roomPage', style: 'position: relative; height: 400px' }, [
      h('header', { class: ['header', props.isToolbarHidden && 'toolbar-hidden'], style: props.isToolbarHidden ? 'visibility: hidden' : '' }, inZone('top-left', props.platform)),
      h('main', { class: 'room-main', style: 'position: absolute; inset: 0' }),
      h('footer', { style: 'position: absolute; bottom: 0' }, [inZone('bottom-center', props.platform), inZone('bottom-right', props.platform)]),
    ]),
  })
  return { conference, widgets, visible, features, View }
}

const indicator = () => document.querySelector<HTMLElement>('[data-part="recording-indicator"]')
const button = () => document.querySelector<HTMLElement>('[data-part="record-button"]')

describe('registerWidgets', () => {
  it('takes the built-in widget out, and gives it back as it was', () => {
    for (const isBuiltInVisible of [true, false]) {
      const { conference, widgets, visible } = aConference({ isBuiltInVisible })
      const undo = registerWidgets(conference, aTestRecording().recording)
      expect(visible.RecordingWidget).toBe(false)
      undo()
      expect(visible.RecordingWidget).toBe(isBuiltInVisible)
      expect(widgets).toEqual([])
    }
  })

  it('puts a pinned button into the slot of the built-in one, for those who may control', async () => {
    const { conference, widgets } = aConference()
    const { recording, adapter } = aTestRecording({ adapter: createFakeAdapter({ permissions: aGuest() }) })
    registerWidgets(conference, recording)
    await settled()
    expect(widgets.map(({ zone }) => zone)).toEqual([{ pc: 'top-left', h5: 'top-left' }])
    adapter.setPermissions(aHost())
    await settled()
    expect(widgets.filter(({ component }) => component === RecordButton)).toMatchObject([
      { zone: { pc: 'bottom-center' }, order: 1, overflow: false },
      { zone: { h5: 'bottom-center' }, order: 5 },
    ])
    adapter.setPermissions(aGuest())
    await settled()
    expect(widgets).toHaveLength(1)
  })

  it.each([{ platform: 'pc', size: 56 }, { platform: 'h5', size: 52 }] as const)('has a button of $size px on $platform', async ({ platform, size }) => {
    const { conference, View } = aConference()
    const { recording } = aTestRecording()
    registerWidgets(conference, recording)
    await render(View, { props: { platform } })
    await expect.poll(button).not.toBeNull()
    const { width, height } = button()!.getBoundingClientRect()
    expect([width, height]).toEqual([size, size])
  })

  it('shows the indicator in the room, where it stays when the toolbar hides', async () => {
    const { conference, View } = aConference()
    const { recording, backend } = aTestRecording({ adapter: createFakeAdapter({ permissions: aGuest() }) })
    registerWidgets(conference, recording)
    backend.change({ current: aRecording({ startedAt: Date.now(), confirmBy: Date.now() + 60_000 }) })
    const screen = await render(View)
    await expect.poll(indicator).not.toBeNull()
    expect(indicator()!.closest('.room-main')).not.toBeNull()
    const below = indicator()!.getBoundingClientRect().top
    await screen.rerender({ isToolbarHidden: true })
    await expect.poll(() => indicator()!.getBoundingClientRect().top).toBe(below - 56)
    expect(getComputedStyle(indicator()!).visibility).toBe('visible')
    await expectNoViolations()
  })

  it('shows it even where the view has no such place', async () => {
    const { conference, widgets } = aConference()
    const { recording, backend } = aTestRecording()
    registerWidgets(conference, recording)
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    const [overlay] = widgets
    await render(overlay!.component, { props: overlay!.props })
    await expect.poll(() => indicator()?.closest('[data-part="recording-overlay"]')?.parentElement).toBe(document.body)
  })

  describe('keeps the toolbar, which would hide with the focus in it,', () => {
    async function inRoom(alwaysShow?: boolean) {
      const { conference, features, View } = aConference()
      if (alwaysShow !== undefined) features.toolbar = { alwaysShow }
      const { recording, adapter } = aTestRecording({ confirmStart: 'question' })
      const undo = registerWidgets(conference, recording)
      const screen = await render(View)
      await expect.poll(button).not.toBeNull()
      const isKept = () => features.toolbar?.alwaysShow === true
      return { adapter, undo, screen, features, isKept }
    }

    it('while the keyboard is on the button', async () => {
      const { isKept } = await inRoom()
      await userEvent.tab()
      await expect.element(button()!).toHaveFocus()
      await expect.poll(isKept).toBe(true)
      button()!.blur()
      await expect.poll(isKept).toBe(false)
    })

    it('while something is asked, however it was pressed', async () => {
      const { isKept } = await inRoom()
      await page.getByRole('button', { name: 'Record', exact: true }).click()
      await expect.element(page.getByRole('alertdialog')).toBeVisible()
      await expect.poll(isKept).toBe(true)
      await page.getByRole('button', { name: 'Cancel' }).click()
      await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument()
      await expect.poll(isKept).toBe(false)
    })

    it('but not for a mouse, although the focus comes back to the button after a dialog', async () => {
      const { isKept } = await inRoom()
      await userEvent.tab()
      await userEvent.keyboard('{Enter}')
      await expect.element(page.getByRole('alertdialog')).toBeVisible()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await expect.element(button()!).toHaveFocus()
      await expect.poll(isKept).toBe(false)
    })

    it('when the dialog was answered by key', async () => {
      const { isKept } = await inRoom()
      await page.getByRole('button', { name: 'Record', exact: true }).click()
      await expect.element(page.getByRole('alertdialog')).toBeVisible()
      await userEvent.keyboard('{Escape}')
      await expect.element(button()!).toHaveFocus()
      await settled()
      expect(isKept()).toBe(true)
    })

    it('until the one who is asked may not answer any more', async () => {
      const { isKept, adapter } = await inRoom()
      await page.getByRole('button', { name: 'Record', exact: true }).click()
      await expect.poll(isKept).toBe(true)
      adapter.setPermissions(aGuest())
      await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument()
      await expect.poll(isKept).toBe(false)
    })

    it('but gives it back when it is taken away itself', async () => {
      const { isKept, undo } = await inRoom()
      await userEvent.tab()
      await expect.poll(isKept).toBe(true)
      undo()
      expect(isKept()).toBe(false)
    })

    it('and leaves one alone that always shows', async () => {
      const { features } = await inRoom(true)
      const [before, config] = [features.toolbar, features.toolbar]
      await userEvent.tab()
      await settled()
      button()!.blur()
      await settled()
      expect([before, features.toolbar]).toEqual([config, config])
      expect(features.toolbar?.alwaysShow).toBe(true)
    })
  })

  it('keeps the built-in widget where that is wanted, and takes places beside it that nothing else has', async () => {
    const { conference, widgets, visible } = aConference()
    const adapter = createFakeAdapter({ permissions: aHost({ features: allFeatures }) })
    const undo = registerWidgets(conference, aTestRecording({ adapter }).recording, { ownWidget: 'keep' })
    await expect.poll(() => widgets.filter(({ order }) => order !== undefined)).toHaveLength(4)
    expect(visible.RecordingWidget).toBe(true)
    // those of TUIRoomKit 6.2, its own recording among them
    for (const [platform, taken] of Object.entries({ pc: [0, 1, 2, 3, 4, 5, 6, 7, 9, 10], h5: [5, 6, 8] })) {
      const ours = widgets.filter(({ zone, order }) => order !== undefined && platform in zone).map(({ order }) => order)
      expect(new Set([...ours, ...taken]).size, platform).toBe(2 + taken.length)
    }
    undo()
    expect(visible.RecordingWidget).toBe(true)
  })

  it('gives those without control a button to ask, where that is wanted', async () => {
    const { conference, View } = aConference()
    const { recording } = aTestRecording({ askToRecord: true, adapter: createFakeAdapter({ permissions: aGuest({ features: ['requests'] }) }) })
    registerWidgets(conference, recording)
    await render(View)
    await expect.element(page.getByRole('button', { name: 'Ask to record' })).toBeVisible()
  })

  it('has no button where the console\'s template records', async () => {
    const { conference, widgets } = aConference()
    registerWidgets(conference, aTestRecording({ plan: 'automatic' }).recording)
    await settled()
    expect(widgets.some(({ component }) => component === RecordButton)).toBe(false)
  })

  describe('asks the one who started before TUIRoomKit\'s leave button', () => {
    async function inRoom(startedBy = 'alice') {
      const { conference, widgets, View } = aConference()
      const presses: string[] = []
      const Leave = defineComponent({ setup: () => () => h('button', { onClick: () => presses.push('leave') }, 'Leave') })
      conference.registerWidget({ id: 'LeaveRoomWidget', zone: { pc: 'bottom-right' }, component: Leave, props: {} })
      const { recording, backend } = aTestRecording()
      backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000, startedBy: { userId: startedBy, name: 'A' } }) })
      const undo = registerWidgets(conference, recording)
      const screen = await render(View)
      await expect.poll(indicator).not.toBeNull()
      const leave = () => page.getByRole('button', { name: 'Leave', exact: true }).click()
      return { leave, presses, backend, undo, widgets, Leave, screen }
    }
    const answer = (name: string) => page.getByRole('alertdialog').getByRole('button', { name }).click()

    it('stops, then goes on to leaving', async () => {
      const { leave, presses, backend } = await inRoom()
      await leave()
      expect(presses).toEqual([])
      await answer('Stop recording and leave')
      await expect.poll(() => presses).toEqual(['leave'])
      expect(backend.snapshot().current?.status).toBe('stopping')
    })

    it('keeps recording and goes on, once', async () => {
      const { leave, presses, backend } = await inRoom()
      await leave()
      await answer('Leave, keep recording')
      await expect.poll(() => presses).toEqual(['leave'])
      await leave()
      expect(presses).toEqual(['leave', 'leave'])
      expect(backend.snapshot().current?.status).toBe('recording')
    })

    it('stays', async () => {
      const { leave, presses } = await inRoom()
      await leave()
      await answer('Stay')
      await expect.element(page.getByRole('alertdialog')).not.toBeInTheDocument()
      expect(presses).toEqual([])
    })

    it('but nobody else', async () => {
      const { leave, presses } = await inRoom('bob')
      await leave()
      expect(presses).toEqual(['leave'])
    })

    it('and gives the button back', async () => {
      const { undo, widgets, Leave } = await inRoom()
      expect(widgets.find(({ id }) => id === 'LeaveRoomWidget')!.component).not.toBe(Leave)
      undo()
      await expect.poll(() => widgets.find(({ id }) => id === 'LeaveRoomWidget')!.component).toBe(Leave)
    })
  })

  it('leaves nothing behind', async () => {
    const { conference, View } = aConference()
    const { recording, backend, adapter } = aTestRecording()
    const undo = registerWidgets(conference, recording)
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    await render(View)
    await expect.poll(indicator).not.toBeNull()
    undo()
    await expect.poll(() => document.querySelectorAll('[data-part]').length).toBe(0)
    adapter.setPermissions(aGuest())
    adapter.setPermissions(aHost())
    await settled()
    expect(document.querySelectorAll('[data-part]')).toHaveLength(0)
  })
})
