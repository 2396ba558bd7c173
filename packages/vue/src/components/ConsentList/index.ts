export type * from './ConsentList.vue'
export { default as ConsentList } from './ConsentList.vue'
