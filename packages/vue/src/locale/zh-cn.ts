import type { RecordingMessages } from './messages.js'
import { buttonMessages } from './button.js'
import { dialogMessages } from './dialog.js'
import { failureMessages } from './failure.js'
import { indicatorMessages, sentenceMessages } from './indicator.js'
import { noticeMessages } from './notice.js'
import { pickerMessages } from './picker.js'

/** Everything in Chinese, for whoever wants to translate or check it. */
export const zhCN: RecordingMessages = {
  button: buttonMessages.zh,
  indicator: indicatorMessages.zh,
  sentence: sentenceMessages.zh,
  dialog: dialogMessages.zh,
  notice: noticeMessages.zh,
  failure: failureMessages.zh,
  picker: pickerMessages.zh,
}
