import type { BuiltInMessages } from './messages.js'

/** Asking those in control, and what they read of it. `{name}` and `{count}` are filled in. */
export interface RequestMessages {
  ask: string
  asked: string
  askedText: string
  askOut: string
  askedOutText: string
  asking: string
  failed: string
  rateLimited: string
  nobody: string
  wantsStart: string
  wantsStartText: string
  wantsOut: string
  wantsOutText: string
  more: string
  start: string
  leaveOut: string
  dismiss: string
  full: string
}

export const requestMessages: BuiltInMessages<'request'> = {
  en: {
    ask: 'Ask to record',
    asked: 'Asked',
    askedText: 'Those in control have been asked to record the meeting.',
    askOut: 'Ask to be left out',
    askedOutText: 'Those in control have been asked to leave you out. Until they do, you are still recorded.',
    asking: 'Asking …',
    failed: 'They could not be asked. Try again.',
    rateLimited: 'You asked a moment ago. Wait a minute before you ask again.',
    nobody: 'You may not ask in this meeting.',
    wantsStart: '{name} asks to record the meeting',
    wantsStartText: 'Nothing is recorded until you start.',
    wantsOut: '{name} asks to be left out of the recording',
    wantsOutText: 'Left out, neither voice nor picture is recorded from then on.',
    more: 'And {count} more',
    start: 'Start recording',
    leaveOut: 'Leave out',
    dismiss: 'Dismiss',
    full: 'No more than 32 people can be left out.',
  },
  zh: {
    ask: '申请录制',
    asked: '已申请',
    askedText: '已向主持人申请录制本次会议。',
    askOut: '申请不录制我',
    askedOutText: '已向主持人申请不录制你。在主持人处理之前，仍会录制你。',
    asking: '正在申请',
    failed: '申请未能发送，请重试。',
    rateLimited: '你刚刚已申请，请一分钟后再试。',
    nobody: '你无法在本次会议中申请录制。',
    wantsStart: '{name} 申请录制本次会议',
    wantsStartText: '在你开始之前，不会录制任何内容。',
    wantsOut: '{name} 申请不被录制',
    wantsOutText: '同意后，将不再录制其声音和画面。',
    more: '还有 {count} 条申请',
    start: '开始录制',
    leaveOut: '不再录制',
    dismiss: '忽略',
    full: '最多可排除 32 人。',
  },
}
