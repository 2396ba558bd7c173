import type { RecordingAdapter, RecordingControllerOptions, StartOptions } from '@roomkit-recording/core'
import type { App, MaybeRefOrGetter } from 'vue'
import type { ConfirmStart, ConsentMode, ConsentOptions, RecordingContext, RecordingPlan, StartField } from './context.js'
import type { LayoutPreset } from './layout/layout-preset.js'
import type { RecordingMessageOverrides } from './locale/messages.js'
import { createRecordingController } from '@roomkit-recording/core'
import { computed, effectScope, markRaw, shallowReadonly, shallowRef, toValue } from 'vue'
import { createRecordingClock } from './clock.js'
import { recordingKey } from './context.js'
import { systemLocale, usableLocale } from './locale/resolve.js'

export interface RecordingViewOptions {
  /** Language of all texts: a BCP 47 tag, a ref or a getter of one. Built in: English and Chinese. @default the browser's language */
  locale?: MaybeRefOrGetter<string | undefined>
  /** Other texts and other languages, by language (`fr`) or tag (`fr-CA`). */
  messages?: MaybeRefOrGetter<Record<string, RecordingMessageOverrides> | undefined>
  /** What a press on “Record” asks for. @default what the backend has configured */
  startOptions?: MaybeRefOrGetter<StartOptions | undefined>
  /**
   * What a press on “Record” opens. `'dialog'` (or `true`): the start dialog with its checks and choices; `'question'`: a short
   * question; `false`: nothing, it starts with `startOptions`. Where an automatic recording runs, or may, it is asked in any case.
   * @default 'dialog'
   */
  confirmStart?: MaybeRefOrGetter<ConfirmStart | boolean | undefined>
  /** What can be chosen in the start dialog; of these the backend's own limits take away more. @default all */
  startFields?: MaybeRefOrGetter<readonly StartField[] | undefined>
  /** Ask before stopping. @default true */
  confirmStop?: MaybeRefOrGetter<boolean | undefined>
  /** Custom layouts that a host can choose from. @default none */
  layoutPresets?: MaybeRefOrGetter<readonly LayoutPreset[] | undefined>
  /** Keeps a custom layout under a name; without it none can be saved. It is to be among `layoutPresets` from then on. */
  saveLayoutPreset?: (preset: LayoutPreset) => void | Promise<void>
  /**
   * Who starts recordings here. `'manual'`: people do. `'automatic'`: the template in the TRTC console does; there is no button.
   * `'both'`: a start by hand is always asked about, because two sets of files and two charges follow. @default 'manual'
   */
  plan?: MaybeRefOrGetter<RecordingPlan | undefined>
  /**
   * How those who did not start it are told of a recording. `'inform'`: a notice that can be put away; `'acknowledge'`: a dialog
   * that has to be answered; `false`: the indicator alone. @default 'inform'
   */
  consent?: MaybeRefOrGetter<ConsentMode | ConsentOptions | false | undefined>
  /** Those without control get a button that asks for a recording; needs the feature `requests`. @default false */
  askToRecord?: MaybeRefOrGetter<boolean | undefined>
  /** For how long nobody has to be heard until those in control are warned of a silent recording, in milliseconds; 0: never. @default 20000 */
  silenceAlarmMs?: MaybeRefOrGetter<number | undefined>
  /** Another recorder runs that only the page knows of; the start dialog warns of it. @default in TUIRoomKit: its own cloud recording */
  isRecordedElsewhere?: MaybeRefOrGetter<boolean | undefined>
  /** Leaves the meeting, for who does not want to be recorded. Without it the notice has no such button. @default in TUIRoomKit: `conference.leaveRoom()` */
  leaveRoom?: () => void | Promise<void>
}

export interface RecordingOptions extends RecordingControllerOptions, RecordingViewOptions {}

/** A Vue plugin that is at the same time what the components take as `recording`. */
export interface RecordingPlugin extends RecordingContext {
  install: (app: App) => void
  /** Ends the controller and its event stream. Happens by itself when the app is unmounted. */
  dispose: () => void
}

/**
 * Connects a room's recording to Vue.
 *
 * @example
 * const recording = createRecording({ adapter: createServerAdapter({ baseUrl: '/recording', getToken }), room })
 * app.use(recording)
 */
export function createRecording(options: RecordingOptions): RecordingPlugin {
  const controller = createRecordingController(options)
  const clock = createRecordingClock(controller)
  const state = shallowRef(controller.state)
  const unsubscribe = controller.subscribe(next => {
    state.value = next
    clock.update()
  })

  const scope = effectScope(true)
  const view = scope.run(() => ({
    locale: computed(() => usableLocale(toValue(options.locale) ?? systemLocale())),
    messages: computed(() => toValue(options.messages) ?? {}),
    startOptions: computed(() => toValue(options.startOptions) ?? {}),
    confirmStart: computed(() => {
      const wanted = toValue(options.confirmStart) ?? (options.adapter.startOptions?.length === 0 ? 'question' : true)
      return wanted === true ? 'dialog' : wanted
    }),
    confirmStop: computed(() => toValue(options.confirmStop) ?? true),
    startFields: computed(() => toValue(options.startFields) ?? fieldsOf(options.adapter)),
    plan: computed(() => toValue(options.plan) ?? 'manual'),
    consent: computed(() => {
      const wanted = toValue(options.consent) ?? 'inform'
      return typeof wanted === 'object' ? wanted : { mode: wanted }
    }),
    askToRecord: computed(() => toValue(options.askToRecord) ?? false),
    silenceAlarmMs: computed(() => toValue(options.silenceAlarmMs) ?? 20_000),
    isRecordedElsewhere: computed(() => toValue(options.isRecordedElsewhere) ?? false),
    leaveRoom: options.leaveRoom,
    layoutPresets: computed(() => toValue(options.layoutPresets) ?? []),
  }))!

  // What was missed while the page slept or was offline heals at once instead of with the next message.
  const refresh = () => { if (!document.hidden) void controller.refresh() }
  const disposal = new AbortController()
  if (typeof document !== 'undefined') {
    document.addEventListener('visibilitychange', refresh, disposal)
    window.addEventListener('online', refresh, disposal)
  }

  function dispose() {
    disposal.abort()
    unsubscribe()
    scope.stop()
    controller.dispose()
  }

  const recording: RecordingPlugin = {
    controller,
    adapter: options.adapter,
    room: options.room,
    clock,
    state: shallowReadonly(state),
    ...view,
    saveLayoutPreset: options.saveLayoutPreset ?? null,
    dispose,
    install(app) {
      app.provide(recordingKey, recording)
      app.onUnmount(dispose)
    },
  }
  // Its refs are to stay refs wherever somebody keeps it.
  return markRaw(recording)
}

/** What there is to choose where the adapter can't follow every start option. */
function fieldsOf({ startOptions }: RecordingAdapter): StartField[] | undefined {
  return startOptions?.flatMap(option => option === 'format' ? [] : option === 'subscribe' ? 'people' : option)
}
