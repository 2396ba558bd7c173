import type { Person } from '../src/recordings/presence.js'

/** In the room, sending nothing. */
export const aPerson = (userId: string, sends: Partial<Person> = {}): Person =>
  ({ userId, isAnchor: true, camera: false, microphone: false, screen: false, isWhole: true, ...sends })
