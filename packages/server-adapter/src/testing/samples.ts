import type { Permissions, Recording, RecordingDetail, RecordingMarker, RoomSnapshot } from '@roomkit-recording/core'
import { aFile, aHost, aPreflight, aRecording, aSnapshot } from '@roomkit-recording/core/testing'

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
    files: [aFile()],
    taskIds: ['task-1'],
    log: [{ at: 1_700_000_001_000, type: 'started', by: { userId: 'alice', name: null }, detail: {} }],
  }
}

export const sampleMarker: RecordingMarker = { id: 'm1', label: '决定 ✅', at: 1_700_000_002_000, mediaTimeMs: null, by: { userId: 'alice', name: 'Alice' } }

export const samplePreflight = aPreflight({ prices: { currency: 'USD', per: 'process', hour: { audio: 0.1, sd: 0.4, hd: 0.4, fhd: 0.9 } } })

/** One event as it goes over the wire. */
export function sse(event: string, data: unknown, end = '\n'): string {
  return [`event: ${event}`, `data: ${typeof data === 'string' ? data : JSON.stringify(data)}`, '', ''].join(end)
}
