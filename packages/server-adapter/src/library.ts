import type { RecordingAdapter, RecordingAdapterFeatures } from '@roomkit-recording/core'
import type { Http } from './http.js'
import { checkConsents, checkDetail, checkLink, checkMarker, checkMarkers, checkNothing, checkPage, checkPreflight } from './library-answer.js'
import { roomPath, segment } from './room-path.js'

/** What is asked only where it is shown: the history, and the contract's optional routes. */
export type Library = RecordingAdapterFeatures & Pick<RecordingAdapter, 'list' | 'get'>

export function createLibrary({ send }: Http): Library {
  const recordingPath = (recordingId: string) => `/v1/recordings/${segment(recordingId)}`
  const file = (recordingId: string, fileId: string) => `${recordingPath(recordingId)}/files/${segment(fileId)}`
  return {
    list: async (roomId, page, call) =>
      send({ ...call, method: 'GET', url: `${roomPath(roomId)}/recordings`, params: page, check: checkPage }),
    get: async (recordingId, call) =>
      send({ ...call, method: 'GET', url: recordingPath(recordingId), check: checkDetail }),
    rename: async (recordingId, title, call) =>
      send({ ...call, method: 'PATCH', url: recordingPath(recordingId), data: { title }, check: checkDetail }),
    fileUrl: async (recordingId, fileId, use = 'play', call) =>
      send({ ...call, method: 'POST', url: `${file(recordingId, fileId)}/url`, data: { use }, check: checkLink }),
    deleteFile: async (recordingId, fileId, call) =>
      send({ ...call, method: 'DELETE', url: file(recordingId, fileId), check: checkNothing }),
    consent: async (recordingId, data, call) =>
      send({ ...call, method: 'POST', url: `${recordingPath(recordingId)}/consents`, data, check: checkNothing }),
    consents: async (recordingId, call) =>
      send({ ...call, method: 'GET', url: `${recordingPath(recordingId)}/consents`, check: checkConsents }),
    addMarker: async (recordingId, label, call) =>
      send({ ...call, method: 'POST', url: `${recordingPath(recordingId)}/markers`, data: { label }, check: checkMarker }),
    markers: async (recordingId, call) =>
      send({ ...call, method: 'GET', url: `${recordingPath(recordingId)}/markers`, check: checkMarkers }),
    request: async (roomId, kind, call) =>
      send({ ...call, method: 'POST', url: `${roomPath(roomId)}/requests`, data: { kind }, check: checkNothing }),
    preflight: async (roomId, call) =>
      send({ ...call, method: 'GET', url: `${roomPath(roomId)}/preflight`, check: checkPreflight }),
  }
}
