import type { Logger } from 'pino'
import type { RoomDirectory } from '../auth/room-directory.js'
import type { RecordingService } from './recording-service.js'
import { controllers } from '../auth/room-directory.js'

const MOST_ROOMS = 10_000

/** A recording keeps the owner and admins seen while it ran: each time others are seen, they are added. */
export function keepRoles({ directory, service, logger }: { directory: RoomDirectory, service: RecordingService, logger: Logger }): void {
  const seen = new Map<string, string>()
  directory.onRoles((roomId, roles) => {
    const keepers = roles ? controllers(roles).toSorted() : []
    const text = keepers.join(' ')
    if (keepers.length === 0 || seen.get(roomId) === text) return
    if (seen.size >= MOST_ROOMS) seen.clear()
    seen.set(roomId, text)
    service.keep(roomId, keepers).catch(error => {
      seen.delete(roomId)
      logger.warn({ err: error, roomId }, 'who may see a recording later could not be stored')
    })
  })
}
