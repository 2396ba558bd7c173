import type { BuiltInMessages } from './messages.js'

/** What the one who started a recording is asked on leaving. */
export interface LeaveMessages {
  title: string
  text: string
  stay: string
  keep: string
  stop: string
}

export const leaveMessages: BuiltInMessages<'leave'> = {
  en: {
    title: 'Leave while the meeting is recorded?',
    text: 'You started this recording. It can stop now, or go on until the meeting is empty; the host and admins can stop it then.',
    stay: 'Stay',
    keep: 'Leave, keep recording',
    stop: 'Stop recording and leave',
  },
  zh: {
    title: '会议正在录制，是否离开？',
    text: '本次录制由你发起。可以现在停止，也可以继续录制直到会议无人，期间主持人和管理员仍可停止。',
    stay: '留在会议',
    keep: '离开并继续录制',
    stop: '停止录制并离开',
  },
}
