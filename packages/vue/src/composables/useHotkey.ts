import type { MaybeRefOrGetter } from 'vue'
import { onScopeDispose, toValue } from 'vue'

/** A key by its place on the keyboard (`KeyboardEvent.code`), and what is held with it. */
export interface Hotkey {
  code: string
  alt?: boolean
  shift?: boolean
  ctrl?: boolean
}

/** Alt + Shift + M: M alone is a meeting's microphone, and a key without others would hinder those who speak to their computer. */
export const markerHotkey: Hotkey = { code: 'KeyM', alt: true, shift: true }

/** Calls `act` when the key is pressed anywhere but in a text that is being written. */
export function useHotkey(key: MaybeRefOrGetter<Hotkey | null>, act: () => void): void {
  if (typeof document === 'undefined') return
  function onKeydown(event: KeyboardEvent) {
    const wanted = toValue(key)
    if (!wanted || event.repeat || event.code !== wanted.code || event.metaKey) return
    if (event.altKey !== (wanted.alt ?? false) || event.shiftKey !== (wanted.shift ?? false) || event.ctrlKey !== (wanted.ctrl ?? false)) return
    const { target } = event
    if (target instanceof HTMLElement && (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return
    event.preventDefault()
    act()
  }
  document.addEventListener('keydown', onKeydown)
  onScopeDispose(() => document.removeEventListener('keydown', onKeydown))
}

/** “Alt + Shift + M”. */
export function hotkeyText({ code, alt, shift, ctrl }: Hotkey): string {
  return [ctrl && 'Ctrl', alt && 'Alt', shift && 'Shift', code.replace(/^Key|^Digit/, '')].filter(Boolean).join(' + ')
}
