import type { Permissions, Recording, RecordingDetail, RoomSnapshot } from '@roomkit-recording/core'

export function sampleRecording(changes: Partial<Recording> = {}): Recording {
  return {
    id: 'rec-1',
    status: 'recording',
    mode: 'mixed',
    media: 'audioVideo',
    quality: 'hd',
    format: 'mp4',
    name: null,
    title: '周会 🎬',
    requestedAt: 1_700_000_000_000,
    startedAt: 1_700_000_001_000,
    confirmedAt: 1_700_000_001_000,
    confirmBy: 1_700_000_091_000,
    endedAt: null,
    limitAt: null,
    capturing: true,
    startedBy: { userId: 'alice', name: 'Alice' },
    stoppedBy: null,
    stopReason: null,
    layout: { wanted: { mode: 'grid' }, applied: { mode: 'grid' }, state: 'applied', error: null },
    subscribe: {},
    error: null,
    warnings: [{ code: 'no_sound', at: 1_700_000_002_000 }],
    fileCounts: { expected: null, ready: 0, failed: 0 },
    ...changes,
  }
}

export function sampleSnapshot(changes: Partial<RoomSnapshot> = {}): RoomSnapshot {
  return {
    roomId: 'demo',
    epoch: 'e1',
    revision: 1,
    serverTime: 1_700_000_003_000,
    current: sampleRecording(),
    recent: [],
    auto: { active: false, startedAt: null, taskCount: 0 },
    ...changes,
  }
}

export function samplePermissions(changes: Partial<Permissions> = {}): Permissions {
  return { view: true, control: true, list: true, play: true, delete: true, features: [], ...changes }
}

export function sampleDetail(): RecordingDetail {
  return {
    ...sampleRecording({ status: 'ready' }),
    roomId: 'demo',
    files: [{
      id: 'file-1',
      name: 'demo.mp4',
      userId: null,
      track: 'audioVideo',
      stream: 'mix',
      status: 'ready',
      format: 'mp4',
      startedAt: 1_700_000_001_000,
      endedAt: 1_700_000_061_000,
      durationMs: 60_000,
      sizeBytes: 1_000_000,
    }],
    taskIds: ['task-1'],
    log: [{ at: 1_700_000_001_000, type: 'started', by: { userId: 'alice', name: null }, detail: {} }],
  }
}

/** One event as it goes over the wire. */
export function sse(event: string, data: unknown, end = '\n'): string {
  return [`event: ${event}`, `data: ${typeof data === 'string' ? data : JSON.stringify(data)}`, '', ''].join(end)
}
