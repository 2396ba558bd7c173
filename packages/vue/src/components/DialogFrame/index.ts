export type * from './DialogFrame.vue'
export { default as DialogFrame } from './DialogFrame.vue'
