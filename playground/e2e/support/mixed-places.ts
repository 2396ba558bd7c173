import type { RecordingQuality } from '@roomkit-recording/core'
import type { EmulatorVariants } from '@roomkit-recording/trtc-emulator'
import type { Scene } from './record-layouts.js'
import { canvases, mixLayoutParams as sentParams } from '../../../packages/backend/src/trtc/mix-layout-params.js'
import { placePictures } from '../../../packages/core/src/layout/place-pictures.js'
import { mixLayoutParams } from '../../../packages/trtc-emulator/src/actions/mix-params.js'
import { everyone, recordParams } from '../../../packages/trtc-emulator/src/actions/record-params.js'
import { mixScene } from '../../../packages/trtc-emulator/src/index.js'
import { createRoomService } from '../../../packages/trtc-emulator/src/rooms/room-service.js'
import { variantsSchema } from '../../../packages/trtc-emulator/src/variants.js'
import { resolved } from './record-layouts.js'

/** `camera alice 0,0 320×180`: whose picture it is and where, in pixels. From back to front. */
export type Places = string[]

/** By core. */
export function computedPlaces({ layout, people }: Scene, quality: RecordingQuality): Places {
  const canvas = canvases[quality]
  return placePictures(layout, people).map(({ userId, stream, video, x, y, width, height }) => {
    const [left, right] = [x, x + width].map(share => Math.round(share * canvas.width)) as [number, number]
    const [top, bottom] = [y, y + height].map(share => Math.round(share * canvas.height)) as [number, number]
    return describe(userId, video ? stream : 'voice', [left, top, right - left, bottom - top])
  })
}

const defaults = variantsSchema.parse({})
const RecordParams = recordParams(defaults).parse({ RecordMode: 2, StreamType: 0 })

/** By the emulator, which is asked as the backend asks TRTC. */
export function recordedPlaces({ layout, people }: Scene, quality: RecordingQuality, variants: Partial<EmulatorVariants>): Places {
  const { width, height } = canvases[quality]
  const rooms = createRoomService()
  for (const { userId, ...streams } of people) rooms.update(rooms.enter('demo', { userId }), userId, streams)
  return mixScene(rooms.find('demo'), {
    request: {
      RecordParams,
      MixTranscodeParams: { VideoParams: { Width: width, Height: height, Fps: 15, BitRate: 800_000, Gop: 10 } },
    },
    layout: mixLayoutParams.parse(sentParams(resolved({ layout, people }), quality)),
    subscribe: everyone,
    rules: { ...defaults, ...variants },
  }).pictures.map(({ userId, mediaId, shows, left, top, width, height }) => describe(userId, shows === 'voice' ? 'voice' : mediaId === 'aux' ? 'screen' : 'camera', [left, top, width, height]))
}

function describe(userId: string, what: string, [left, top, width, height]: [number, number, number, number]): string {
  return `${what} ${userId} ${left},${top} ${width}×${height}`
}
