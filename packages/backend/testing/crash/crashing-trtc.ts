import type { TrtcApi } from '../../src/trtc/trtc-api.js'
import type { Reach } from './fault-points.js'
import { TrtcError } from '../../src/trtc/trtc-error.js'
import { isMute } from './fault-points.js'

/** Calls after whose answer the process dies, before anything of it is stored. */
export function crashingTrtc(trtc: TrtcApi, reach: Reach): TrtcApi {
  const rooms = new Map<string, string>()

  async function around<T>(name: string, roomId: string, call: () => Promise<T>): Promise<T> {
    const answer = await call()
    await reach(`${name}.called`, roomId)
    return answer
  }
  const roomOf = (taskId: string) => rooms.get(taskId) ?? ''

  return {
    ...trtc,
    createCloudRecording: params => around('create', params.RoomId, async () => {
      const answer = await trtc.createCloudRecording(params)
      if (isMute(params.RoomId)) throw new TrtcError('CreateCloudRecording', 'lost')
      rooms.set(answer.taskId, params.RoomId)
      return answer
    }),
    describeCloudRecording: (taskId, priority) => around('describe', roomOf(taskId), () => trtc.describeCloudRecording(taskId, priority)),
    modifyCloudRecording: params => around('modify', roomOf(params.TaskId), () => trtc.modifyCloudRecording(params)),
    deleteCloudRecording: taskId => around('delete', roomOf(taskId), () => trtc.deleteCloudRecording(taskId)),
    removeUser: params => around('remove', params.roomId, () => trtc.removeUser(params)),
  }
}
