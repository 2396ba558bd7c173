export type * from './SilenceNotice.vue'
export { default as SilenceNotice } from './SilenceNotice.vue'
