export type * from './PlanNote.vue'
export { default as PlanNote } from './PlanNote.vue'
