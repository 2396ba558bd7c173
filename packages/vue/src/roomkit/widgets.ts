import type { Component } from 'vue'
import type { RecordingContext } from '../context.js'
import { watch } from 'vue'
import { RecordButton } from '../components/RecordButton/index.js'
import { hasFeature } from '../features.js'
import { registerPanel } from './panel.js'
import RoomKitOverlay from './RoomKitOverlay.vue'
import { keepToolbar } from './toolbar.js'

type Zone = 'top-left' | 'top-right' | 'bottom-center' | 'bottom-right'

/** What is used of a `WidgetConfig`. */
export interface RoomKitWidget {
  id: string
  zone: { pc?: Zone, h5?: Zone }
  order?: number
  overflow?: boolean
  component: Component
  props: Record<string, unknown>
}

/** What is used of a widget that is there already. */
export interface RoomKitRegisteredWidget {
  id: string
  zone?: string | { pc?: string, h5?: string }
  component?: Component
  props?: Record<string, unknown> | (() => Record<string, unknown>)
}

/** What is used of TUIRoomKit's `conference`; the same in 5.4 to 6.2. */
/* eslint-disable ts/method-signature-style -- as methods they also fit where its enums stand in the place of our strings */
export interface RoomKitConference {
  registerWidget(widget: RoomKitWidget): () => void
  setWidgetVisible(visible: { RecordingWidget?: boolean }): void
  getWidgetVisible(name: string): boolean
  on(event: string, callback: (data?: unknown) => void): void
  /** Not in every version. */
  setFeatureConfig?(config: { toolbar: { alwaysShow: boolean } }): void
  getFeatureConfig?(key: 'toolbar'): { alwaysShow?: boolean } | undefined
  off(event: string, callback: (data?: unknown) => void): void
  /** Not in every version. */
  getRegisteredWidgets?(): RoomKitRegisteredWidget[]
  leaveRoom?(): Promise<void>
  /** The name of `leaveRoom` before 5.7. */
  leave?(): Promise<void>
}
/* eslint-enable ts/method-signature-style */

export interface RegisterWidgetsOptions {
  /** What becomes of TUIRoomKit's own recording widget, button and label. @default 'hide' */
  ownWidget?: 'hide' | 'keep'
}

/**
 * Where button and panel are inserted. An occupied slot is bumped behind everything, so these are the free ones of 6.2:
 * 8 on desktop, 7 on H5, whatever comes after the last, and with TUIRoomKit's own button gone its slot, 1 and 5.
 */
const slots = {
  hide: { button: 1, panel: 8, buttonH5: 5, panelH5: 7 },
  keep: { button: 8, panel: 11, buttonH5: 7, panelH5: 9 },
}

/**
 * Puts button and indicator into TUIRoomKit's views, desktop and H5, and takes its own recording widget out unless it is kept.
 * Undone by the returned function.
 */
export function registerWidgets(conference: RoomKitConference, recording: RecordingContext, { ownWidget = 'hide' }: RegisterWidgetsOptions = {}): () => void {
  const isHidden = ownWidget === 'hide'
  const wasVisible = conference.getWidgetVisible('RecordingWidget')
  if (isHidden) conference.setWidgetVisible({ RecordingWidget: false })

  // The header only turns invisible, so what is teleported out of it stays.
  const removeOverlay = conference.registerWidget({
    id: 'RoomKitRecordingOverlay',
    zone: { pc: 'top-left', h5: 'top-left' },
    component: RoomKitOverlay,
    props: { recording, conference },
  })

  const toolbar = keepToolbar(conference)
  const orders = slots[ownWidget]
  const removePanel = registerPanel(conference, recording, orders)

  // Without the right to control there is no widget at all: the toolbar keeps 56 px for each, shown or not.
  let removeButtons: (() => void)[] = []
  const hasButton = () => {
    const { permissions, current } = recording.state.value
    if (permissions?.control) return recording.plan.value !== 'automatic' || current !== null
    return permissions !== null && recording.askToRecord.value && hasFeature(recording, 'requests')
  }
  const unwatch = watch(hasButton, isWanted => {
    for (const remove of removeButtons) remove()
    toolbar.update()
    removeButtons = isWanted
      ? [
          conference.registerWidget({ id: 'RoomKitRecordingButton', zone: { pc: 'bottom-center' }, order: orders.button, overflow: false, component: RecordButton, props: { recording, variant: 'toolbar' } }),
          conference.registerWidget({ id: 'RoomKitRecordingButtonH5', zone: { h5: 'bottom-center' }, order: orders.buttonH5, component: RecordButton, props: { recording, variant: 'tile' } }),
        ]
      : []
  }, { immediate: true })

  return () => {
    unwatch()
    removePanel()
    toolbar.stop()
    for (const remove of [...removeButtons, removeOverlay]) remove()
    removeButtons = []
    if (isHidden) conference.setWidgetVisible({ RecordingWidget: wasVisible })
  }
}
