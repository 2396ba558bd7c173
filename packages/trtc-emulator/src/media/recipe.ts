import type { CreateCloudRecordingRequest } from '../actions/create-cloud-recording.js'
import type { CapturedStream } from '../capture.js'
import type { MixScene } from '../layout/mix-scene.js'
import type { LayoutRules } from '../layout/place-pictures.js'
import type { Canvas } from '../layout/place.js'
import type { RecordedFile } from '../recording-files.js'
import type { Composition, StreamChange } from '../recording-task.js'
import { canvasOf, composeScene } from '../layout/mix-scene.js'
import { sourceSizes } from './draw-scene.js'

/** What happened while a task ran, as far as it can be seen and heard. */
export interface RecordedStory {
  request: CreateCloudRecordingRequest
  /** In order of time, as are the compositions. */
  streamChanges: readonly StreamChange[]
  compositions: readonly Composition[]
}

/** All that is needed to make a file. */
export interface Recipe extends Pick<RecordedFile, 'name' | 'format' | 'begin'> {
  /** Milliseconds. */
  duration: number
  /** Null when it is sound alone. */
  canvas: Canvas | null
  /** Null when it is pictures alone. */
  sound: SoundFormat | null
  moments: Moment[]
}

/** How it looks and sounds from a moment on. */
export interface Moment {
  /** Milliseconds from the begin of the file. */
  at: number
  scene: MixScene
  /** Milliseconds from the begin of the file, when the picture stands still since then. */
  frozenAt: number | null
  /** Whose sound there is, in order of entry. */
  heard: string[]
}

export interface SoundFormat {
  /** Hertz. */
  sampleRate: number
  channels: 1 | 2
  /** Bits per second. */
  bitRate: number
}

const sampleRates = { 1: 48_000, 2: 44_100, 3: 16_000 } as const
const defaultSound: SoundFormat = { sampleRate: 48_000, channels: 2, bitRate: 64_000 }

/** An empty file plays nowhere. */
const SHORTEST = 100

/** A file shows at most so many moments; of more that come close together only the last is kept. */
const MOST_MOMENTS = 2000

/** What goes into a file of a task, from its begin to its end. */
export function createRecipe(file: RecordedFile, story: RecordedStory, rules: LayoutRules): Recipe {
  const { name, format, begin, end, mediaId, trackType } = file
  const duration = Math.max(SHORTEST, end - begin)
  const hasPicture = format !== 'aac' && trackType !== 'audio'
  const times = momentsBetween(begin, end, [...story.streamChanges, ...story.compositions], duration / MOST_MOMENTS)
  const moments = mediaId === 'mix' ? mixedMoments(times, begin, story, rules) : singleMoments(times, file, story)
  return {
    name,
    format,
    begin,
    duration,
    canvas: hasPicture ? mediaId === 'mix' ? evenCanvas(canvasOf(story.request)) : sourceSizes[mediaId] : null,
    sound: trackType === 'video' ? null : mediaId === 'mix' ? soundFormat(story.request) : defaultSound,
    moments,
  }
}

function momentsBetween(begin: number, end: number, changes: { at: number }[], apart: number): number[] {
  const times = [...new Set(changes.map(({ at }) => at))].filter(at => at > begin && at < end).sort((a, b) => a - b)
  return [begin, ...times.filter((at, index) => index === times.length - 1 || times.length < MOST_MOMENTS || Math.floor((at - begin) / apart) !== Math.floor((times[index + 1]! - begin) / apart))]
}

function mixedMoments(times: number[], begin: number, { request, streamChanges, compositions }: RecordedStory, rules: LayoutRules): Moment[] {
  const canvas = evenCanvas(canvasOf(request))
  return times.map(at => {
    const streams = lastBefore(streamChanges, at)?.streams ?? []
    return {
      at: at - begin,
      scene: composeScene(streams, canvas, lastBefore(compositions, at)?.layout, rules),
      frozenAt: null,
      heard: streams.filter(({ audio }) => audio).map(({ userId }) => userId),
    }
  })
}

/** FillType says what is seen while a stream has no picture: the last one, or black. */
function singleMoments(times: number[], { userId, mediaId, begin }: RecordedFile, { request, streamChanges }: RecordedStory): Moment[] {
  const canvas = mediaId === 'aux' ? sourceSizes.aux : sourceSizes.main
  const black: MixScene = { canvas, background: '#000000', pictures: [], waterMarks: [] }
  const picture: MixScene = composeScene([{ userId, mediaId: mediaId === 'aux' ? 'aux' : 'main', audio: false, video: true }], canvas, { MixLayoutMode: 3 }, { mixPictures: '25', gridLastRow: 'left', mirroredBottomRow: 'left' })
  let frozenAt: number | null = null
  let wasSeen = streamChanges.some(change => change.at < begin && streamIn(change, userId, mediaId)?.video)
  return times.map((time): Moment => {
    const at = time - begin
    const stream = streamIn(lastBefore(streamChanges, time), userId, mediaId)
    if (stream?.video) frozenAt = null
    else frozenAt ??= at
    wasSeen ||= stream?.video === true
    const isFilled = !stream?.video && !(wasSeen && request.RecordParams.FillType === 0)
    return { at, scene: isFilled ? black : picture, frozenAt: isFilled ? null : frozenAt, heard: stream?.audio ? [userId] : [] }
  })
}

function streamIn(change: StreamChange | undefined, userId: string, mediaId: RecordedFile['mediaId']): CapturedStream | undefined {
  return change?.streams.find(stream => stream.userId === userId && stream.mediaId === mediaId)
}

function lastBefore<T extends { at: number }>(changes: readonly T[], at: number): T | undefined {
  let [low, high] = [0, changes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (changes[middle]!.at <= at) low = middle + 1
    else high = middle
  }
  return changes[low - 1]
}

/** H.264 with colours of half the size has even sides only. */
function evenCanvas({ width, height }: Canvas): Canvas {
  return { width: Math.max(2, width & ~1), height: Math.max(2, height & ~1) }
}

function soundFormat({ MixTranscodeParams }: CreateCloudRecordingRequest): SoundFormat {
  const params = MixTranscodeParams?.AudioParams
  return params ? { sampleRate: sampleRates[params.SampleRate], channels: params.Channel, bitRate: params.BitRate } : defaultSound
}
