import type { Component } from 'vue'
import type { RoomKitConference, RoomKitWidget } from './widgets.js'
import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page, userEvent } from 'vitest/browser'
import { defineComponent, h, reactive, ref } from 'vue'
import { aTestRecording, expectNoViolations, settled } from '../testing/index.js'
import { registerPanel } from './panel.js'

type Widget = RoomKitWidget & { panel?: { title: () => string, component: Component, props: Record<string, unknown> } }

/** Keeps widgets in a deeply reactive list and draws one side panel, as TUIRoomKit does on desktop. */
function aConference() {
  const state = reactive({ widgets: [] as Widget[], active: null as string | null })
  const conference = {
    registerWidget(widget: RoomKitWidget) {
      state.widgets.push(widget)
      return () => { state.widgets = state.widgets.filter(({ id }) => id !== widget.id) }
    },
  } as RoomKitConference
  const View = defineComponent({
    props: { platform: { type: String as () => 'pc' | 'h5', default: 'pc' } },
    setup: ({ platform }) => () => {
      const shown = state.widgets.filter(({ zone }) => zone[platform])
      return h('main', [
        ...shown.map(widget => h(widget.component, {
          ...widget.props,
          key: widget.id,
          ...widget.panel && { togglePanel: () => { state.active = state.active === widget.id ? null : widget.id } },
        })),
        ...shown.flatMap(({ id, panel }) => panel && state.active === id ? h('aside', { 'aria-label': panel.title() }, h(panel.component, panel.props)) : []),
      ])
    },
  })
  return { conference, state, View }
}

const orders = { panel: 8, panelH5: 7 }

async function inRoom({ platform = 'pc', permissions = aHost({ features: allFeatures }), isRecorded = false }: { platform?: 'pc' | 'h5', permissions?: ReturnType<typeof aHost>, isRecorded?: boolean } = {}) {
  const { conference, state, View } = aConference()
  const adapter = createFakeAdapter({ permissions })
  const now = Date.now()
  if (isRecorded) adapter.backend.change({ current: aRecording({ startedAt: now - 60_000, confirmBy: now + 600_000 }) })
  const locale = ref('en-US')
  const { recording } = aTestRecording({ adapter, locale })
  const undo = registerPanel(conference, recording, orders)
  await render(View, { props: { platform } })
  return { adapter, state, undo, locale }
}

const button = () => page.getByRole('button', { name: 'Recordings' })
const panel = () => document.querySelector<HTMLElement>('[data-part="recording-panel"]')

/** It is loaded at the first press. */
const isOpen = () => expect.poll(panel, { timeout: 15_000 }).not.toBeNull()

describe('registerPanel', () => {
  it('opens and closes a side panel on desktop', async () => {
    const { locale } = await inRoom()
    await button().click()
    await isOpen()
    await expect.element(button()).toHaveAttribute('aria-expanded', 'true')
    await expect.element(page.getByRole('complementary', { name: 'Recording' })).toBeVisible()
    await expectNoViolations()
    locale.value = 'zh-CN'
    await expect.element(page.getByRole('complementary', { name: '云端录制' })).toBeVisible()
    await page.getByRole('button', { name: '录制管理' }).click()
    await expect.poll(panel).toBeNull()
  })

  it('has a button of 56 px, and one of 52 px on H5', async () => {
    await inRoom()
    await expect.element(button()).toBeVisible()
    expect(button().element().getBoundingClientRect()).toMatchObject({ width: 56, height: 56 })
    await inRoom({ platform: 'h5' })
    await expect.poll(() => document.querySelector('[data-variant="tile"]')?.getBoundingClientRect()).toMatchObject({ width: 52, height: 52 })
  })

  it('opens a sheet on H5 and gives the focus back', async () => {
    await inRoom({ platform: 'h5' })
    await button().click()
    await expect.element(page.getByRole('dialog', { name: 'Recording' })).toBeVisible()
    await isOpen()
    await expectNoViolations()
    await userEvent.keyboard('{Escape}')
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
    await expect.element(button()).toHaveFocus()
  })

  it('comes for those who may list or control, and goes with the right, an open panel too', async () => {
    const { adapter, state } = await inRoom({ permissions: aGuest() })
    await settled()
    expect(state.widgets).toEqual([])
    adapter.setPermissions(aGuest({ list: true }))
    await button().click()
    await isOpen()
    adapter.setPermissions(aGuest())
    await expect.poll(() => [state.widgets.length, state.active, panel()]).toEqual([0, null, null])
  })

  it('leaves nothing behind', async () => {
    const { state, undo, adapter } = await inRoom()
    await button().click()
    await isOpen()
    undo()
    await expect.poll(() => [state.widgets.length, state.active]).toEqual([0, null])
    adapter.setPermissions(aGuest())
    adapter.setPermissions(aHost())
    await settled()
    expect(state.widgets).toEqual([])
  })

  it('is not registered after it was taken away while it was loading', async () => {
    const { conference, state } = aConference()
    const { recording } = aTestRecording()
    await settled()
    const undo = registerPanel(conference, recording, orders)
    undo()
    await import('./panel-widgets.js')
    await settled()
    expect(state.widgets).toEqual([])
  })

  describe('by key', () => {
    it('marks the moment, and says so', async () => {
      const { adapter } = await inRoom({ isRecorded: true })
      await expect.element(button()).toHaveAttribute('title', 'Mark this moment – Key: Alt + Shift + M')
      await userEvent.keyboard('{Alt>}{Shift>}m{/Shift}{/Alt}')
      await expect.poll(() => adapter.library.markers.get('rec-1')?.length).toBe(1)
      await expect.element(page.getByText(/Marked at 01:\d\d\./)).toBeVisible()
      await expectNoViolations()
    })

    it('marks nothing in a text that is being written, and nothing while nothing is recorded', async () => {
      const { adapter } = await inRoom({ isRecorded: true })
      await button().click()
      const field = page.getByRole('textbox', { name: 'What happens now' })
      await field.click()
      await userEvent.keyboard('{Alt>}{Shift>}m{/Shift}{/Alt}')
      adapter.backend.change({ current: null })
      await expect.element(field).not.toBeInTheDocument()
      await userEvent.keyboard('{Alt>}{Shift>}m{/Shift}{/Alt}')
      await settled()
      expect(adapter.calls.filter(({ method }) => method === 'addMarker')).toEqual([])
    })
  })
})
