import type { RecordingAdapter, RecordingController } from '@roomkit-recording/core'
import type { App } from 'vue'
import type { RecordingPlugin, RecordingViewOptions } from '../plugin.js'
import type { RoomKitConference } from './widgets.js'
import { effectScope } from 'vue'
import { createRecording } from '../plugin.js'
import { createRoomKitRoom } from './roomkit-room.js'
import { useRoomKit } from './use-room-kit.js'
import { registerWidgets } from './widgets.js'
// Not in the entry, which only re-exports: bundlers that drop what has no effect would drop it too.
import '@roomkit-recording/vue/style.css'

export interface RoomKitRecordingOptions extends Omit<RecordingViewOptions, 'locale'> {
  /** Where recordings are kept: `createServerAdapter()`, or your own. */
  adapter: RecordingAdapter
  /** @default the language TUIRoomKit shows, also when it changes */
  locale?: RecordingViewOptions['locale']
  /** How long a press may go unanswered before the backend is asked again, in milliseconds. @default 10000 */
  answerDeadlineMs?: number
  /**
   * What becomes of TUIRoomKit's own recording widget, which records without a backend of yours. Kept, both can record at once:
   * two sets of files, and two charges. @default 'hide'
   */
  ownWidget?: 'hide' | 'keep'
}

export interface RoomKitRecording {
  install: (app: App) => void
  /** For `recording` props and composables outside of TUIRoomKit's views. */
  readonly recording: RecordingPlugin
  readonly controller: RecordingController
  /** Takes everything away again; TUIRoomKit's own recording widget is as it was. The adapter stays usable. */
  uninstall: () => void
}

/** `RoomEvent` of TUIRoomKit: after each of these nobody is in the room any more who sits here. */
const endings = ['RoomLeave', 'RoomDismiss', 'KickedOut', 'KickedOffline', 'UserSigExpired']

const installed = new WeakMap<object, () => void>()

/**
 * Adds recording to TUIRoomKit: a button for those who may control it, an indicator for everybody, following the room,
 * its roles, language and theme. A second call for the same `conference` replaces the first.
 *
 * @example
 * const adapter = createServerAdapter({ baseUrl: '/recording', getToken: ({ refresh }) => userSig(refresh) })
 * app.use(installRoomKitRecording(conference, { adapter }))
 */
export function installRoomKitRecording(conference: RoomKitConference, options: RoomKitRecordingOptions): RoomKitRecording {
  installed.get(conference)?.()
  const scope = effectScope(true)
  const kit = useRoomKit()

  const { room, recording, removeWidgets } = scope.run(() => {
    const room = createRoomKitRoom(kit)
    const leave = conference.leaveRoom ?? conference.leave
    const recording = createRecording({
      // TUIRoomKit's own recording is no secret: its state says so to everybody in the room
      isRecordedElsewhere: () => kit.currentRoom.value?.recordingInfo?.status === 1,
      ...(leave && { leaveRoom: () => leave.call(conference) }),
      ...options,
      room,
      locale: options.locale ?? kit.language,
    })
    return { room, recording, removeWidgets: registerWidgets(conference, recording, options) }
  })!

  // TUIRoomKit's state keeps a room that was gone before it was left; its events tell, some of them twice.
  for (const ending of endings) conference.on(ending, room.leave)

  function uninstall() {
    if (installed.get(conference) !== uninstall) return
    installed.delete(conference)
    removeWidgets()
    for (const ending of endings) conference.off(ending, room.leave)
    scope.stop()
    recording.dispose()
  }
  installed.set(conference, uninstall)

  return {
    recording,
    controller: recording.controller,
    uninstall,
    install(app) {
      recording.install(app)
      app.onUnmount(uninstall)
    },
  }
}
