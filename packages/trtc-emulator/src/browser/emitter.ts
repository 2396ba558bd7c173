type Listener = (payload: never) => void

/** Events by name, as TUIRoomEngine and its managers offer them. */
export class Emitter {
  #listeners = new Map<string, Set<Listener>>()

  on(event: string, listener: Listener): void {
    const listeners = this.#listeners.get(event) ?? new Set()
    this.#listeners.set(event, listeners.add(listener))
  }

  off(event: string, listener: Listener): void {
    this.#listeners.get(event)?.delete(listener)
  }

  emit(event: string, payload: unknown): void {
    for (const listener of [...this.#listeners.get(event) ?? []]) {
      try {
        listener(payload as never)
      } catch (error) {
        // one broken listener must not keep the others from hearing
        globalThis.reportError(error)
      }
    }
  }
}
