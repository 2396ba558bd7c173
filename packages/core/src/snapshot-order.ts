import type { RoomSnapshot } from './types.js'

/** An epoch that gave way to another one, and when (this browser's clock). */
export interface ReplacedEpoch {
  epoch: string
  at: number
}

/** No message is on its way for longer. */
const LATEST_MS = 60_000

/**
 * Whether a snapshot that arrives at `at` is to take the place of the one that is held.
 *
 * A new epoch wins, and for a minute the replaced one's late messages are ignored. Only for a minute: should the "new" one
 * itself have been a late message of a store that is long gone, the living one wins again. Neither revision nor `serverTime`
 * could tell, for a restored store goes on with those of its backup.
 */
export function isNewer(held: RoomSnapshot | null, snapshot: RoomSnapshot, replaced: readonly ReplacedEpoch[], at: number): boolean {
  if (held === null)
    return true
  if (snapshot.epoch !== held.epoch)
    return !replaced.some(each => each.epoch === snapshot.epoch && isRecent(each, at))
  return (snapshot.revision - held.revision || snapshot.serverTime - held.serverTime) > 0
}

/** The replaced epochs worth remembering after `epoch` gave way at `at`. */
export function addReplaced(replaced: readonly ReplacedEpoch[], epoch: string, at: number): readonly ReplacedEpoch[] {
  return [...replaced.filter(each => isRecent(each, at)), { epoch, at }]
}

function isRecent(replaced: ReplacedEpoch, at: number): boolean {
  return Math.abs(at - replaced.at) < LATEST_MS
}
