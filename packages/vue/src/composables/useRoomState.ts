import type { RecordingRoomState } from '@roomkit-recording/core'
import type { ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { onScopeDispose, shallowReadonly, shallowRef } from 'vue'
import { injectRecording } from '../context.js'

/** Who is in the room now. */
export function useRoomState(recording?: RecordingContext): Readonly<ShallowRef<RecordingRoomState>> {
  const { room } = injectRecording(recording)
  const state = shallowRef(room.state)
  // A server renders once, and nothing there ends the scope.
  if (typeof document !== 'undefined') onScopeDispose(room.subscribe(next => { state.value = next }))
  return shallowReadonly(state)
}
