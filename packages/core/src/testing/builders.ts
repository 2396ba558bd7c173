import type { RoomPerson } from '../recording-room.js'
import type { Permissions, Recording, RecordingFeature, RecordingFile, RecordingPreflight, RoomSnapshot } from '../types.js'

/** 2026-01-01 00:00 UTC: the time at which things happen in built samples. */
export const SAMPLE_TIME = 1_767_225_600_000

/** A recording that Alice started and TRTC confirmed, unless said otherwise. */
export function aRecording(changes: Partial<Recording> = {}): Recording {
  return {
    id: 'rec-1',
    status: 'recording',
    mode: 'mixed',
    media: 'audioVideo',
    quality: 'hd',
    format: 'mp4',
    name: null,
    title: null,
    requestedAt: SAMPLE_TIME,
    startedAt: SAMPLE_TIME + 1000,
    confirmedAt: SAMPLE_TIME + 1000,
    confirmBy: SAMPLE_TIME + 61_000,
    endedAt: null,
    limitAt: null,
    capturing: true,
    startedBy: { userId: 'alice', name: 'Alice' },
    stoppedBy: null,
    stopReason: null,
    layout: { wanted: { mode: 'grid' }, applied: { mode: 'grid' }, state: 'applied', error: null },
    subscribe: {},
    error: null,
    warnings: [],
    fileCounts: { expected: null, ready: 0, failed: 0 },
    ...changes,
  }
}

/** The snapshot of the room `demo`, in which nothing is recorded unless said otherwise. */
export function aSnapshot(changes: Partial<RoomSnapshot> = {}): RoomSnapshot {
  return {
    roomId: 'demo',
    epoch: 'epoch-1',
    revision: 1,
    serverTime: SAMPLE_TIME,
    current: null,
    recent: [],
    auto: { active: false, startedAt: null, taskCount: 0 },
    ...changes,
  }
}

/** A mixed MP4 of ten minutes that is ready, unless said otherwise. */
export function aFile(changes: Partial<RecordingFile> = {}): RecordingFile {
  return {
    id: 'file-1',
    name: 'demo.mp4',
    userId: null,
    track: 'audioVideo',
    stream: 'mix',
    status: 'ready',
    format: 'mp4',
    startedAt: SAMPLE_TIME + 1000,
    endedAt: SAMPLE_TIME + 601_000,
    durationMs: 600_000,
    sizeBytes: 75_000_000,
    ...changes,
  }
}

/** Nothing stands in the way of a start, and nothing is known of prices, unless said otherwise. */
export function aPreflight(changes: Partial<RecordingPreflight> = {}): RecordingPreflight {
  return {
    checks: [{ code: 'quota', state: 'ok', used: 0, limit: 100 }, { code: 'storage', state: 'ok' }, { code: 'service', state: 'ok' }],
    defaults: { mode: 'mixed', media: 'audioVideo', quality: 'hd', format: 'mp4', layout: { mode: 'grid' }, maxMinutes: 1440 },
    choices: {
      modes: ['mixed', 'single'],
      media: ['audioVideo', 'audio', 'video'],
      qualities: ['sd', 'hd', 'fhd'],
      formats: ['mp4', 'hls', 'hls+mp4', 'aac', 'hls+aac'],
      maxMinutes: 1440,
    },
    prices: null,
    ...changes,
  }
}

/** Every optional route. */
export const allFeatures: RecordingFeature[] = ['rename', 'fileUrl', 'fileDelete', 'consents', 'markers', 'timeline', 'requests', 'usage', 'preflight']

/** What the owner of a room may do. */
export function aHost(changes: Partial<Permissions> = {}): Permissions {
  return { view: true, control: true, list: true, play: true, delete: true, features: [], ...changes }
}

/** What somebody without a role may do. */
export function aGuest(changes: Partial<Permissions> = {}): Permissions {
  return { view: true, control: false, list: false, play: false, delete: false, features: [], ...changes }
}

/** Somebody with camera and microphone on. */
export function aPerson(changes: Partial<RoomPerson> = {}): RoomPerson {
  return { userId: 'alice', name: 'Alice', avatarUrl: null, role: 'member', camera: true, microphone: true, screen: false, ...changes }
}
