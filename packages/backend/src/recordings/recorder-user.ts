import { randomInt } from 'node:crypto'

const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

/** 20 characters: short enough to be part of a recorder's user id. */
export const createRecordingId = (): string =>
  Array.from({ length: 20 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')

/**
 * The user id of the robot that records: at most 32 bytes of `[A-Za-z0-9_-]`, as TRTC wants it.
 * `part` separates parallel tasks of one recording, `generation` grows with each restart after a cut-off.
 * @throws RangeError when it would become too long.
 */
export function recorderUserId(recordingId: string, part: number, generation: number): string {
  const userId = `rr_${recordingId}_${part}_${generation}`
  if (!/^[\w-]{1,32}$/.test(userId)) throw new RangeError(`${userId} cannot be a recorder's user id`)
  return userId
}

export const isRecorderUserId = (userId: string): boolean => userId.startsWith('rr_')
