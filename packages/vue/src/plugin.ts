import type { RecordingControllerOptions, StartOptions } from '@roomkit-recording/core'
import type { App, MaybeRefOrGetter } from 'vue'
import type { RecordingContext } from './context.js'
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
  /** Ask before starting. While an automatic recording runs it is asked in any case. @default true */
  confirmStart?: MaybeRefOrGetter<boolean | undefined>
  /** Ask before stopping. @default true */
  confirmStop?: MaybeRefOrGetter<boolean | undefined>
  /** Custom layouts that a host can choose from. @default none */
  layoutPresets?: MaybeRefOrGetter<readonly LayoutPreset[] | undefined>
  /** Keeps a custom layout under a name; without it none can be saved. It is to be among `layoutPresets` from then on. */
  saveLayoutPreset?: (preset: LayoutPreset) => void | Promise<void>
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
    confirmStart: computed(() => toValue(options.confirmStart) ?? true),
    confirmStop: computed(() => toValue(options.confirmStop) ?? true),
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
