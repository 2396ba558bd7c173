/** 128 random bits. `crypto.randomUUID` exists on https pages only, and TUIRoomKit also runs in intranets without it. */
export function createId(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-')
}
