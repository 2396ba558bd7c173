import type { RecordingContext } from '../context.js'
import type { RoomKitConference } from './widgets.js'
import { watch } from 'vue'

/**
 * Adds the recording panel to TUIRoomKit for those who may change recordings or see what was recorded: a side panel on desktop,
 * a sheet on H5. It is loaded once somebody may have it. Undone by the returned function.
 */
export function registerPanel(conference: RoomKitConference, recording: RecordingContext, orders: { panel: number, panelH5: number }): () => void {
  let isActive = true
  let remove = () => {}

  const isWanted = () => {
    const { permissions } = recording.state.value
    return permissions?.list === true || (permissions?.control === true && recording.adapter.update !== undefined)
  }

  const unwatch = watch(isWanted, async wanted => {
    remove()
    remove = () => {}
    if (!wanted) return
    // A page that was deployed anew has lost its old parts; recording works without this one.
    const widgets = await import('./panel-widgets.js').catch(() => null)
    if (widgets && isActive && isWanted()) {
      remove()
      remove = widgets.addPanelWidgets(conference, recording, orders)
    }
  }, { immediate: true })

  return () => {
    isActive = false
    unwatch()
    remove()
  }
}
