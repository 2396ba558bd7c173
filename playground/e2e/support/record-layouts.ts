import type { FixedMixLayout, MixLayout } from '@roomkit-recording/core'
import type { Person } from './layout-people.js'
import type { Pixels } from './pixels.js'
import { canvases, mixLayoutParams, resolveMixLayout } from '../../../packages/backend/src/trtc/mix-layout-params.js'
import { createTrtcClient } from '../../../packages/backend/src/trtc/trtc-client.js'
import { createUserSig } from '../../../packages/backend/src/trtc/user-sig.js'
import { createTrtcEmulator, createVirtualClock } from '../../../packages/trtc-emulator/src/index.js'
import { decodeAll, pictureAt } from '../../../packages/trtc-emulator/testing/media.js'

/** Who is in the room, in order of entry, and how the recording is arranged meanwhile. */
export interface Scene {
  layout: MixLayout
  people: readonly Person[]
}

const key = { sdkAppId: 1400000123, sdkSecretKey: '0123456789abcdef'.repeat(4) }
const room = 'layouts'
const recorder = 'rr_layouts'
/** As long as the clock in the picture stands still. */
const SCENE_MS = 200

/** As the backend tells TRTC, which follows nobody by itself. */
export const resolved = ({ layout, people }: Scene): FixedMixLayout => resolveMixLayout(layout, people.find(({ screen }) => screen)?.userId ?? null)

/**
 * Records all scenes into one file, in which each lasts a moment, and decodes it. TRTC is called as the backend calls it, over HTTP, and the
 * emulator's time is virtual.
 */
export async function recordLayouts(scenes: readonly Scene[]): Promise<{ frames: Pixels[], width: number, height: number }> {
  const clock = createVirtualClock()
  const emulator = await createTrtcEmulator({ ...key, port: 0, clock, recorderStartDelayMs: 0, recorderStopDelayMs: 0, vodCommitDelayMs: 0, variants: { mixPictures: '25' } })
  const trtc = createTrtcClient({ ...key, secretId: 'AKIDdemo', secretKey: 'demoSecretKey', region: 'ap-guangzhou', endpoint: emulator.url })
  try {
    const { width, height } = canvases.sd
    bringIn(scenes[0]!.people)
    const { taskId } = await trtc.createCloudRecording({
      RoomId: room,
      RoomIdType: 0,
      UserId: recorder,
      UserSig: createUserSig(key, recorder, 3600),
      RecordParams: { RecordMode: 2, MaxIdleTime: 30, StreamType: 0 },
      StorageParams: { CloudVod: { TencentVod: { MediaType: 0, ExpireTime: 0, SourceContext: recorder } } },
      MixTranscodeParams: { VideoParams: { Width: width, Height: height, Fps: 15, BitRate: 800_000, Gop: 10 } },
      MixLayoutParams: mixLayoutParams(resolved(scenes[0]!), 'sd'),
      ResourceExpiredHour: 24,
    })
    await clock.advance(0)
    let last = JSON.stringify(resolved(scenes[0]!))
    for (const scene of scenes) {
      const layout = resolved(scene)
      if (JSON.stringify(layout) !== last) await trtc.modifyCloudRecording({ TaskId: taskId, SubscribeStreamUserIds: {}, MixLayoutParams: mixLayoutParams(layout, 'sd') })
      last = JSON.stringify(layout)
      bringIn(scene.people)
      await clock.advance(SCENE_MS)
    }
    await trtc.deleteCloudRecording(taskId)
    await clock.advance(0)
    const [file] = emulator.control.media.list()
    const pictures = await decodeAll(file!.url, width, height)
    return { width, height, frames: scenes.map((_, index) => pictureAt(pictures, index * SCENE_MS / 1000).rgb) }
  } finally {
    trtc.close()
    await emulator.close()
  }

  /** Whoever is there already stays: the order of entry is that of `people`, of whom the last ones come and go. */
  function bringIn(people: readonly Person[]) {
    const { rooms } = emulator.control
    const before = rooms.find(room)
    for (const userId of [...before?.users.keys() ?? []].slice(people.length)) rooms.leave(before!, userId)
    for (const { userId, ...streams } of people) {
      const entered = rooms.enter(room, { userId })
      rooms.update(entered, userId, streams)
    }
  }
}
