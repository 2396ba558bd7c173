import type { BadgeMessages } from './badge.js'
import type { ConsentMessages } from './consent.js'
import type { DetailsMessages } from './details.js'
import type { EditorMessages } from './editor.js'
import type { LeaveMessages } from './leave.js'
import type { LimitMessages } from './limit.js'
import type { ListMessages } from './list.js'
import type { LogMessages } from './log.js'
import type { MarkersMessages } from './markers.js'
import type { PanelMessages } from './panel.js'
import type { PeopleMessages } from './people.js'
import type { PickerMessages } from './picker.js'
import type { PlanMessages } from './plan.js'
import type { PlayerMessages } from './player.js'
import type { RequestMessages } from './request.js'
import type { SilenceMessages } from './silence.js'
import type { StartMessages } from './start.js'
import type { WarningMessages } from './warning.js'

/**
 * Every text that people see or hear. `{name}`, `{time}`, `{age}` and `{code}` are filled in.
 * A language is complete when it satisfies this type.
 */
export interface RecordingMessages {
  /** The record button: accessible names and, where there is little room, what it shows. */
  button: {
    record: string
    cancel: string
    stop: string
    stopShort: string
    stopping: string
    check: string
    checkShort: string
  }
  /** What the indicator shows. */
  indicator: {
    starting: string
    recording: string
    notCapturing: string
    unconfirmed: string
    stopping: string
    automatic: string
  }
  /** The state in whole sentences: read by screen readers, shown as tooltips, announced once. */
  sentence: {
    starting: string
    recording: string
    startedBy: string
    notCapturing: string
    unconfirmed: string
    noProof: string
    stopping: string
    automatic: string
    alsoAutomatic: string
    automaticUnknown: string
    ended: string
    notStarted: string
  }
  /** What is asked before a start, before a stop, and when the proof is overdue. */
  dialog: {
    startTitle: string
    startText: string
    startTextAutomatic: string
    startTextBoth: string
    startConfirm: string
    startCancel: string
    stopTitle: string
    stopText: string
    stopConfirm: string
    stopCancel: string
    checkTitle: string
    checkText: string
    checkAgain: string
    checkStop: string
    checkRecord: string
    checkCancel: string
    lastProof: string
    noProof: string
  }
  /** How the last recording ended. */
  notice: {
    processing: string
    processingText: string
    ready: string
    readyText: string
    failed: string
    failedText: string
    nothingCaptured: string
    filesMissing: string
    stoppedBy: string
    stopped: string
    idle: string
    limit: string
    roomClosed: string
    policy: string
    replaced: string
    removed: string
    interrupted: string
    dismiss: string
  }
  /** Why one's own press did not work. */
  failure: {
    start: string
    stop: string
    update: string
    quota: string
    alreadyRecording: string
    notRecording: string
    forbidden: string
    unauthenticated: string
    notFound: string
    invalid: string
    rateLimited: string
    unavailable: string
    network: string
    timeout: string
    notLoaded: string
    refused: string
    noRecorder: string
    notReady: string
    notSupported: string
    other: string
    reference: string
    tryAgain: string
    dismiss: string
  }
  picker: PickerMessages
  editor: EditorMessages
  badge: BadgeMessages
  consent: ConsentMessages
  details: DetailsMessages
  leave: LeaveMessages
  limit: LimitMessages
  list: ListMessages
  log: LogMessages
  markers: MarkersMessages
  panel: PanelMessages
  people: PeopleMessages
  plan: PlanMessages
  player: PlayerMessages
  request: RequestMessages
  silence: SilenceMessages
  start: StartMessages
  warning: WarningMessages
}

/** `storage_refused` as a name in camel case, as texts have them. */
export type TextName<Code extends string> = Code extends `${infer First}_${infer Rest}` ? `${First}${Capitalize<TextName<Rest>>}` : Code

/** Some of the texts; the others stay as they are. */
export type RecordingMessageOverrides = { [Part in keyof RecordingMessages]?: Partial<RecordingMessages[Part]> }

/** The texts of one part in the languages that come with it. Kept apart, so that a page loads the parts it shows. */
export type BuiltInMessages<Part extends keyof RecordingMessages> = Record<'en' | 'zh', RecordingMessages[Part]>
