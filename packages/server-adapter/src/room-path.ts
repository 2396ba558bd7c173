import { RecordingError } from '@roomkit-recording/core'

export function roomPath(roomId: string): string {
  return `/v1/rooms/${segment(roomId)}`
}

/** `.` and `..` have a meaning of their own in a path even when encoded, and half a surrogate pair has no encoding. */
export function segment(id: string): string {
  try {
    if (id && id !== '.' && id !== '..') return encodeURIComponent(id)
  } catch {}
  throw new RecordingError(`No URL can carry the id ${id}`, { code: 'invalid_request' })
}
