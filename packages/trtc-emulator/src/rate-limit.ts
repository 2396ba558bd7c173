/** Lets at most `perSecond` calls of each name through within any second, unless a call says otherwise. `now` is in milliseconds. */
export function createRateLimit(perSecond: number, now: () => number) {
  const calls = new Map<string, number[]>()
  return function isAllowed(name: string, limit = perSecond): boolean {
    const time = now()
    const recent = (calls.get(name) ?? []).filter(at => at > time - 1000)
    calls.set(name, recent)
    if (recent.length >= limit) return false
    recent.push(time)
    return true
  }
}
