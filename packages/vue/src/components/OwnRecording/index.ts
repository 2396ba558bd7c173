export type * from './OwnRecording.vue'
export { default as OwnRecording } from './OwnRecording.vue'
