export type * from './InRecordingBadge.vue'
export { default as InRecordingBadge } from './InRecordingBadge.vue'
