/// <reference path="../testing/tls-sig-api-v2.d.ts" />
import { Agent } from 'node:http'
import { availableParallelism, loadavg } from 'node:os'
import process from 'node:process'
import { CommonClient } from 'tencentcloud-sdk-nodejs-common'
import { Api } from 'tls-sig-api-v2'
import { createTrtcEmulator, createVirtualClock } from '../src/index.js'

const second = 1000
const minute = 60 * second
const hour = 60 * minute

const recordings = [
  { name: '10 seconds', length: 10 * second, every: second },
  { name: '1 minute', length: minute, every: 5 * second },
  { name: '10 minutes', length: 10 * minute, every: 30 * second },
  { name: '1 hour', length: hour, every: minute },
  { name: '24 hours', length: 24 * hour, every: 10 * minute },
]

const sdkAppId = 1400000123
const sdkSecretKey = '0123456789abcdef'.repeat(4)
const VideoParams = { Width: 1280, Height: 720, Fps: 15, BitRate: 100_000, Gop: 10 }
const limits = { RecordMode: 2, StreamType: 0, MaxMediaFileDuration: 1440 }

/** How long it takes to render a mix of six people in which somebody's camera goes on or off every so often. */
async function measure({ name, length, every }: typeof recordings[0]) {
  const clock = createVirtualClock()
  const agent = new Agent()
  const emulator = await createTrtcEmulator({ port: 0, sdkAppId, sdkSecretKey, clock, recorderStartDelayMs: 0, recorderStopDelayMs: 0, vodCommitDelayMs: 0 })
  try {
    const { rooms, media, tasks } = emulator.control
    const people = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank']
    for (const userId of people) rooms.update(rooms.enter('bench', { userId }), userId, { camera: true, microphone: true })
    const client = new CommonClient('trtc.tencentcloudapi.com', '2019-07-22', {
      credential: { secretId: 'AKIDdemo', secretKey: 'demoSecretKey' },
      region: 'ap-guangzhou',
      profile: { httpProfile: { endpoint: new URL(emulator.url).host, protocol: 'http://', agent } },
    })
    await client.request('CreateCloudRecording', {
      SdkAppId: sdkAppId,
      RoomId: 'bench',
      RoomIdType: 0,
      UserId: 'rr_bench',
      UserSig: new Api(sdkAppId, sdkSecretKey).genUserSig('rr_bench', 86_400),
      RecordParams: limits,
      StorageParams: { CloudVod: { TencentVod: {} } },
      MixTranscodeParams: { VideoParams },
    })
    await clock.advance(0)
    for (let at = 0; at < length; at += every) {
      const userId = people[at / every % people.length]!
      const room = rooms.find('bench')!
      rooms.update(room, userId, { camera: !room.users.get(userId)!.camera })
      await clock.advance(every)
    }
    tasks.leave(tasks.list()[0]!.taskId, 3)
    await clock.advance(0)

    const [file] = media.list()
    const began = performance.now()
    const { size, durationSeconds } = await file!.rendition.render()
    const seconds = (performance.now() - began) / 1000
    return { name, seconds, factor: durationSeconds / seconds, megabytes: size / 1e6 }
  } finally {
    agent.destroy()
    await emulator.close()
  }
}

async function main() {
  const load = loadavg()[0]!
  const results = []
  for (const recording of recordings) results.push(await measure(recording))
  console.log(`Six people on 1280×720, an H.264 and AAC MP4; ${availableParallelism()} cores, load ${load.toFixed(1)} before`)
  console.table(Object.fromEntries(results.map(({ name, seconds, factor, megabytes }) =>
    [name, { 'rendered in s': Number(seconds.toFixed(1)), 'times real time': Math.round(factor), 'MB': Number(megabytes.toFixed(1)) }])))
  if (results.some(({ factor }) => factor < 5)) process.exitCode = 1
}

void main()
