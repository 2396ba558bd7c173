/** JSON laid out as the service lays it out: a line and tabs for each field, a tab after the colon, arrays in one line. */
export function callbackBody(value: unknown, depth = 1): string {
  if (Array.isArray(value)) return `[${value.map(item => callbackBody(item, depth + 1)).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const indent = '\t'.repeat(depth)
  const lines = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${indent}${JSON.stringify(name)}:\t${callbackBody(field, depth + 1)}`)
  return `{\n${lines.join(',\n')}${lines.length > 0 ? '\n' : ''}${'\t'.repeat(depth - 1)}}`
}
