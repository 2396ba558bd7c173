export const languages = { 'en-US': 'English', 'zh-CN': '中文' } as const
export const themes = { light: 'Light', dark: 'Dark' } as const
export const looks = { own: 'Own look', roomkit: 'In TUIRoomKit' } as const
export const sizes = { desktop: 'Desktop', phone: 'Phone 390', small: 'Small 320' } as const
export const directions = { ltr: 'Left to right', rtl: 'Right to left' } as const
export const faults = { none: 'None', slow: 'Slow answers', refused: 'Refused', lost: 'Answers lost', offline: 'Offline' } as const

/** The gallery's controls: each is a parameter of its address, and of its frames'. */
export const controls = { language: languages, theme: themes, look: looks, size: sizes, direction: directions, fault: faults }

export type Control = keyof typeof controls
export type Choices = { [Name in Control]: keyof (typeof controls)[Name] & string }

export function readChoices(search: string): Choices {
  const query = new URLSearchParams(search)
  const entries = Object.entries(controls).map(([name, values]) => {
    const value = query.get(name)
    return [name, value !== null && value in values ? value : Object.keys(values)[0]]
  })
  return Object.fromEntries(entries) as Choices
}

/** The frame of one scene. `frozen`: its clock stands still and nothing moves by itself. */
export function sceneAddress(id: string, choices: Choices, { frozen = false } = {}): string {
  return `?${new URLSearchParams({ scene: id, ...choices, ...(frozen && { frozen: '1' }) })}`
}
