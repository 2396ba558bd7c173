export type * from './AskToRecord.vue'
export { default as AskToRecord } from './AskToRecord.vue'
