export type * from './LimitNotice.vue'
export { default as LimitNotice } from './LimitNotice.vue'
