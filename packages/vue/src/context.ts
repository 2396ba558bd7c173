import type { RecordingAdapter, RecordingController, RecordingRoom, RecordingState, StartOptions } from '@roomkit-recording/core'
import type { ComputedRef, InjectionKey, ShallowRef } from 'vue'
import type { RecordingClock } from './clock.js'
import type { LayoutPreset } from './layout/layout-preset.js'
import type { RecordingMessageOverrides } from './locale/messages.js'
import { hasInjectionContext, inject } from 'vue'

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
  readonly confirmStart: ComputedRef<boolean>
  readonly confirmStop: ComputedRef<boolean>
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
