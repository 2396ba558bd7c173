import { attempt } from './attempt.js'
import { RecordingUnreachableError } from './errors.js'
import { jittered, sleep } from './sleep.js'

const FIRST_PAUSE_MS = 400
const LONGEST_PAUSE_MS = 4000

/**
 * Calls until there is an answer, whatever the answer is. A call that got none is repeated with growing, jittered pauses,
 * so it must be safe to repeat. After `roundMs` without an answer `again` decides whether to try for as long once more.
 */
export async function callUntilAnswered<T>(
  call: (signal: AbortSignal) => Promise<T>,
  { signal, roundMs, again }: { signal: AbortSignal, roundMs: number, again: () => boolean },
): Promise<T> {
  let lost: RecordingUnreachableError | undefined
  const round = () => attempt({ name: 'call', signals: [signal], ms: roundMs }, async limit => {
    for (let tries = 0; ; tries++) {
      try {
        limit.throwIfAborted()
        return await call(limit)
      } catch (error) {
        if (limit.aborted || !(error instanceof RecordingUnreachableError))
          throw error
        lost = error
      }
      await sleep(jittered(tries, FIRST_PAUSE_MS, LONGEST_PAUSE_MS), limit)
    }
  }).catch(error => { throw error instanceof RecordingUnreachableError && lost ? lost : error })

  try {
    return await round()
  } catch (error) {
    if (!(error instanceof RecordingUnreachableError && again()))
      throw error
  }
  return round()
}
