import '@roomkit-recording/vue/style.css'

export { installRoomKitRecording } from './install.js'
export type { RoomKitRecording, RoomKitRecordingOptions } from './install.js'
export { createRoomKitRoom } from './roomkit-room.js'
export type { RoomKitParticipant, RoomKitRoom, RoomKitState } from './roomkit-room.js'
export type { RoomKitConference, RoomKitWidget } from './widgets.js'
