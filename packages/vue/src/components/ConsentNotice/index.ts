export type * from './ConsentNotice.vue'
export { default as ConsentNotice } from './ConsentNotice.vue'
