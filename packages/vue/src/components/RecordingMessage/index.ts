export type * from './RecordingMessage.vue'
export { default as RecordingMessage } from './RecordingMessage.vue'
