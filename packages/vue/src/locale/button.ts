import type { BuiltInMessages } from './messages.js'

export const buttonMessages: BuiltInMessages<'button'> = {
  en: {
    record: 'Record',
    cancel: 'Cancel',
    stop: 'Stop recording',
    stopShort: 'Stop',
    stopping: 'Stopping',
    check: 'Check recording',
    checkShort: 'Check',
  },
  zh: {
    record: '录制',
    cancel: '取消',
    stop: '停止录制',
    stopShort: '停止',
    stopping: '正在停止',
    check: '检查录制状态',
    checkShort: '检查',
  },
}
