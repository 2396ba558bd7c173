/** Kept for screen readers only. Inline, because it has to hold without our style sheet too. */
export const visuallyHidden = 'position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap'
