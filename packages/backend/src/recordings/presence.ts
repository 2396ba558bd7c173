import type { PersonRow } from '../store/schema.js'
import type { RoomFact, SentStream } from '../trtc/room-callback.js'

/** Somebody who is in the room now, as far as room and media callbacks tell. */
export interface Person {
  userId: string
  /** May publish; each counts among the 25 that one task records. */
  isAnchor: boolean
  camera: boolean
  microphone: boolean
  screen: boolean
  /** We were told of the coming, so whatever was not told since is off. */
  isWhole: boolean
}

/** What a recording has to know of the room around it. */
export interface RoomAround {
  /** In order of entry. */
  people: Person[]
  /** Media callbacks of this room have come, so it is known who publishes. */
  hasMedia: boolean
  /** Recordings that nobody here started and that run now. */
  foreign: number
}

export const emptyRoom = (): RoomAround => ({ people: [], hasMedia: false, foreign: 0 })

type Newcomer = Pick<PersonRow, 'roomId' | 'userId'>

export const aStranger = ({ roomId, userId }: Newcomer): PersonRow => ({
  roomId,
  userId,
  enteredAt: null,
  leftAt: null,
  audience: false,
  audienceAt: null,
  camera: false,
  cameraAt: null,
  microphone: false,
  microphoneAt: null,
  screen: false,
  screenAt: null,
})

/**
 * What a callback changes about one person. Callbacks come in any order: of two that speak of the same thing the later one by
 * TRTC's clock counts, and of two in one millisecond the one that takes something away.
 */
export function applyRoomFact(person: PersonRow, fact: Exclude<RoomFact, { type: 'closed' | 'other' }>, at: number): PersonRow {
  switch (fact.type) {
    case 'entered': return withRole({ ...person, enteredAt: latest(person.enteredAt, at) }, fact.isAudience, at)
    case 'left': return { ...person, leftAt: latest(person.leftAt, at) }
    case 'role': return withRole(person, fact.isAudience, at)
    case 'stream': {
      const { stream, on } = fact
      return isNews(person[`${stream}At`], at, !on) ? { ...person, [stream]: on, [`${stream}At`]: at } : person
    }
  }
}

function withRole(person: PersonRow, audience: boolean, at: number): PersonRow {
  return isNews(person.audienceAt, at, audience) ? { ...person, audience, audienceAt: at } : person
}

function latest(known: number | null, at: number): number {
  return Math.max(known ?? at, at)
}

function isNews(known: number | null, at: number, takesAway: boolean): boolean {
  return known === null || at > known || (at === known && takesAway)
}

/** Who is there now. What was before somebody left (104 alone tells it, not 202 or 204) or before the room closed is over. */
export function presentPeople(rows: PersonRow[], closedAt: number | null): Person[] {
  return rows
    .map(row => ({ row, since: Math.max(row.leftAt ?? -Infinity, closedAt ?? -Infinity) }))
    .filter(({ row, since }) => signs(row).some(at => at !== null && at > since))
    .toSorted((a, b) => beginning(a) - beginning(b) || (a.row.userId < b.row.userId ? -1 : 1))
    .map(({ row, since }) => toPerson(row, since))
}

function signs({ enteredAt, audienceAt, cameraAt, microphoneAt, screenAt }: PersonRow): (number | null)[] {
  return [enteredAt, audienceAt, cameraAt, microphoneAt, screenAt]
}

function beginning({ row, since }: { row: PersonRow, since: number }): number {
  const isWhole = row.enteredAt !== null && row.enteredAt > since
  return isWhole ? row.enteredAt! : Math.min(...signs(row).filter(at => at !== null && at > since) as number[])
}

function toPerson(row: PersonRow, since: number): Person {
  const isAnchor = !row.audience
  const sends = (stream: SentStream) => isAnchor && row[stream] && row[`${stream}At`]! > since
  return {
    userId: row.userId,
    isAnchor,
    camera: sends('camera'),
    microphone: sends('microphone'),
    screen: sends('screen'),
    isWhole: row.enteredAt !== null && row.enteredAt > since,
  }
}

/** A media callback of this person has come. */
export const hasMedia = ({ cameraAt, microphoneAt, screenAt }: PersonRow): boolean =>
  cameraAt !== null || microphoneAt !== null || screenAt !== null

export const publishes = ({ camera, microphone, screen }: Person): boolean => camera || microphone || screen
