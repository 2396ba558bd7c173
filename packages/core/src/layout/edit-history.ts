/** What was edited, and what there was before and after what has been undone. Immutable. */
export interface EditHistory<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** Of the last edit: another one with the same key belongs to it, like the many moves of one drag. */
  readonly key: string | null
}

const LONGEST = 100

export function createEditHistory<T>(present: T): EditHistory<T> {
  return { past: [], present, future: [], key: null }
}

/** Notes an edit. One with the `key` of the edit before is undone together with it. @param key default `null`: by itself */
export function recordEdit<T>(history: EditHistory<T>, present: T, key: string | null = null): EditHistory<T> {
  if (present === history.present) return history
  const past = key !== null && key === history.key ? history.past : [...history.past, history.present].slice(-LONGEST)
  return { past, present, future: [], key }
}

/** The next edit is one of its own, whatever its key. */
export function endEdit<T>(history: EditHistory<T>): EditHistory<T> {
  return history.key === null ? history : { ...history, key: null }
}

export function undoEdit<T>({ past, present, future }: EditHistory<T>): EditHistory<T> {
  return past.length === 0
    ? { past, present, future, key: null }
    : { past: past.slice(0, -1), present: past.at(-1)!, future: [present, ...future], key: null }
}

export function redoEdit<T>({ past, present, future }: EditHistory<T>): EditHistory<T> {
  return future.length === 0
    ? { past, present, future, key: null }
    : { past: [...past, present], present: future[0]!, future: future.slice(1), key: null }
}
