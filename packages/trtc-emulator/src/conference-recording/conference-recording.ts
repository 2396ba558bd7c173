import type { CreateCloudRecordingRequest } from '../actions/create-cloud-recording.js'
import type { ResolvedOptions } from '../options.js'
import type { RecordingTask } from '../recording-task.js'
import type { RecordingTasks } from '../recording-tasks.js'
import type { Room, RoomRecording, RoomService, RoomUser } from '../rooms/room-service.js'
import { randomBytes } from 'node:crypto'
import { mixLayoutParams } from '../actions/mix-params.js'
import { everyone } from '../actions/record-params.js'
import { storageParams } from '../actions/storage-params.js'

export interface ConferenceRecordingContext {
  options: ResolvedOptions
  rooms: RoomService
  tasks: RecordingTasks
}

export type ConferenceRecording = ReturnType<typeof createConferenceRecording>

/** The resume wait of the service's own template, in seconds. */
const RESUME_WAIT = 30

/**
 * Conference-managed recording: somebody in control presses in TUIRoomKit, and the service records the room in one mixed file
 * whose layout follows the shared screen. One at a time in a room.
 */
export function createConferenceRecording({ options, rooms, tasks }: ConferenceRecordingContext) {
  const pressedBy = new WeakMap<RecordingTask, RoomRecording['by']>()
  const taskOf = (room: Room) => tasks.list().find(({ origin, phase, request }) =>
    origin === 'conference' && (phase === 'starting' || phase === 'running') && request.RoomId === room.roomId && request.RoomIdType === room.roomIdType)

  const unsubscribe = rooms.subscribe(event => {
    if (event.type !== 'streamChanged' || event.stream !== 'screen') return
    const task = taskOf(event.room)
    if (task?.phase === 'running') task.modify({ layout: layoutOf(event.room), subscribe: task.compositions.at(-1)!.subscribe })
  })

  const unfollow = tasks.follow(task => {
    const by = pressedBy.get(task)
    const room = rooms.find(task.request.RoomId, task.request.RoomIdType)
    if (by && room) rooms.updateRoom(room, { recording: task.phase === 'running' ? { by, startedAt: options.clock.now() } : null })
  })

  return {
    /** False when the application has not configured it. Starting twice is starting once. */
    start(room: Room, { userId, userName, avatarUrl }: RoomUser): boolean {
      if (!options.conferenceRecording) return false
      if (!taskOf(room)) pressedBy.set(tasks.create(conferenceRequest(room, options.sdkAppId), 'conference'), { userId, userName, avatarUrl })
      return true
    },

    stop(room: Room): void {
      taskOf(room)?.leave(0)
      rooms.updateRoom(room, { recording: null })
    },

    dispose() {
      unsubscribe()
      unfollow()
    },
  }
}

function conferenceRequest(room: Room, sdkAppId: number): CreateCloudRecordingRequest {
  return {
    SdkAppId: sdkAppId,
    RoomId: room.roomId,
    RoomIdType: room.roomIdType,
    UserId: `conf_${randomBytes(9).toString('hex')}`,
    UserSig: '',
    RecordParams: {
      RecordMode: 2,
      MaxIdleTime: RESUME_WAIT,
      StreamType: 0,
      SubscribeStreamUserIds: everyone,
      OutputFormat: 3,
      AvMerge: 0,
      MaxMediaFileDuration: 1440,
      MediaId: 0,
      FillType: 0,
      SubscribeAbility: 0,
    },
    StorageParams: storageParams.parse({ CloudVod: { TencentVod: {} } }),
    MixTranscodeParams: undefined,
    MixLayoutParams: layoutOf(room),
    ResourceExpiredHour: 720,
    PrivateMapKey: undefined,
  }
}

/** A grid, and while somebody shares a screen that one large beside the others ("Conference-managed recording"). */
function layoutOf({ users }: Room) {
  const sharer = [...users.values()].find(({ screen }) => screen)
  return mixLayoutParams.parse(sharer ? { MixLayoutMode: 2, MaxResolutionUserId: sharer.userId, MediaId: 1 } : { MixLayoutMode: 3 })
}
