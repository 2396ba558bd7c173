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

/** Everything in Chinese, for whoever wants to translate or check it. */
export const zhCN: RecordingMessages = {
  button: buttonMessages.zh,
  indicator: indicatorMessages.zh,
  sentence: sentenceMessages.zh,
  dialog: dialogMessages.zh,
  notice: noticeMessages.zh,
  failure: failureMessages.zh,
  picker: pickerMessages.zh,
  editor: editorMessages.zh,
  badge: badgeMessages.zh,
  consent: consentMessages.zh,
  details: detailsMessages.zh,
  leave: leaveMessages.zh,
  limit: limitMessages.zh,
  list: listMessages.zh,
  log: logMessages.zh,
  markers: markersMessages.zh,
  panel: panelMessages.zh,
  people: peopleMessages.zh,
  plan: planMessages.zh,
  player: playerMessages.zh,
  request: requestMessages.zh,
  silence: silenceMessages.zh,
  start: startMessages.zh,
  warning: warningMessages.zh,
}
