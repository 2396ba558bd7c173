import type { Component, ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { RoomKitConference, RoomKitWidget } from './widgets.js'
import { defineAsyncComponent, markRaw, shallowReadonly, shallowRef } from 'vue'
import { panelMessages } from '../locale/panel.js'
import { resolveMessages } from '../locale/resolve.js'
import PanelButton from './PanelButton.vue'
import PanelSheetButton from './PanelSheetButton.vue'

interface PanelWidget extends RoomKitWidget {
  panel?: { title: () => string, component: Component, props: Record<string, unknown> }
}

/** What the button and the panel know of each other. */
export interface PanelHandle {
  readonly isOpen: Readonly<ShallowRef<boolean>>
  /** The panel has come or gone. */
  setOpen: (isOpen: boolean) => void
  /** The button is there, and this is how the panel is opened and closed. */
  setToggle: (toggle: () => void) => void
}

const SidePanel = markRaw(defineAsyncComponent(() => import('./SidePanel.vue')))

/** A button with a side panel on desktop, one with a sheet on H5, where TUIRoomKit draws no side panel. */
export function addPanelWidgets(conference: RoomKitConference, recording: RecordingContext, orders: { panel: number, panelH5: number }): () => void {
  const isOpen = shallowRef(false)
  let toggle = () => {}
  // TUIRoomKit keeps widgets in a reactive list, which would unwrap its ref.
  const handle = markRaw<PanelHandle>({
    isOpen: shallowReadonly(isOpen),
    setOpen(open) { isOpen.value = open },
    setToggle(togglePanel) { toggle = togglePanel },
  })

  const desktop: PanelWidget = {
    id: 'RoomKitRecordingPanel',
    zone: { pc: 'bottom-center' },
    order: orders.panel,
    component: PanelButton,
    props: { recording, handle },
    panel: {
      title: () => resolveMessages('panel', panelMessages, recording.locale.value, recording.messages.value).title,
      component: SidePanel,
      props: { recording, handle },
    },
  }
  const phone: RoomKitWidget = { id: 'RoomKitRecordingPanelH5', zone: { h5: 'bottom-center' }, order: orders.panelH5, component: PanelSheetButton, props: { recording } }
  const removals = [conference.registerWidget(desktop), conference.registerWidget(phone)]

  return () => {
    // A panel whose widget goes stays open and empty.
    if (isOpen.value) toggle()
    for (const remove of removals) remove()
  }
}
