export type * from './LayoutEditor.vue'
export { default as LayoutEditor } from './LayoutEditor.vue'
