/*
 * Every moment between two awaits at which a process can die while it starts, changes or stops a recording, or handles a callback.
 */

/** What people ask for: in the transaction with the intent, and right after it. */
const intents = ['start', 'modify', 'stop'].flatMap(wish => [`${wish}.storing`, `${wish}.stored`])

/**
 * Calls to TRTC: in the transaction that stores that it will be made, right before it, on the way to TRTC (where it takes effect when
 * the next process lives already), right after its answer, in the transaction with its outcome, and right after that.
 */
const calls = ['create', 'describe', 'modify', 'delete', 'remove']
  .flatMap(call => ['planning', 'planned', 'underway', 'called', 'concluding', 'concluded'].map(step => `${call}.${step}`))

/** Callbacks: not stored yet, stored and not answered, answered, in the transaction with their effect, and right after it. */
const callbacks = [301, 302, 311, 312]
  .flatMap(eventType => ['received', 'stored', 'answered', 'applying', 'applied'].map(step => `${eventType}.${step}`))

export const faultPoints: readonly string[] = [...intents, ...calls, ...callbacks]

/** Kills this process, as the kernel does when memory runs out: nothing is tidied up. */
export type Reach = (point: string, roomId: string) => Promise<void>

export const reach = (armed: string | undefined): Reach => async (point, roomId) => {
  if (`${point} ${roomId}` !== armed) return
  process.kill(process.pid, 'SIGKILL')
  // nothing after this happens, however long the kernel takes
  await new Promise(() => {})
}

/** Rooms of which TRTC's answers and callbacks 301 get lost, so that the TaskId stays unknown. */
export const isMute = (roomId: string): boolean => roomId.startsWith('mute-')
