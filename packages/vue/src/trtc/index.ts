export { createTrtcRoom } from './trtc-room.js'
export type { TrtcRoom, TrtcRoomOptions, TrtcRoomPlace } from './trtc-room.js'
