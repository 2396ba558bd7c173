/** Presses the first button there is. */
export function press(page: HTMLElement): void {
  page.querySelector('button')?.click()
}
