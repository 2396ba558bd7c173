/** TRTC records at most so many anchors with one task ("On-Cloud Recording", limits); its lists have room for 32. */
export const MOST_PER_PART = 25

/** Somebody who may be recorded. */
export interface Recordable {
  userId: string
  /** Sends something now. */
  publishes: boolean
}

/**
 * Divides people among parallel tasks. Nobody is in two parts, and nobody changes parts while sending: that would cut a file.
 * Whoever sends finds a place: a free one, else that of somebody who sends nothing, else in a further part.
 * Whoever sends nothing takes a place that is free, so as to be recorded from the first moment on.
 * `people` are in order of entry. Returns the parts given, and the further ones.
 */
export function divide(people: readonly Recordable[], parts: readonly (readonly string[])[], most = MOST_PER_PART): string[][] {
  const sends = new Map(people.map(({ userId, publishes }) => [userId, publishes]))
  const taken = new Set<string>()
  const divided = parts.map(members => members.filter(userId => {
    const isNew = sends.has(userId) && !taken.has(userId)
    if (isNew) taken.add(userId)
    return isNew
  }))

  for (const { userId } of people.filter(({ userId, publishes }) => publishes && !taken.has(userId))) {
    const part = divided.find(members => members.length < most)
      ?? freePlace(divided, sends)
      ?? divided[divided.push([]) - 1]!
    part.push(userId)
  }
  const placed = new Set(divided.flat())
  for (const { userId } of people.filter(({ userId }) => !placed.has(userId)))
    divided.find(members => members.length < most)?.push(userId)
  return divided
}

/** The first part with somebody who sends nothing, without the one of them who came last. */
function freePlace(parts: string[][], sends: ReadonlyMap<string, boolean>): string[] | undefined {
  for (const members of parts) {
    const index = members.findLastIndex(userId => !sends.get(userId))
    if (index < 0) continue
    members.splice(index, 1)
    return members
  }
  return undefined
}
