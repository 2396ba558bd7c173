export type * from './LayoutDrawing.vue'
export { default as LayoutDrawing } from './LayoutDrawing.vue'
export { default as ScreenIcon } from './ScreenIcon.vue'
