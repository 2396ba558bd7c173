import type { CreateCloudRecordingRequest } from '../actions/create-cloud-recording.js'
import type { SubscribeStreamUserIds } from '../actions/record-params.js'
import type { CapturedStream } from '../capture.js'
import type { Room } from '../rooms/room-service.js'
import type { Layout, LayoutRules, PlacedPicture } from './place-pictures.js'
import type { PlacedWaterMark } from './place-water-marks.js'
import type { Canvas } from './place.js'
import { defaultCanvas } from '../actions/mix-params.js'
import { capturedStreams } from '../capture.js'
import { placePictures } from './place-pictures.js'
import { placeWaterMarks } from './place-water-marks.js'

/** What a mixed recording looks like at one moment. */
export interface MixScene {
  canvas: Canvas
  /** `#RRGGBB` */
  background: string
  /** From back to front. */
  pictures: PlacedPicture[]
  /** Over all pictures, in their order. */
  waterMarks: PlacedWaterMark[]
}

/** Of CreateCloudRecording's request what decides on the picture. */
export type MixRequest = Pick<CreateCloudRecordingRequest, 'RecordParams'> & Partial<Pick<CreateCloudRecordingRequest, 'MixTranscodeParams'>>

export interface MixSceneOptions {
  request: MixRequest
  /** As CreateCloudRecording or the last ModifyCloudRecording had it. @default a grid */
  layout?: Layout | undefined
  /** As CreateCloudRecording or the last ModifyCloudRecording had it. */
  subscribe: SubscribeStreamUserIds
  rules: LayoutRules
}

/** What a task makes of a room right now. */
export function mixScene(room: Room | undefined, { request, layout, subscribe, rules }: MixSceneOptions): MixScene {
  return composeScene(capturedStreams(room, request.RecordParams, subscribe), canvasOf(request), layout, rules)
}

/** The same of streams, in order of entry, that are known to be recorded. */
export function composeScene(streams: readonly CapturedStream[], canvas: Canvas, layout: Layout | undefined, rules: LayoutRules): MixScene {
  return {
    canvas,
    background: layout?.BackGroundColor ?? '#000000',
    pictures: placePictures(streams, canvas, layout, rules),
    waterMarks: placeWaterMarks(layout?.WaterMarkList, canvas),
  }
}

export function canvasOf({ MixTranscodeParams }: MixRequest): Canvas {
  const { Width, Height } = MixTranscodeParams?.VideoParams ?? defaultCanvas
  return { width: Width, height: Height }
}
