import { BuiltinWidget, conference } from '@tencentcloud/roomkit-web-vue3'

/** The emulator carries no messages, no sound and no pixels; a button that leads nowhere is better not there. */
export function hideWhatIsNotEmulated(): void {
  conference.setWidgetVisible({
    [BuiltinWidget.RoomChatWidget]: false,
    [BuiltinWidget.AIToolsWidget]: false,
    [BuiltinWidget.WhiteboardWidget]: false,
    [BuiltinWidget.AnnotationWidget]: false,
    [BuiltinWidget.VirtualBackgroundWidget]: false,
    [BuiltinWidget.BasicBeautyWidget]: false,
  })
}
