import type { Component } from 'vue'
import type { RecordingContext } from '../context.js'
import type { RoomKitConference } from './widgets.js'
import { defineComponent, h, markRaw } from 'vue'
import { useLeaveQuestion } from '../composables/useLeaveQuestion.js'

const widgetId = 'LeaveRoomWidget'
/** Once answered, TUIRoomKit's own questions follow: they are not interrupted again for this long, in milliseconds. */
const ANSWERED_FOR = 60_000

/**
 * Asks the one who started a recording before TUIRoomKit's leave button does its work. TUIRoomKit has no hook before leaving; but
 * its leave button is a widget, and a widget that is registered again under the same id takes the place of the first (6.2). So
 * the same button comes back inside a listener. Leaving by the page's own code, or by closing the tab, passes it by.
 *
 * To be called when the view is mounted; the view takes the widget away itself. Undone by the returned function.
 */
export function askBeforeLeaving(conference: RoomKitConference, recording: RecordingContext): () => void {
  const widget = conference.getRegisteredWidgets?.().find(({ id }) => id === widgetId)
  if (!widget?.component) return () => {}
  const { component, ...rest } = widget
  const put = (shown: Component) => conference.registerWidget({ ...rest, component: shown } as Parameters<RoomKitConference['registerWidget']>[0])
  put(wrap(component, recording))
  return () => {
    if (conference.getRegisteredWidgets?.().some(({ id }) => id === widgetId)) put(component)
  }
}

function wrap(component: Component, recording: RecordingContext): Component {
  return markRaw(defineComponent({
    name: 'AskBeforeLeaving',
    inheritAttrs: false,
    setup(_, { attrs }) {
      const { wouldAsk, confirmLeave } = useLeaveQuestion(recording)
      let answeredAt = -Infinity

      async function onClick(event: MouseEvent) {
        if (!wouldAsk() || Date.now() - answeredAt < ANSWERED_FOR) return
        event.stopPropagation()
        event.preventDefault()
        const { target } = event
        if (!await confirmLeave()) return
        answeredAt = Date.now()
        target?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
      }

      return () => h('div', { style: 'display: contents', onClickCapture: onClick }, h(component, attrs))
    },
  }))
}
