import type { RecordingMessages } from './messages.js'
import { badgeMessages } from './badge.js'
import { buttonMessages } from './button.js'
import { consentMessages } from './consent.js'
import { detailsMessages } from './details.js'
import { dialogMessages } from './dialog.js'
import { editorMessages } from './editor.js'
import { failureMessages } from './failure.js'
import { indicatorMessages, sentenceMessages } from './indicator.js'
import { leaveMessages } from './leave.js'
import { limitMessages } from './limit.js'
import { listMessages } from './list.js'
import { logMessages } from './log.js'
import { markersMessages } from './markers.js'
import { noticeMessages } from './notice.js'
import { panelMessages } from './panel.js'
import { peopleMessages } from './people.js'
import { pickerMessages } from './picker.js'
import { planMessages } from './plan.js'
import { playerMessages } from './player.js'
import { requestMessages } from './request.js'
import { silenceMessages } from './silence.js'
import { startMessages } from './start.js'
import { warningMessages } from './warning.js'

/** Everything in English, for whoever wants to translate or check it. */
export const enUS: RecordingMessages = {
  button: buttonMessages.en,
  indicator: indicatorMessages.en,
  sentence: sentenceMessages.en,
  dialog: dialogMessages.en,
  notice: noticeMessages.en,
  failure: failureMessages.en,
  picker: pickerMessages.en,
  editor: editorMessages.en,
  badge: badgeMessages.en,
  consent: consentMessages.en,
  details: detailsMessages.en,
  leave: leaveMessages.en,
  limit: limitMessages.en,
  list: listMessages.en,
  log: logMessages.en,
  markers: markersMessages.en,
  panel: panelMessages.en,
  people: peopleMessages.en,
  plan: planMessages.en,
  player: playerMessages.en,
  request: requestMessages.en,
  silence: silenceMessages.en,
  start: startMessages.en,
  warning: warningMessages.en,
}
