/// <reference path="../testing/chromium.d.ts" />
/// <reference path="../testing/tls-sig-api-v2.d.ts" />
/**
 * Records two people with Tencent's own SDK, changes the layout in the middle, and looks at the file in Chromium.
 *
 *   pnpm --filter @roomkit-recording/trtc-emulator example
 *
 * With TRTC_EMULATOR_URL=http://127.0.0.1:7070 it uses an emulator that runs already (with its default keys), else one of its own.
 */
import type { Page } from 'playwright'
import type { Rgb } from '../src/index.js'
import { Agent } from 'node:http'
import process from 'node:process'
import { setTimeout as sleep } from 'node:timers/promises'
import { chromium } from 'playwright'
import { Client as Trtc } from 'tencentcloud-sdk-nodejs/tencentcloud/services/trtc/v20190722/trtc_client.js'
import { Client as Vod } from 'tencentcloud-sdk-nodejs/tencentcloud/services/vod/v20180717/vod_client.js'
import { Api } from 'tls-sig-api-v2'
import { launchOptions } from '../../../playground/browser/chromium.mjs'
import { createTrtcEmulator, userColour } from '../src/index.js'

// what an emulator has unless it is told otherwise
const SdkAppId = 1400000123
const SubAppId = 1500000001
const secretKey = '0123456789abcdef'.repeat(4)
const RoomId = `example-${Date.now()}`
const recorder = 'rr_example'
const canvas = { width: 640, height: 360 }

/** A decoder and the colour spaces on the way change a colour by a few steps. */
const CLOSE = 12

async function main() {
  const own = process.env.TRTC_EMULATOR_URL ? null : await createTrtcEmulator({ port: 0 })
  const url = process.env.TRTC_EMULATOR_URL ?? own!.url
  try {
    const changedAfter = await record(url)
    const address = await waitForFile(url)
    console.log(`The file: ${address}`)
    const isRight = await look(address, changedAfter)
    console.log(isRight ? 'Everybody is where the layouts put them.' : 'Something is not where it should be.')
    process.exitCode = isRight ? 0 : 1
  } finally {
    await own?.close()
  }
}

function clientConfig(url: string) {
  return {
    credential: { secretId: 'AKIDdemo', secretKey: 'demoSecretKey' },
    region: 'ap-guangzhou',
    // the SDK sends loopback traffic to $http_proxy too, unless it has an agent of its own
    profile: { httpProfile: { endpoint: new URL(url).host, protocol: 'http://', agent: new Agent() } },
  }
}

/** Alice and Bob side by side, then Bob large with Alice at the bottom left. Returns when that was, in seconds. */
async function record(url: string): Promise<number> {
  const trtc = new Trtc(clientConfig(url))
  for (const userId of ['alice', 'bob']) {
    await control(url, 'POST', `rooms/${RoomId}/users`, { userId })
    await control(url, 'PATCH', `rooms/${RoomId}/users/${userId}`, { camera: true, microphone: true })
  }

  const created = await trtc.CreateCloudRecording({
    SdkAppId,
    RoomId,
    RoomIdType: 0,
    UserId: recorder,
    UserSig: new Api(SdkAppId, secretKey).genUserSig(recorder, 86_400),
    RecordParams: { RecordMode: 2, StreamType: 0 },
    StorageParams: { CloudVod: { TencentVod: { MediaType: 0 } } },
    MixTranscodeParams: { VideoParams: { Width: canvas.width, Height: canvas.height, Fps: 15, BitRate: 550_000, Gop: 10 } },
    MixLayoutParams: { MixLayoutMode: 3 },
  })
  const TaskId = created.TaskId!
  while ((await trtc.DescribeCloudRecording({ SdkAppId, TaskId })).Status !== 'InProgress') await sleep(100)
  const begin = Date.now()
  console.log(`Task ${TaskId} records alice and bob side by side.`)
  await sleep(2000)
  await trtc.ModifyCloudRecording({ SdkAppId, TaskId, MixLayoutParams: { MixLayoutMode: 1, MaxResolutionUserId: 'bob' } })
  const changedAfter = (Date.now() - begin) / 1000
  console.log('Now bob is large.')
  await sleep(2000)
  await trtc.DeleteCloudRecording({ SdkAppId, TaskId })
  return changedAfter
}

/** Asks VOD for it, as one would who missed callback 311. */
async function waitForFile(url: string): Promise<string> {
  const vod = new Vod(clientConfig(url))
  while (true) {
    const { MediaInfoSet = [] } = await vod.SearchMedia({ SubAppId, TrtcSdkAppIds: [SdkAppId], TrtcRoomIds: [RoomId], Filters: ['basicInfo'] })
    const address = MediaInfoSet[0]?.BasicInfo?.MediaUrl
    if (address) return address
    await sleep(500)
  }
}

/** Plays the file in a browser, and compares its colours at known places before and after the change. */
async function look(address: string, change: number): Promise<boolean> {
  const browser = await chromium.launch(launchOptions())
  try {
    const page = await browser.newPage()
    await page.goto(address)
    const duration = await page.evaluate(async () => {
      const video = document.querySelector('video')!
      if (video.readyState < 2) await new Promise(resolve => video.addEventListener('loadeddata', resolve, { once: true }))
      video.pause()
      return video.duration
    })
    console.log(`Chromium plays ${duration.toFixed(2)} s of it.`)
    const [alice, bob] = [userColour('alice'), userColour('bob')]
    const [before, after] = [change - 1, change + 1]
    const checks: [at: number, what: string, x: number, y: number, expected: Rgb][] = [
      [before, 'alice on the left', 160, 180, alice],
      [before, 'bob on the right', 480, 180, bob],
      [after, 'bob on the left', 160, 180, bob],
      [after, 'bob on the right', 480, 180, bob],
      [after, 'alice at the bottom left', 83, 313, alice],
    ]
    let isRight = true
    for (const [at, what, x, y, expected] of checks) {
      const seen = await colourAt(page, at, x, y)
      const distance = Math.max(...seen.map((channel, index) => Math.abs(channel - expected[index]!)))
      isRight &&= distance <= CLOSE
      console.log(`${distance <= CLOSE ? 'yes' : 'NO '}  at ${at.toFixed(1)} s ${what}: rgb(${seen.join(' ')}), expected rgb(${expected.join(' ')})`)
    }
    return isRight
  } finally {
    await browser.close()
  }
}

function colourAt(page: Page, at: number, x: number, y: number): Promise<Rgb> {
  return page.evaluate(async ({ at, x, y }) => {
    const video = document.querySelector('video')!
    const sought = new Promise(resolve => video.addEventListener('seeked', resolve, { once: true }))
    video.currentTime = at
    await sought
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    const context = canvas.getContext('2d')!
    context.drawImage(video, 0, 0)
    const [red, green, blue] = context.getImageData(x, y, 1, 1).data
    return [red!, green!, blue!] as const
  }, { at, x, y })
}

async function control(url: string, method: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${url}/_emulator/v1/${path}`, { method, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
}

await main()
