export type * from './LayoutDrawing.vue'
export { default as LayoutDrawing } from './LayoutDrawing.vue'
