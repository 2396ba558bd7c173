import type { Permissions, Recording, RecordingDetail, RoomSnapshot } from '@roomkit-recording/core'
import { aHost, aRecording, aSnapshot } from '@roomkit-recording/core/testing'

/** With a title outside ASCII, which must survive the wire. */
export function sampleRecording(changes: Partial<Recording> = {}): Recording {
  return aRecording({ title: '周会 🎬', warnings: [{ code: 'no_sound', at: 1_700_000_002_000 }], ...changes })
}

export function sampleSnapshot(changes: Partial<RoomSnapshot> = {}): RoomSnapshot {
  return aSnapshot({ epoch: 'e1', current: sampleRecording(), ...changes })
}

export const samplePermissions = (changes: Partial<Permissions> = {}): Permissions => aHost(changes)

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
