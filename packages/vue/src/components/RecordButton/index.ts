export type * from './RecordButton.vue'
export { default as RecordButton } from './RecordButton.vue'
