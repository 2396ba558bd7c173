import type { Permissions, RecordingConnection, RecordingListeners, RecordingRequest, RoomSnapshot } from '@roomkit-recording/core'
import type { Log } from './log.js'
import { createLog } from './log.js'

export interface TestListeners {
  listeners: RecordingListeners
  snapshots: Log<RoomSnapshot>
  permissions: Log<Permissions>
  requests: Log<RecordingRequest>
  connections: Log<RecordingConnection>
  errors: Log<unknown>
}

/** Listeners that write down everything they are told. */
export function createTestListeners(): TestListeners {
  const snapshots = createLog<RoomSnapshot>()
  const permissions = createLog<Permissions>()
  const requests = createLog<RecordingRequest>()
  const connections = createLog<RecordingConnection>()
  const errors = createLog<unknown>()
  return {
    snapshots,
    permissions,
    requests,
    connections,
    errors,
    listeners: {
      onSnapshot: snapshots.push,
      onPermissions: permissions.push,
      onRequest: requests.push,
      onConnection: connections.push,
      onError: errors.push,
    },
  }
}
