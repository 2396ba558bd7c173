import type { BuiltInMessages } from './messages.js'

/** What is said when a recording comes near its time limit. */
export interface LimitMessages {
  title: string
  text: string
  textControl: string
  dismiss: string
}

export const limitMessages: BuiltInMessages<'limit'> = {
  en: {
    title: 'The recording ends in {time}',
    text: 'It reaches its time limit at {clock}.',
    textControl: 'It reaches its time limit at {clock}. To go on, start another recording then.',
    dismiss: 'Dismiss',
  },
  zh: {
    title: '录制将在 {time}后结束',
    text: '录制将于 {clock} 达到时长上限。',
    textControl: '录制将于 {clock} 达到时长上限。如需继续，请在结束后重新开始录制。',
    dismiss: '关闭',
  },
}
