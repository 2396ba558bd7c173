import type { RecordingAdapter, RecordingFeature } from '@roomkit-recording/core'
import type { RecordingContext } from './context.js'

const methods: Partial<Record<RecordingFeature, keyof RecordingAdapter>> = {
  rename: 'rename',
  fileUrl: 'fileUrl',
  fileDelete: 'deleteFile',
  consents: 'consent',
  markers: 'markers',
  requests: 'request',
  preflight: 'preflight',
}

/** Whether the backend serves an optional route and the adapter can call it. Reactive. */
export function hasFeature({ adapter, state }: RecordingContext, feature: RecordingFeature): boolean {
  const method = methods[feature]
  return state.value.permissions?.features.includes(feature) === true && (!method || adapter[method] !== undefined)
}
