import type { CallbackSettings } from './conference/callback-settings.js'
import type { ResolvedOptions } from './options.js'
import type { RecordingTasks } from './recording-tasks.js'
import type { RoomLog } from './rooms/room-log.js'
import type { RoomService } from './rooms/room-service.js'
import type { VodLibrary } from './vod/vod-library.js'

/** What a call of the cloud API works on. */
export interface Services {
  options: ResolvedOptions
  rooms: RoomService
  tasks: RecordingTasks
  vod: VodLibrary
  roomLog: RoomLog
  callbackSettings: CallbackSettings
}
