/** Presses the first button there is, or the one that `selector` finds. */
export function press(page: HTMLElement, _fakes?: unknown, selector = 'button'): void {
  page.querySelector<HTMLElement>(selector)?.click()
}
