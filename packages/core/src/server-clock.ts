/** What is known of the server's clock. */
export interface ServerClock {
  epoch: string
  /** Server's clock minus this browser's, in milliseconds; signed, never clamped. */
  offset: number
  /** The latest `serverTime` seen. */
  latest: number
  /** Best offset among the messages in a row that contradict `offset`, and how many they are. */
  doubt: { offset: number, count: number } | null
}

/** Ordinary differences in delivery are smaller than this. */
const TOLERANCE_MS = 2000
const DOUBTS_TO_BELIEVE = 3

/**
 * Learns from one message that arrived at `at` (this browser's clock).
 *
 * `serverTime` was stamped when the snapshot was written, so at its arrival the server's clock shows that or more:
 * each message gives a lower bound of the offset, and the largest one is the best. A snapshot that is only fetched again
 * says nothing new and can't drag the clock back.
 *
 * The largest bound is wrong once this browser's clock has been put forward. Then every newly written
 * message falls short of it; after three of those in a row the best of the three is believed.
 */
export function readServerClock(clock: ServerClock | null, epoch: string, serverTime: number, at: number): ServerClock {
  const offset = serverTime - at
  if (clock === null || clock.epoch !== epoch)
    return { epoch, offset, latest: serverTime, doubt: null }
  const latest = Math.max(clock.latest, serverTime)
  if (offset >= clock.offset)
    return offset === clock.offset && latest === clock.latest && !clock.doubt ? clock : { epoch, offset, latest, doubt: null }
  if (serverTime <= clock.latest)
    return clock
  if (offset >= clock.offset - TOLERANCE_MS)
    return { ...clock, latest, doubt: null }
  const doubt = { offset: Math.max(offset, clock.doubt?.offset ?? offset), count: (clock.doubt?.count ?? 0) + 1 }
  return doubt.count < DOUBTS_TO_BELIEVE
    ? { ...clock, latest, doubt }
    : { epoch, offset: doubt.offset, latest, doubt: null }
}
