/** The last things that happened, oldest first; what is older than `size` of them is forgotten. */
export function createHistory<T>(size = 5000) {
  const items: T[] = []
  return {
    list: (): T[] => [...items],
    add(item: T): void {
      items.push(item)
      if (items.length > size) items.shift()
    },
    /** Forgets the first item that `fits`. */
    remove(fits: (item: T) => boolean): void {
      const index = items.findIndex(fits)
      if (index >= 0) items.splice(index, 1)
    },
  }
}
