export type * from './LayoutPicker.vue'
export { default as LayoutPicker } from './LayoutPicker.vue'
