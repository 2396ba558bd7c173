import type { MaybeRefOrGetter } from 'vue'
import { onMounted, onScopeDispose, toValue, watch } from 'vue'

/** Puts a word in front of the tab's title while the tab is hidden and there is something to tell. */
export function useTabTitle(word: MaybeRefOrGetter<string>): void {
  let prefix = ''

  function update() {
    // Somebody else may have set another title meanwhile: it is theirs.
    if (prefix && document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length)
    const said = document.hidden ? toValue(word) : ''
    prefix = said && `● ${said} – `
    if (prefix) document.title = prefix + document.title
  }

  function stop() {
    document.removeEventListener('visibilitychange', update)
    if (prefix && document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length)
    prefix = ''
  }

  onMounted(() => {
    document.addEventListener('visibilitychange', update)
    watch(() => toValue(word), update, { immediate: true })
  })
  if (typeof document !== 'undefined') onScopeDispose(stop)
}
