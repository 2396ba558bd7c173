import type { CreateCloudRecordingRequest } from '../actions/create-cloud-recording.js'
import type { RecordingTasks } from '../recording-tasks.js'
import type { Room, RoomService } from '../rooms/room-service.js'
import type { AutoRecordingOptions, ResolvedAutoRecordingOptions } from './auto-recording-options.js'
import { randomBytes } from 'node:crypto'
import { everyone } from '../actions/record-params.js'
import { autoRecordingOptions } from './auto-recording-options.js'

export interface AutoRecordingContext {
  sdkAppId: number
  rooms: RoomService
  tasks: RecordingTasks
  onChange: () => void
}

export type AutoRecording = ReturnType<typeof createAutoRecording>

/**
 * Automatic recording: acts on rooms that are created after it was switched on, begins with the first stream in one, and ends once all
 * anchors have been away for longer than the resume wait. Whoever comes back later gets a new task.
 */
export function createAutoRecording({ sdkAppId, rooms, tasks, onChange }: AutoRecordingContext) {
  let template: ResolvedAutoRecordingOptions | null = null
  const recorded = new WeakMap<Room, ResolvedAutoRecordingOptions>()

  const unsubscribe = rooms.subscribe(event => {
    if (event.type === 'roomCreated' && template) recorded.set(event.room, template)
    if (event.type !== 'streamChanged' || !event.on) return
    const { room } = event
    const options = recorded.get(room)
    if (options && !isRecorded(room)) tasks.create(autoRequest(room, sdkAppId, options), 'auto')
  })

  function isRecorded({ roomId, roomIdType }: Room): boolean {
    return tasks.list().some(({ origin, phase, request }) =>
      origin === 'auto' && (phase === 'starting' || phase === 'running') && request.RoomId === roomId && request.RoomIdType === roomIdType)
  }

  return {
    /** The template with its defaults, or null while automatic recording is off. */
    get: (): ResolvedAutoRecordingOptions | null => template,
    /** Switches it on for rooms that are created from now on, or off with null; rooms that it records already go on. @throws ZodError */
    set(options: AutoRecordingOptions | null): void {
      template = options && autoRecordingOptions.parse(options)
      onChange()
    },
    dispose: unsubscribe,
  }
}

function autoRequest(room: Room, sdkAppId: number, { streamType, format, resumeWaitSeconds, maxMediaFileMinutes, storage }: ResolvedAutoRecordingOptions): CreateCloudRecordingRequest {
  const { CloudVod, CloudStorage } = storage
  return {
    SdkAppId: sdkAppId,
    RoomId: room.roomId,
    RoomIdType: room.roomIdType,
    UserId: `auto_${randomBytes(9).toString('hex')}`,
    UserSig: '',
    RecordParams: {
      RecordMode: 1,
      MaxIdleTime: resumeWaitSeconds,
      StreamType: streamType,
      SubscribeStreamUserIds: everyone,
      OutputFormat: ({ hls: 0, mp4: 3, aac: 4 } as const)[format],
      AvMerge: 0,
      MaxMediaFileDuration: maxMediaFileMinutes,
      MediaId: 0,
      FillType: 0,
      SubscribeAbility: 0,
    },
    StorageParams: {
      CloudStorage,
      CloudVod: CloudVod && { TencentVod: { ...CloudVod.TencentVod, MediaType: ({ mp4: 0, hls: 1, aac: 2 } as const)[format] } },
    },
    MixTranscodeParams: undefined,
    MixLayoutParams: undefined,
    ResourceExpiredHour: 720,
    PrivateMapKey: undefined,
  }
}
