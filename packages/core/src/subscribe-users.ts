import type { FieldProblem } from './errors.js'
import type { UserSelection } from './types.js'
import { isUserId } from './check.js'
import { isObject } from './is-object.js'

/** TRTC's limit for each list. */
export const MAX_SELECTED_USERS = 32

/** An entry that ends so stands for every id with that beginning. */
const ANY_ENDING = '.*$'

/**
 * Whether a selection includes a user. Left out: everybody. As with TRTC an entry `abc.*$` stands for all ids that begin with
 * `abc`, unless one of `presentIds` is literally called that; and an empty list selects everybody.
 */
export function isSelected(selection: UserSelection | undefined, userId: string, presentIds: readonly string[] = []): boolean {
  const matches = (entry: string) => entry === userId
    || (entry.endsWith(ANY_ENDING) && !presentIds.includes(entry) && userId.startsWith(entry.slice(0, -ANY_ENDING.length)))
  if (selection?.only?.length)
    return selection.only.some(matches)
  return !selection?.except?.some(matches)
}

/** What is wrong with `SubscribeUsers`, field by field; empty when nothing is. */
export function checkSubscribeUsers(subscribe: unknown, field = 'subscribe'): FieldProblem[] {
  if (!isObject(subscribe))
    return [{ field, message: 'must be an object with audio, video or both' }]
  return (['audio', 'video'] as const).flatMap(kind =>
    subscribe[kind] === undefined ? [] : checkSelection(subscribe[kind], `${field}.${kind}`))
}

function checkSelection(selection: unknown, field: string): FieldProblem[] {
  if (!isObject(selection) || (selection.only === undefined) === (selection.except === undefined))
    return [{ field, message: 'must have either only or except' }]
  const kind = selection.only === undefined ? 'except' : 'only'
  const ids = selection[kind]
  field = `${field}.${kind}`
  if (!Array.isArray(ids))
    return [{ field, message: 'must be a list of user ids' }]
  const problems = ids.flatMap((id, index) => isUserId(id, ANY_ENDING)
    ? []
    : [{ field: `${field}.${index}`, message: 'must be a user id of 1 to 32 bytes, or the beginning of one followed by .*$' }])
  if (ids.length > MAX_SELECTED_USERS)
    problems.push({ field, message: `must name at most ${MAX_SELECTED_USERS} users` })
  // TRTC takes an empty list as everybody, which is the opposite of what `only: []` says
  if (kind === 'only' && ids.length === 0)
    problems.push({ field, message: 'must name at least one user' })
  return problems
}
