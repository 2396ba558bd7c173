import type { MixLayout } from '@roomkit-recording/core'
import type { Person } from './support/layout-people.js'
import type { Scene } from './support/record-layouts.js'
import { expect, test } from '@playwright/test'
import { computedPlaces, recordedPlaces } from './support/mixed-places.js'

/** More than TRTC records, and of every kind: with a camera, a voice, one or both and a screen, nothing at all. */
const crowd = Array.from({ length: 30 }, (_, index): Person => ({
  userId: `person-${index + 1}`,
  camera: index % 5 !== 3,
  microphone: index % 7 !== 3,
  screen: index % 9 === 1,
}))
const cameras = crowd.map(({ userId }): Person => ({ userId, camera: true, microphone: true, screen: false }))
/** All of them with cameras, and one with a screen too. */
const sharing = (sharer: number) => cameras.map((person, index) => ({ ...person, screen: index + 1 === sharer }))
const nobodyShares = crowd.map(person => ({ ...person, screen: false }))

const templates: MixLayout[] = [
  { mode: 'grid' },
  { mode: 'grid', hideAudioOnly: true },
  { mode: 'float' },
  { mode: 'float', main: 'person-3' },
  { mode: 'screenShare' },
  { mode: 'screenShare', main: 'person-2' },
  { mode: 'screenShare', main: 'person-2', align: 'right' },
  { mode: 'follow', share: { mode: 'screenShare', align: 'right' } },
]

const custom: MixLayout = {
  mode: 'custom',
  tiles: [
    { x: 1 / 3, y: 0.1, width: 0.6, height: 0.85, stream: 'screen' },
    { x: 0.05, y: 0.05, width: 0.45, height: 0.4, layer: 1 },
    { x: 0.05, y: 0.5, width: 1 / 3, height: 1 / 3, userId: 'person-3', layer: 2 },
    { x: 0.6, y: 0.6, width: 0.38, height: 0.38, layer: 1, userId: 'person-27' },
  ],
}

const nameOf = ({ layout, people }: Scene) => `${JSON.stringify(layout)} of ${people.length}`

/** Each room with nobody in it, with one, with two and so on. */
const filling = (...rooms: Person[][]) => rooms.flatMap(room => Array.from({ length: room.length + 1 }, (_, count) => room.slice(0, count)))

test('core and the emulator put everybody at the same pixels, of any number of people', () => {
  const places = (placesOf: typeof computedPlaces) => [...templates, custom].flatMap(layout => filling(crowd, cameras, nobodyShares).flatMap(people =>
    (['sd', 'hd', 'fhd'] as const).map(quality => [nameOf({ layout, people }), quality, placesOf({ layout, people }, quality)])))
  expect(places((scene, quality) => recordedPlaces(scene, quality, { mixPictures: '25' }))).toEqual(places(computedPlaces))
})

test('where TRTC\'s documents disagree on a 25th picture, the emulator leaves it out and moves nobody', () => {
  // MixLayoutList and the patterns have 25, the comment on SubscribeStreamUserIds and the page on sharing screens have 24
  const places = (placesOf: typeof computedPlaces) => templates.flatMap(layout => filling(crowd).map(people => [nameOf({ layout, people }), placesOf({ layout, people }, 'hd')]))
  expect(places((scene, quality) => recordedPlaces(scene, quality, { mixPictures: '24' }))).toEqual(places((scene, quality) => computedPlaces(scene, quality).slice(0, 24)))
})

// TRTC's rules end here: of more people than 25 it says only that the first 25 by time of entry are recorded, of more pictures nothing
for (const [title, layout, people, isShown] of [
  ['a grid has 25 places', { mode: 'grid' }, cameras, (person: number) => person <= 25],
  ['a screen takes one of them', { mode: 'grid' }, sharing(2), (person: number) => person <= 24],
  ['the 26th is not recorded, not even large', { mode: 'float', main: 'person-26' }, cameras, (person: number) => person <= 25],
  ['the large place stays free for whom it is kept', { mode: 'screenShare', main: 'person-2' }, cameras, (person: number) => person <= 24],
  ['a screen that is recorded has it', { mode: 'screenShare', main: 'person-2' }, sharing(2), (person: number) => person <= 24],
  ['a screen of the 26th has not', { mode: 'screenShare', main: 'person-26' }, sharing(26), (person: number) => person <= 24],
  ['voices that are hidden take no place, but still one of the 25', { mode: 'grid', hideAudioOnly: true }, cameras.map((person, index) => ({ ...person, camera: index % 5 !== 0 })), (person: number) => person <= 25 && person % 5 !== 1],
] satisfies [string, MixLayout, Person[], (person: number) => boolean][]) {
  test(`of 30 people not all fit: ${title}`, () => {
    const expected = people.flatMap(({ userId }, index) => isShown(index + 1) ? [userId] : [])
    for (const places of [computedPlaces({ layout, people }, 'hd'), recordedPlaces({ layout, people }, 'hd', { mixPictures: '25' })]) {
      const shown = new Set(places.map(place => place.split(' ')[1]))
      expect(people.flatMap(({ userId }) => shown.has(userId) ? [userId] : [])).toEqual(expected)
    }
  })
}
