export type * from './RecordingList.vue'
export { default as RecordingList } from './RecordingList.vue'
