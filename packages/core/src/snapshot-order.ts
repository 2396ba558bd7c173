import type { RoomSnapshot } from './types.js'

/** An epoch's late messages were written before its successor's first; this allows for clocks of two databases. */
const REVIVAL_MS = 60_000
const REMEMBERED_EPOCHS = 20

/**
 * How a snapshot stands to the one that is held.
 * `newer` is to be taken; `same` says nothing new, but is of the current epoch; `stale` is to be ignored.
 *
 * A new epoch wins, and an epoch that was replaced stays replaced, so its late messages don't flap back. Only when it
 * goes on to write for a minute after the last word of its successor was the "successor" itself a late message.
 */
export function compareSnapshots(held: RoomSnapshot | null, snapshot: RoomSnapshot, replacedEpochs: readonly string[]): 'newer' | 'same' | 'stale' {
  if (held === null)
    return 'newer'
  if (snapshot.epoch !== held.epoch)
    return replacedEpochs.includes(snapshot.epoch) && snapshot.serverTime <= held.serverTime + REVIVAL_MS ? 'stale' : 'newer'
  const ahead = snapshot.revision - held.revision || snapshot.serverTime - held.serverTime
  return ahead > 0 ? 'newer' : snapshot.revision === held.revision ? 'same' : 'stale'
}

/** The replaced epochs after `epoch` gave way to `next`. */
export function replaceEpoch(replacedEpochs: readonly string[], epoch: string, next: string): readonly string[] {
  return epoch === next
    ? replacedEpochs
    : [...replacedEpochs.filter(replaced => replaced !== next && replaced !== epoch), epoch].slice(-REMEMBERED_EPOCHS)
}
