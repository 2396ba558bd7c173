import type { RecordingActor, StartOptions } from '@roomkit-recording/core'
import type { RecordingRow } from '../store/schema.js'
import type { RoomAround } from './presence.js'
import type { RecordingState, Timings } from './recording-state.js'
import { newTask } from './changes.js'
import { findSharer } from './follow-share.js'
import { emptyRoom } from './presence.js'
import { createRecordingId } from './recorder-user.js'

export interface NewRecordingOptions {
  roomId: string
  by: RecordingActor
  options: Required<Omit<StartOptions, 'name' | 'subscribe'>> & Pick<StartOptions, 'name' | 'subscribe'>
  keepers: string[]
  /** @default 'vod' */
  storage?: RecordingRow['storage']
  now: number
  timings: Timings
  /** Left out: nothing is known of it. */
  room?: RoomAround
}

/** The intent: stored before TRTC hears of anything. */
export function newRecording({ roomId, by, options, keepers, storage = 'vod', now, timings, room = emptyRoom() }: NewRecordingOptions): Omit<RecordingState, 'recording'> & { recording: Omit<RecordingRow, 'seq'> } {
  const { mode, media, quality, format, name = null, layout, subscribe = {}, maxMinutes } = options
  const id = createRecordingId()
  // nothing to wait for: whoever shares already is followed from the first picture on
  const sharer = findSharer({ sharer: null, subscribeWanted: subscribe }, room)
  return {
    recording: {
      id,
      roomId,
      status: 'starting',
      mode,
      media,
      quality,
      format,
      storage,
      name,
      title: null,
      requestedAt: now,
      startedAt: null,
      confirmedAt: null,
      confirmBy: now + timings.startMs,
      endedAt: null,
      maxMinutes,
      limitAt: null,
      capturing: null,
      captured: false,
      startedById: by.userId,
      startedByName: by.name,
      stoppedById: null,
      stoppedByName: null,
      stopReason: null,
      stopIntent: null,
      layoutWanted: layout,
      layoutApplied: null,
      layoutState: 'applying',
      layoutError: null,
      subscribeWanted: subscribe,
      subscribeApplied: null,
      changeVersion: 1,
      modifyAt: null,
      follow: null,
      sharer,
      sharerNext: null,
      sharerSince: null,
      silentSince: null,
      unpublishedSince: null,
      policy: null,
      limitNoticeMs: null,
      partsAfter: null,
      error: null,
      warnings: [],
      filesExpected: null,
      resultsBy: null,
      keepers,
      dueAt: now,
      leaseToken: null,
      leaseUntil: null,
    },
    tasks: [newTask(id, 0, 1, now, timings)],
    runs: [],
    files: [],
    room,
    log: [{ type: 'start_asked', by, detail: { mode, media, quality, format, name, layout, subscribe, maxMinutes } }],
    news: [],
  }
}
