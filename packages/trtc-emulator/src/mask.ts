const SECRETS = new Set(['UserSig', 'PrivateMapKey', 'SecretKey', 'AccessKey', 'usersig'])

/** Nothing that any request may hold is as deep. */
const DEEPEST = 50

/** A copy in which no secret is readable any more. What is deeper than any request is left out. */
export function mask(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === DEEPEST) return '…'
  if (Array.isArray(value)) return value.map(item => mask(item, depth + 1))
  return Object.fromEntries(Object.entries(value).map(([name, field]) =>
    [name, SECRETS.has(name) ? '***' : mask(field, depth + 1)]))
}
