import type { RecordingRoomState } from '@roomkit-recording/core'
import type { ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { onScopeDispose, shallowReadonly, shallowRef } from 'vue'
import { injectRecording } from '../context.js'
import { isRecorder } from '../recorder-id.js'

/** Who is in the room now. Our backend's recorders are nobody to draw, to count or to ask. */
export function useRoomState(recording?: RecordingContext): Readonly<ShallowRef<RecordingRoomState>> {
  const { room } = injectRecording(recording)
  const state = shallowRef(withoutRecorders(room.state))
  // A server renders once, and nothing there ends the scope.
  if (typeof document !== 'undefined') onScopeDispose(room.subscribe(next => { state.value = withoutRecorders(next) }))
  return shallowReadonly(state)
}

function withoutRecorders(state: RecordingRoomState): RecordingRoomState {
  const people = state.people.filter(({ userId }) => !isRecorder(userId))
  return people.length < state.people.length ? { ...state, people } : state
}
