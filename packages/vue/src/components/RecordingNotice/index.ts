export type * from './RecordingNotice.vue'
export { default as RecordingNotice } from './RecordingNotice.vue'
