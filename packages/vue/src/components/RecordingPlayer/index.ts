export type * from './RecordingPlayer.vue'
export { default as RecordingPlayer } from './RecordingPlayer.vue'
