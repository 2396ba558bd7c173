export interface Log<T> {
  readonly items: T[]
  push: (item: T) => void
  /** Resolves as soon as `reached` says so: now, or after one of the next pushes. */
  until: (reached: (items: T[]) => boolean) => Promise<void>
}

/** A list that one can wait on. */
export function createLog<T>(): Log<T> {
  const items: T[] = []
  const waiting = new Set<() => void>()
  return {
    items,
    push(item) {
      items.push(item)
      for (const check of [...waiting]) check()
    },
    until(reached) {
      return new Promise(resolve => {
        const check = () => {
          if (!reached(items)) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      })
    },
  }
}
