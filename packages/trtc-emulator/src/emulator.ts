import type { AddressInfo } from 'node:net'
import type { EmulatorControl } from './control/control.js'
import type { Env } from './misbehave.js'
import type { EmulatorOptions } from './options.js'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { createAutoRecording } from './auto-recording/auto-recording.js'
import { createCallbackSender } from './callbacks/callback-sender.js'
import { createRecordingCallbacks } from './callbacks/recording-callbacks.js'
import { sendRoomCallbacks } from './callbacks/room-callbacks.js'
import { createCloudApi } from './cloud-api.js'
import { createConferenceRecording } from './conference-recording/conference-recording.js'
import { createCallbackSettings } from './conference/callback-settings.js'
import { createConferenceApi } from './conference/conference-api.js'
import { sendConferenceCallbacks } from './conference/conference-callbacks.js'
import { createControlApi } from './control/control-api.js'
import { createChanges, createControl } from './control/control.js'
import { createCosApi } from './cos/cos-api.js'
import { createObjectStore } from './cos/object-store.js'
import { createFaults } from './faults.js'
import { createMediaRenderer } from './media/media-renderer.js'
import { createMediaRoutes } from './media/media-routes.js'
import { createMediaStore } from './media/media-store.js'
import { createRecipe } from './media/recipe.js'
import { resolveOptions } from './options.js'
import { createPage } from './page/page.js'
import { createRecordingTasks } from './recording-tasks.js'
import { createRequestLog } from './requests.js'
import { attachHub } from './rooms/hub.js'
import { createRoomLog } from './rooms/room-log.js'
import { createRoomService } from './rooms/room-service.js'
import { checkUserSig } from './user-sig.js'
import { guardVodFiles } from './vod/vod-files.js'
import { createVodLibrary } from './vod/vod-library.js'

export interface TrtcEmulator {
  /** Where it listens, without a slash at the end: `TRTC_ENDPOINT`, `VOD_ENDPOINT` and `CONFERENCE_ENDPOINT` of a backend. */
  url: string
  control: EmulatorControl
  /** Ends everything that is under way and frees the port. Closing twice is closing once. */
  close: () => Promise<void>
}

/**
 * Starts TRTC on this machine: cloud recording API, callbacks, room service and Conference REST API on one port.
 *
 * @throws RangeError when an option cannot be used; the system's error when the port cannot be listened on
 * @example
 * const emulator = await createTrtcEmulator({ port: 0, callbackUrl: 'http://127.0.0.1:3000/callbacks' })
 */
export async function createTrtcEmulator(emulatorOptions: EmulatorOptions = {}): Promise<TrtcEmulator> {
  const options = resolveOptions(emulatorOptions)
  const { clock, host, port, random } = options
  let url = ''

  const changes = createChanges()
  const rooms = createRoomService({ now: clock.now })
  rooms.subscribe(() => { changes.announce('rooms') })
  const faults = createFaults({ random, onChange: () => { changes.announce('faults') } })
  const requests = createRequestLog({ now: clock.now, onChange: () => { changes.announce('requests') } })
  const callbacks = createCallbackSender({ options, faults, onChange: () => { changes.announce('callbacks') } })
  sendRoomCallbacks(rooms, callbacks.send, clock.now)
  const roomLog = createRoomLog(rooms, clock.now)
  const callbackSettings = createCallbackSettings(options.conferenceCallbackUrl)
  sendConferenceCallbacks({ rooms, urlFor: callbackSettings.urlFor, administrator: options.conferenceAdminUserId, now: clock.now, send: callbacks.send })
  const renderer = createMediaRenderer(options)
  const media = createMediaStore({ baseUrl: () => url, now: clock.now })
  const vod = createVodLibrary({ options, media, onChange: () => { changes.announce('tasks') } })
  const objects = createObjectStore({ now: clock.now })
  const recordingCallbacks = createRecordingCallbacks({
    options,
    media,
    vod,
    objects,
    renditionOf(task, file) {
      const rules = { ...options.variants }
      return renderer.rendition(() => createRecipe(file, task, rules))
    },
    strike: faults.forTask,
    send: callbacks.send,
    onChange: () => { changes.announce('tasks') },
  })
  const tasks = createRecordingTasks({ options, rooms, faults, on: recordingCallbacks.on })
  const conferenceRecording = createConferenceRecording({ options, rooms, tasks })
  const autoRecording = createAutoRecording({ sdkAppId: options.sdkAppId, rooms, tasks, onChange: () => { changes.announce('settings') } })
  if (options.autoRecording) autoRecording.set(options.autoRecording)
  const control = createControl({ options, rooms, tasks, callbacks, requests, faults, media, autoRecording, changes })

  const services = { options, rooms, tasks, vod, roomLog, callbackSettings }
  const app = new Hono<Env>()
    .route('/', createCosApi({ options, objects, faults, requests }))
    .route('/', createCloudApi({ ...services, faults, requests, subscribe: changes.subscribe }))
    .route('/v4', createConferenceApi({ ...services, faults, requests }))
    .route('/_emulator/v1', createControlApi(control, options))
    .use('/vod/:fileId/*', guardVodFiles(vod, options))
    .route('/vod', createMediaRoutes({ media, clock, mediaReadyDelayMs: options.mediaReadyDelayMs }))
    .route('/', createPage(control, options))

  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  server.listen(port, host)
  await once(server, 'listening')
  url = urlOf(server.address() as AddressInfo)

  const { sdkAppId, sdkSecretKey } = options
  const hub = attachHub(server, {
    rooms,
    sdkAppId,
    recording: conferenceRecording,
    // Who logs in signs by real time, whatever the emulator's clock says.
    verifyUserSig: (userSig, userId) => checkUserSig(userSig, { userId, sdkAppId, sdkSecretKey, now: Date.now() }),
    now: clock.now,
  })

  async function stop() {
    autoRecording.dispose()
    conferenceRecording.dispose()
    tasks.dispose()
    recordingCallbacks.dispose()
    callbacks.close()
    await hub.close()
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
    await renderer.close()
  }

  let stopped: Promise<void> | undefined
  return { url, control, close: () => stopped ??= stop() }
}

function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
