/** After a message has gone with the button that was pressed in it, a keyboard goes on at the record button instead of nowhere. */
export function focusRecordButton({ detail }: MouseEvent): void {
  // A click made by a key counts no clicks.
  if (detail === 0) document.querySelector<HTMLElement>('[data-part="record-button"]')?.focus()
}
