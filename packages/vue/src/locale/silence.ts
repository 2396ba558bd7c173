import type { BuiltInMessages } from './messages.js'

/** The warning of a recording without sound. */
export interface SilenceMessages {
  title: string
  text: string
  excluded: string
  dismiss: string
}

export const silenceMessages: BuiltInMessages<'silence'> = {
  en: {
    title: 'The recording has no sound',
    text: 'Nobody’s microphone is on. Ask somebody to turn it on, or stop the recording.',
    excluded: 'Nobody whose voice is recorded has the microphone on. Check who is included, or stop the recording.',
    dismiss: 'Dismiss',
  },
  zh: {
    title: '当前录制没有声音',
    text: '没有人开启麦克风。请让发言人开启，或停止录制。',
    excluded: '录制范围内没有人开启麦克风。请检查录制成员，或停止录制。',
    dismiss: '关闭',
  },
}
