/** Without the differences that nobody types when they search: case, accents, full and half width. */
export function fold(text: string, locale: string): string {
  return text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLocaleLowerCase(locale)
}
