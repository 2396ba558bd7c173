import { conference } from '@tencentcloud/roomkit-web-vue3'
import { useRoomState } from 'tuikit-atomicx-vue3/room'
import { avatarFor } from './avatar.js'
import { hideWhatIsNotEmulated } from './emulated-widgets.js'
import { addressFor } from './query.js'
import { credentials } from './user-sig.js'

/** TUIRoomEngine's ERR_ROOM_ID_OCCUPIED: the room exists and belongs to somebody else. */
const roomIdOccupied = 100003

export async function logIn(userId: string, name: string): Promise<void> {
  const { sdkAppId, userSig, isEmulated } = await credentials()
  if (isEmulated) hideWhatIsNotEmulated()
  await conference.login({ sdkAppId, userId, userSig })
  await conference.setSelfInfo({ userName: name || userId, avatarUrl: avatarFor(userId, name || userId) })
  conference.setFeatureConfig({ shareLink: addressFor({ user: null, name: null }), watermark: { enable: false } })
}

/** The first one in creates the room and owns it; everybody else joins. */
export async function enterRoom(roomId: string): Promise<void> {
  try {
    await useRoomState().createAndJoinRoom({ roomId, options: { roomName: roomId } })
  } catch (error) {
    if ((error as { code?: number }).code !== roomIdOccupied) throw error
    await conference.joinRoom({ roomId })
  }
}
