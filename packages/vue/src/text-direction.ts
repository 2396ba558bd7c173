import type { Ref, ShallowRef } from 'vue'
import { shallowReadonly, shallowRef, watch } from 'vue'

/** Which way the page is written where an element stands: the keys of tabs and lists go by it. `ltr` until it is there. */
export function useTextDirection(element: Readonly<Ref<HTMLElement | null>>): Readonly<ShallowRef<'ltr' | 'rtl'>> {
  const direction = shallowRef<'ltr' | 'rtl'>('ltr')
  watch(element, now => {
    if (now) direction.value = getComputedStyle(now).direction === 'rtl' ? 'rtl' : 'ltr'
  }, { flush: 'post', immediate: typeof document !== 'undefined' })
  return shallowReadonly(direction)
}
