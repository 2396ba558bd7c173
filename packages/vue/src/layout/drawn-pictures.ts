import type { MixLayout, PlacedPicture, RoomPerson, SubscribeUsers } from '@roomkit-recording/core'
import { placePictures } from '@roomkit-recording/core'
import { cleanName } from '../locale/format.js'

/** A picture of the mix with what is needed to draw it. */
export interface DrawnPicture extends PlacedPicture {
  /** Unique within a drawing. */
  key: string
  /** Fit to be shown. Of a place that is empty: what it waits for. */
  name: string
  /** One or two letters, or an emoji. */
  initials: string
  /** The first of them. */
  initial: string
  avatarUrl: string | null
  /** 0 to 7: which of the colours for people. */
  colour: number
  /** Nobody is there: TRTC keeps the large place free for them, and shows the background. */
  isEmpty: boolean
}

export interface DrawPicturesOptions {
  layout: MixLayout
  /** Everybody in the room, in order of entry. */
  people: readonly RoomPerson[]
  subscribe?: SubscribeUsers | undefined
  /** What an empty place is called. @default nothing */
  emptyName?: string
}

/** What a recording with this layout would show of these people now, from back to front. */
export function drawPictures({ layout, people, subscribe = {}, emptyName = '' }: DrawPicturesOptions): DrawnPicture[] {
  const byId = new Map(people.map(person => [person.userId, person]))
  const pictures = placePictures(layout, people, subscribe).map(picture => draw(picture, byId.get(picture.userId)))
  const empty = layout.mode === 'screenShare' && !pictures.some(({ isMain }) => isMain) && emptyMain(layout, people, subscribe)
  return empty ? [{ ...draw({ ...empty, video: false }), key: 'empty', name: emptyName, isEmpty: true }, ...pictures] : pictures
}

/** The large place that waits for a shared screen: where one would be if somebody shared. */
function emptyMain(layout: MixLayout, people: readonly RoomPerson[], subscribe: SubscribeUsers): PlacedPicture | undefined {
  const sharer = { userId: '', camera: false, microphone: false, screen: true }
  const seen = subscribe.video?.only ? { ...subscribe, video: { only: [...subscribe.video.only, ''] } } : subscribe
  return placePictures({ ...layout, mode: 'screenShare', main: '' }, [sharer, ...people], seen).find(({ isMain }) => isMain)
}

function draw(picture: PlacedPicture, person?: RoomPerson): DrawnPicture {
  const name = cleanName(person?.name ?? '') || picture.userId
  return {
    ...picture,
    key: `${picture.stream} ${picture.userId}`,
    name,
    initials: initialsOf(name),
    initial: firstLetter(name).toLocaleUpperCase(),
    avatarUrl: person?.avatarUrl ?? null,
    colour: colourOf(picture.userId),
    isEmpty: false,
  }
}

/** The first letters of the first and the last word; of a name in one word, and of Chinese, the first one. */
export function initialsOf(name: string): string {
  const words = name.split(' ')
  const letters = words.length > 1 && /^\p{Alphabetic}/u.test(words.at(-1)!) ? [words[0]!, words.at(-1)!] : [words[0]!]
  return letters.map(firstLetter).join('').toLocaleUpperCase()
}

const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter(undefined, { granularity: 'grapheme' }) : undefined

/** What people see as one letter: a family of four is many code points. */
function firstLetter(word: string): string {
  const [first] = segmenter?.segment(word) ?? []
  return first?.segment ?? [...word][0] ?? ''
}

/** The same person has the same colour in every drawing. */
export function colourOf(userId: string): number {
  return [...userId].reduce((hash, char) => Math.imul(hash ^ char.codePointAt(0)!, 16777619) >>> 0, 2166136261) % 8
}
