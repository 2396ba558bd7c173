import type { RoomSnapshot } from '@roomkit-recording/core'
import type { Logger } from 'pino'
import type { Store } from '../store/store.js'
import { Buffer } from 'node:buffer'
import { setTimeout as wait } from 'node:timers/promises'

/** What the Conference service keeps with a room for its participants. */
export interface CustomInfoApi {
  /** `null`: there is no such room. */
  readCustomInfo: (roomId: string) => Promise<string | null>
  writeCustomInfo: (roomId: string, customInfo: string) => Promise<void>
}

export interface RoomMarkerOptions {
  store: Pick<Store, 'onNews'>
  conference: CustomInfoApi
  readSnapshot: (roomId: string) => Promise<RoomSnapshot>
  logger: Logger
  /** Pauses before it is tried again, in milliseconds. @default 1, 5 and 30 s */
  pausesMs?: readonly number[]
}

export interface RoomMarker {
  close: () => Promise<void>
}

/** The field of the room's CustomInfo that is ours. */
export const MARKER = 'roomkitRecording'
/** "RESTful API Overview", update_room_info. */
const MOST_BYTES = 500

/**
 * Keeps `{"roomkitRecording":{"startedAt":…}}` in the CustomInfo of Conference rooms while they are recorded, for clients that only know
 * that. What others put there stays. It is a courtesy: when it cannot be done it is left undone.
 */
export function createRoomMarker({ store, conference, readSnapshot, logger, pausesMs = [1_000, 5_000, 30_000] }: RoomMarkerOptions): RoomMarker {
  const underWay = new Map<string, Promise<void>>()
  const closing = new AbortController()

  const unlisten = store.onNews((roomId, _, news) => {
    if (news.some(({ type }) => type === 'started' || type === 'ended' || type === 'failed')) follow(roomId)
  })

  /** One after the other for each room; the last one sees the room as it is then. */
  function follow(roomId: string): void {
    const done: Promise<void> = (underWay.get(roomId) ?? Promise.resolve()).then(() => mark(roomId)).finally(() => {
      if (underWay.get(roomId) === done) underWay.delete(roomId)
    })
    underWay.set(roomId, done)
  }

  async function mark(roomId: string): Promise<void> {
    for (const pause of [...pausesMs, null]) {
      try {
        const { current } = await readSnapshot(roomId)
        const startedAt = current && current.status !== 'starting' ? current.startedAt : null
        const before = await conference.readCustomInfo(roomId)
        const after = before === null ? null : withMarker(before, startedAt)
        if (after !== null && after !== before) await conference.writeCustomInfo(roomId, after)
        return
      } catch (error) {
        if (pause === null) logger.warn({ err: error, roomId }, 'the room\'s CustomInfo could not be set')
        else if (!await wait(pause, true, { ref: false, signal: closing.signal }).catch(() => false)) return
      }
    }
  }

  return {
    async close() {
      unlisten()
      closing.abort()
      await Promise.all(underWay.values())
    },
  }
}

/** The room's CustomInfo with our field, or without it. `null`: it is no object of JSON or has no room left, so it is let alone. */
export function withMarker(customInfo: string, startedAt: number | null): string | null {
  const others = parseObject(customInfo)
  if (!others) return null
  const { [MARKER]: _, ...rest } = others
  const fields = startedAt === null ? rest : { ...rest, [MARKER]: { startedAt } }
  const text = Object.keys(fields).length === 0 ? '' : JSON.stringify(fields)
  // what was written by others keeps its form
  if (startedAt === null && !(MARKER in others)) return customInfo
  return Buffer.byteLength(text) <= MOST_BYTES ? text : null
}

function parseObject(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null
  } catch {
    return null
  }
}
