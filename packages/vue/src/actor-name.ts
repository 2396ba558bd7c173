import type { RecordingActor, RecordingRoom } from '@roomkit-recording/core'
import { cleanName } from './locale/format.js'

/** What people call somebody: the name that the backend knows, else the one shown in the room, else the user id. */
export function actorName({ userId, name }: RecordingActor, room: RecordingRoom): string {
  return cleanName(name ?? room.state.people.find(person => person.userId === userId)?.name ?? '') || userId
}
