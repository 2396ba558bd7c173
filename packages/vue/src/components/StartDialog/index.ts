export type * from './StartDialog.vue'
export { default as StartDialog } from './StartDialog.vue'
