import type { Context } from 'hono'
import type { AppEnv } from '../http/app-env.js'
import type { RecordingTimeline } from '../markers/timeline.js'
import type { AppDeps } from './deps.js'
import { Hono } from 'hono'
import { createTimeline } from '../markers/timeline.js'
import { toWebVtt } from '../markers/to-web-vtt.js'
import { recordingOf, refuseRecording } from './guards.js'

/** Markers and layout changes with media time, to be kept beside the files. */
export function timelineRoutes(deps: AppDeps) {
  async function timelineOf(c: Context<AppEnv>): Promise<RecordingTimeline> {
    const recording = await recordingOf(c, deps)
    if (!await deps.authorize({ user: c.var.user, roomId: recording.roomId, recording, action: 'list' })) throw await refuseRecording(c, deps, recording)
    const { service, markers } = deps
    return createTimeline(await service.get(recording.id), await markers.list(recording.id), await markers.spans(recording.id))
  }

  return new Hono<AppEnv>()
    .get('/timeline.json', async c => c.json(await timelineOf(c)))
    .get('/timeline.vtt', async c => c.body(toWebVtt(await timelineOf(c)), 200, {
      'Content-Type': 'text/vtt; charset=utf-8',
      'Content-Disposition': 'attachment; filename="timeline.vtt"',
    }))
}
