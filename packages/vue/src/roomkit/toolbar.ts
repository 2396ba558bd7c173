import type { RoomKitConference } from './widgets.js'
import { nextTick } from 'vue'

/**
 * TUIRoomKit's toolbar takes no notice of the mouse any more when it was made to stay within a second of a move:
 * it clears the timer that would have ended its pause. Leaving the room's page and coming back ends the pause too.
 */
function listenToMouse() {
  const page = document.querySelector('#roomPage')
  page?.dispatchEvent(new MouseEvent('mouseleave'))
  page?.dispatchEvent(new MouseEvent('mouseenter'))
}

/**
 * TUIRoomKit's toolbar hides when the pointer rests for five seconds or leaves, as it does when a dialog opens above it.
 * A hidden button can neither be reached by keyboard nor get the focus back. So the toolbar shows itself to the Tab key,
 * and stays while the keyboard is on our button or something is being asked.
 */
export function keepToolbar(conference: RoomKitConference): { update: () => void, stop: () => void } {
  let isActive = true
  let isKept = false
  /** Used last. After a dialog the focus comes back as `:focus-visible`, whatever it was answered with. */
  let isPointer = false

  function keep(wanted: boolean) {
    if (wanted === isKept || !conference.setFeatureConfig || !conference.getFeatureConfig) return
    if (wanted && conference.getFeatureConfig('toolbar')?.alwaysShow) return
    isKept = wanted
    conference.setFeatureConfig({ toolbar: { alwaysShow: wanted } })
    if (!wanted) listenToMouse()
  }

  function isNeeded(): boolean {
    const focused = document.activeElement
    return focused?.closest('.rr-dialog') != null || (!isPointer && focused?.matches('[data-part="record-button"]:focus-visible, [data-part="recording-panel-button"]:focus-visible') === true)
  }

  // While the focus moves, nothing has it.
  const update = () => { void nextTick(() => keep(isNeeded() && isActive)) }

  function onKeydown({ key }: KeyboardEvent) {
    isPointer = false
    if (key === 'Tab') keep(true)
    update()
  }

  function onPointerdown() {
    isPointer = true
    update()
  }

  document.addEventListener('focusin', update)
  document.addEventListener('focusout', update)
  // While they are captured, for the page may stop them on their way.
  document.addEventListener('keydown', onKeydown, true)
  document.addEventListener('pointerdown', onPointerdown, true)

  return {
    update,
    stop() {
      document.removeEventListener('focusin', update)
      document.removeEventListener('focusout', update)
      document.removeEventListener('keydown', onKeydown, true)
      document.removeEventListener('pointerdown', onPointerdown, true)
      isActive = false
      keep(false)
    },
  }
}
