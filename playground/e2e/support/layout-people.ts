import type { PlacedPicture } from '@roomkit-recording/core'
import type { Rgb } from '@roomkit-recording/trtc-emulator'
import { pictureColour } from '../../../packages/trtc-emulator/src/media/user-colour.js'
import { distance } from './pixels.js'

export interface Person {
  userId: string
  camera: boolean
  microphone: boolean
  screen: boolean
}

/** In which colour the emulator records a picture. */
export const colourOf = ({ userId, stream, video }: Pick<PlacedPicture, 'userId' | 'stream' | 'video'>): Rgb =>
  pictureColour({ userId, mediaId: stream === 'screen' ? 'aux' : 'main', shows: video ? 'video' : 'voice' })

export function parseColour(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16)
  return [number >> 16, number >> 8 & 255, number & 255]
}

/** People whose colours are at least `apart` from each other and from `others`: every fifth without a camera, the second sharing a screen. */
export function choosePeople(count: number, others: readonly Rgb[], apart: number): Person[] {
  const taken = [...others]
  const people: Person[] = []
  for (let index = 0; people.length < count; index++) {
    const place = people.length
    const person = { userId: `person-${index}`, camera: place % 5 !== 3, microphone: true, screen: place === 1 }
    const colours = [colourOf({ userId: person.userId, stream: 'camera', video: person.camera }), ...person.screen ? [colourOf({ userId: person.userId, stream: 'screen', video: true })] : []]
    if (colours.some(colour => taken.some(other => distance(colour, other) < apart))) continue
    taken.push(...colours)
    people.push(person)
  }
  return people
}
