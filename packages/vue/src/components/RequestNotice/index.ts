export type * from './RequestNotice.vue'
export { default as RequestNotice } from './RequestNotice.vue'
