const methods = ['START_ROOM']

const events = [
  'JOIN_ROOM',
  'OWNER_CHANGED',
  'PARTICIPANT_LIST_CHANGE',
  'QUICK_CONFERENCE_MESSAGE_CREATED',
  'ROOM_DISMISS',
  'ROOM_JOINED',
  'ROOM_LEFT',
  'ROOM_NOT_EXIST',
]

const named = (names: string[]) => JSON.stringify(Object.fromEntries(names.map(name => [name, name])))

/**
 * TUIRoomKit 6.2 reads `TUIConstants.TUIRoom.SERVICE.METHOD` and `.EVENT` while it is imported, and
 * `@tencentcloud/tui-core-lite` 1.0.0 has only `SERVICE.NAME`. Any distinct names will do.
 */
export function completeTuiConstants(code: string): string {
  return code.replace(
    /TUIRoom:\{SERVICE:\{NAME:"TUIRoomService"\}\}/,
    `TUIRoom:{SERVICE:{NAME:"TUIRoomService",METHOD:${named(methods)},EVENT:${named(events)}}}`,
  )
}
