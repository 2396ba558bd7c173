import type { RecordingMessages } from './messages.js'
import { buttonMessages } from './button.js'
import { dialogMessages } from './dialog.js'
import { failureMessages } from './failure.js'
import { indicatorMessages, sentenceMessages } from './indicator.js'
import { noticeMessages } from './notice.js'
import { pickerMessages } from './picker.js'

/** Everything in English, for whoever wants to translate or check it. */
export const enUS: RecordingMessages = {
  button: buttonMessages.en,
  indicator: indicatorMessages.en,
  sentence: sentenceMessages.en,
  dialog: dialogMessages.en,
  notice: noticeMessages.en,
  failure: failureMessages.en,
  picker: pickerMessages.en,
}
