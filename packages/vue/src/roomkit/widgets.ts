import type { Component } from 'vue'
import type { RecordingContext } from '../context.js'
import { watch } from 'vue'
import { RecordButton } from '../components/RecordButton/index.js'
import RoomKitOverlay from './RoomKitOverlay.vue'
import { keepToolbar } from './toolbar.js'

type Zone = 'top-left' | 'bottom-center'

/** What is used of a `WidgetConfig`. */
export interface RoomKitWidget {
  id: string
  zone: { pc?: Zone, h5?: Zone }
  order?: number
  overflow?: boolean
  component: Component
  props: Record<string, unknown>
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
}
/* eslint-enable ts/method-signature-style */

/**
 * Puts button and indicator into TUIRoomKit's views, desktop and H5, and takes its own recording widget out.
 * Undone by the returned function.
 */
export function registerWidgets(conference: RoomKitConference, recording: RecordingContext): () => void {
  const wasVisible = conference.getWidgetVisible('RecordingWidget')
  conference.setWidgetVisible({ RecordingWidget: false })

  // The header only turns invisible, so what is teleported out of it stays.
  const removeOverlay = conference.registerWidget({
    id: 'RoomKitRecordingOverlay',
    zone: { pc: 'top-left', h5: 'top-left' },
    component: RoomKitOverlay,
    props: { recording },
  })

  const toolbar = keepToolbar(conference)

  // Without the right to control there is no widget at all: the toolbar keeps 56 px for each, shown or not.
  let removeButtons: (() => void)[] = []
  const unwatch = watch(() => recording.state.value.permissions?.control === true, mayControl => {
    for (const remove of removeButtons) remove()
    toolbar.update()
    removeButtons = mayControl
      ? [
          // Slot 1 is where TUIRoomKit's own button would be.
          conference.registerWidget({ id: 'RoomKitRecordingButton', zone: { pc: 'bottom-center' }, order: 1, overflow: false, component: RecordButton, props: { recording, variant: 'toolbar' } }),
          conference.registerWidget({ id: 'RoomKitRecordingButtonH5', zone: { h5: 'bottom-center' }, order: 5, component: RecordButton, props: { recording, variant: 'tile' } }),
        ]
      : []
  }, { immediate: true })

  return () => {
    unwatch()
    toolbar.stop()
    for (const remove of [...removeButtons, removeOverlay]) remove()
    removeButtons = []
    conference.setWidgetVisible({ RecordingWidget: wasVisible })
  }
}
