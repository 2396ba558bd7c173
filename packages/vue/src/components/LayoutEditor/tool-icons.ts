/** Strokes on a grid of 24 × 24. */
export const toolIcons = {
  add: 'M12 5v14M5 12h14',
  remove: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 10.5v5.5M13.5 10.5v5.5',
  undo: 'M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4',
  redo: 'm16 5 4 4-4 4M20 9H10a5 5 0 0 0 0 10h4',
  front: 'M9 9h11v11H9zM15 5.5V4H4v11h1.5',
  back: 'M4 4h11v11H4zM9 18.5V20h11V9h-1.5',
  snap: 'M6 4v7a6 6 0 0 0 12 0V4M6 8h4V4H6M14 4v4h4V4h-4M10 8v3a2 2 0 0 0 4 0V8',
  left: 'M4 4v16M8 7h12v3H8zM8 14h7v3H8z',
  centre: 'M12 4v3M12 10v4M12 17v3M6 7h12v3H6zM8.5 14h7v3h-7z',
  right: 'M20 4v16M4 7h12v3H4zM9 14h7v3H9z',
  top: 'M4 4h16M7 8h3v12H7zM14 8h3v7h-3z',
  middle: 'M4 12h3M10 12h4M17 12h3M7 6h3v12H7zM14 8.5h3v7h-3z',
  bottom: 'M4 20h16M7 4h3v12H7zM14 9h3v7h-3z',
} as const

export type ToolIcon = keyof typeof toolIcons
