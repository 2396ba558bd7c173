export type * from './RecordingFailure.vue'
export { default as RecordingFailure } from './RecordingFailure.vue'
