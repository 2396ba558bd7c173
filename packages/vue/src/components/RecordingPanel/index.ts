export type * from './RecordingPanel.vue'
export { default as RecordingPanel } from './RecordingPanel.vue'
