export type * from './RecordingIndicator.vue'
export { default as RecordingIndicator } from './RecordingIndicator.vue'
