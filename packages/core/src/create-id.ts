/** 128 random bits. `crypto.randomUUID` exists on https pages only, and TUIRoomKit also runs in intranets without it. */
export function createId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}
