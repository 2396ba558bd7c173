import type { conference } from '@tencentcloud/roomkit-web-vue3'
import type { useRoomParticipantState, useRoomState } from 'tuikit-atomicx-vue3/room'
import type { ConferenceRecordingState } from './conference-recording-adapter.js'
import type { RoomKitState } from './roomkit-room.js'
import type { RoomKitConference } from './widgets.js'
import { expectTypeOf, it } from 'vitest'

it('takes the conference of TUIRoomKit', () => {
  expectTypeOf<typeof conference>().toExtend<RoomKitConference>()
})

it('takes the state of TUIRoomKit', () => {
  expectTypeOf<ReturnType<typeof useRoomState> & ReturnType<typeof useRoomParticipantState>>().toExtend<RoomKitState>()
})

it('takes the recording of TUIRoomKit', () => {
  expectTypeOf<ReturnType<typeof useRoomState> & ReturnType<typeof useRoomParticipantState>>().toExtend<ConferenceRecordingState>()
})
