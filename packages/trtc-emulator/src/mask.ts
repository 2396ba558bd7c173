const SECRETS = new Set(['UserSig', 'PrivateMapKey', 'SecretKey', 'AccessKey', 'usersig'])

/** A copy in which no secret is readable any more. */
export function mask(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(mask)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) =>
    [name, SECRETS.has(name) ? '***' : mask(field)]))
}
