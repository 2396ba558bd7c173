import type { RecordingAdapter, RecordingController, RecordingRoom, RecordingState, StartOptions } from '@roomkit-recording/core'
import type { ComputedRef, InjectionKey, ShallowRef } from 'vue'
import type { RecordingClock } from './clock.js'
import type { LayoutPreset } from './layout/layout-preset.js'
import type { RecordingMessageOverrides } from './locale/messages.js'
import { hasInjectionContext, inject } from 'vue'

/** What a press on “Record” opens; `false`: nothing. */
export type ConfirmStart = 'dialog' | 'question' | false

/** What can be chosen in the start dialog. */
export type StartField = 'layout' | 'mode' | 'media' | 'quality' | 'people' | 'name' | 'maxMinutes'

/** Who starts recordings: people, the TRTC console's template, or both. */
export type RecordingPlan = 'manual' | 'automatic' | 'both'

export type ConsentMode = 'inform' | 'acknowledge'

export interface ConsentOptions {
  mode: ConsentMode | false
  /** Names the text that people read, 1–64 characters; kept with each answer, and a new one is asked about anew. @default '1' */
  textVersion?: string
  /** A short tone when a recording begins, once the page has been used. @default false */
  chime?: boolean
}

/** One room's recording, as every component and composable here takes it. `createRecording()` makes one. */
export interface RecordingContext {
  readonly controller: RecordingController
  /** For what is asked only where it is shown, such as the history. */
  readonly adapter: RecordingAdapter
  readonly room: RecordingRoom
  readonly state: Readonly<ShallowRef<RecordingState>>
  readonly clock: RecordingClock
  /** The language in use, as a BCP 47 tag. */
  readonly locale: ComputedRef<string>
  /** Texts and languages that stand in the place of the built-in ones, by language or tag. */
  readonly messages: ComputedRef<Record<string, RecordingMessageOverrides>>
  /** What a press on “Record” asks for. */
  readonly startOptions: ComputedRef<StartOptions>
  readonly confirmStart: ComputedRef<ConfirmStart>
  readonly confirmStop: ComputedRef<boolean>
  /** What can be chosen in the start dialog; `undefined`: everything. */
  readonly startFields: ComputedRef<readonly StartField[] | undefined>
  readonly plan: ComputedRef<RecordingPlan>
  readonly consent: ComputedRef<ConsentOptions>
  readonly askToRecord: ComputedRef<boolean>
  /** Milliseconds without anybody heard until those in control are warned; 0: never. */
  readonly silenceAlarmMs: ComputedRef<number>
  /** Another recorder runs that only the page knows of. */
  readonly isRecordedElsewhere: ComputedRef<boolean>
  readonly leaveRoom: (() => void | Promise<void>) | undefined
  /** Custom layouts to choose from. */
  readonly layoutPresets: ComputedRef<readonly LayoutPreset[]>
  /** Keeps a custom layout for the next time; `null`: nobody does. */
  readonly saveLayoutPreset: ((preset: LayoutPreset) => void | Promise<void>) | null
}

export const recordingKey: InjectionKey<RecordingContext> = Symbol('roomkit-recording')

/**
 * The recording that was given, or else the one that the app provides.
 * @throws when there is neither.
 */
export function injectRecording(explicit?: RecordingContext): RecordingContext {
  const recording = explicit ?? (hasInjectionContext() ? inject(recordingKey, undefined) : undefined)
  if (!recording)
    throw new Error('There is no recording: call app.use(createRecording({ adapter, room })), or hand one over: as prop `recording`, as first argument of a composable.')
  return recording
}
