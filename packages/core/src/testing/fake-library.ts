import type { Recording, RecordingActor, RecordingConsent, RecordingDetail, RecordingFile, RecordingLogEntry, RecordingMarker, RecordingPreflight } from '../types.js'
import { RecordingRefusedError } from '../errors.js'
import { aPreflight } from './builders.js'

/** What is kept of recordings beyond the room's snapshot; to be looked at and changed by hand. */
export interface FakeLibrary {
  /** Older recordings than those in the room's snapshot, newest first. */
  history: Recording[]
  /** By recording. */
  files: Map<string, RecordingFile[]>
  log: Map<string, RecordingLogEntry[]>
  consents: Map<string, RecordingConsent[]>
  markers: Map<string, RecordingMarker[]>
  titles: Map<string, string | null>
  preflight: RecordingPreflight
  /** The link that a file gets. */
  linkFor: (file: RecordingFile) => string
}

export function createFakeLibrary(): FakeLibrary {
  return {
    history: [],
    files: new Map(),
    log: new Map(),
    consents: new Map(),
    markers: new Map(),
    titles: new Map(),
    preflight: aPreflight(),
    linkFor: file => `https://files.example/${file.id}`,
  }
}

/** @throws RecordingRefusedError `not_found` */
export function findDetail({ files, history, log, titles }: FakeLibrary, recordings: Recording[], roomId: string, recordingId: string): RecordingDetail {
  const recording = [...recordings, ...history].find(({ id }) => id === recordingId)
  if (!recording)
    throw new RecordingRefusedError('There is no such recording', { code: 'not_found', status: 404 })
  const title = titles.has(recordingId) ? titles.get(recordingId)! : recording.title
  return { ...recording, title, roomId, files: files.get(recordingId) ?? [], taskIds: [`task-${recordingId}`], log: log.get(recordingId) ?? [] }
}

/** @throws RecordingRefusedError `not_found`, `file_not_ready` */
export function findReadyFile({ files }: FakeLibrary, recordingId: string, fileId: string): RecordingFile {
  const file = files.get(recordingId)?.find(({ id }) => id === fileId)
  if (!file)
    throw new RecordingRefusedError('There is no such file', { code: 'not_found', status: 404 })
  if (file.status !== 'ready')
    throw new RecordingRefusedError('The file is not ready', { code: 'file_not_ready', status: 409 })
  return file
}

export function addMarker({ markers }: FakeLibrary, recording: Recording, label: string, by: RecordingActor, at: number): RecordingMarker {
  const known = markers.get(recording.id) ?? []
  const marker: RecordingMarker = {
    id: `marker-${known.length + 1}`,
    label,
    at,
    mediaTimeMs: recording.startedAt === null ? null : Math.max(0, at - recording.startedAt),
    by,
  }
  markers.set(recording.id, [...known, marker])
  return marker
}

/** The latest answer of each person counts. */
export function addConsent({ consents }: FakeLibrary, recordingId: string, consent: RecordingConsent): void {
  const others = (consents.get(recordingId) ?? []).filter(({ userId }) => userId !== consent.userId)
  consents.set(recordingId, [...others, consent])
}
