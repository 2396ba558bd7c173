import { useUIKit } from '@tencentcloud/uikit-base-component-vue3'
import { useRoomParticipantState, useRoomState } from 'tuikit-atomicx-vue3/room'
import { createApp, effectScope } from 'vue'

let keptScope: ReturnType<typeof effectScope> | undefined

/**
 * TUIRoomKit's state, which is global. Its first reader starts the watchers that keep it up to date, and they belong to the
 * reader's scope: ours is one that never ends. Reading it also injects, which Vue allows in an app only.
 */
export function useRoomKit() {
  keptScope ??= effectScope(true)
  return keptScope.run(() => createApp({}).runWithContext(() => {
    const { currentRoom, startRecording, stopRecording } = useRoomState()
    const { localParticipant, participantList } = useRoomParticipantState()
    const { language } = useUIKit()
    return { currentRoom, startRecording, stopRecording, localParticipant, participantList, language }
  }))!
}
