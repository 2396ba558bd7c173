import type { RecordingContext } from './context.js'
import { aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { createPinia } from 'pinia'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createApp, defineComponent, effectScope, h, ref } from 'vue'
import { RecordButton } from './components/RecordButton/index.js'
import { useRecordButton } from './composables/useRecordButton.js'
import { useRecording } from './composables/useRecording.js'
import { injectRecording } from './context.js'
import { useRecordingStore } from './pinia/index.js'
import { createRecording } from './plugin.js'
import { aTestRecording, settled } from './testing/index.js'

function mount(setup: () => unknown, ...plugins: { install: (app: ReturnType<typeof createApp>) => void }[]) {
  const element = document.body.appendChild(document.createElement('div'))
  const app = createApp(defineComponent({
    setup() {
      const result = setup()
      return () => typeof result === 'function' ? result() : null
    },
  }))
  for (const plugin of plugins) app.use(plugin)
  app.mount(element)
  onTestFinished(() => element.remove())
  return { app, element }
}

function labelOf(recording: RecordingContext): string {
  return effectScope().run(() => useRecordButton(recording))!.label.value
}

describe('createRecording', () => {
  it('provides itself to the whole app', async () => {
    const { recording } = aTestRecording()
    let found: unknown
    const { app } = mount(() => { found = injectRecording() }, recording)
    expect(found).toBe(recording)
    app.unmount()
  })

  it('is over with the app', async () => {
    const adapter = createFakeAdapter()
    const room = createFakeRoom()
    const { app } = mount(() => {}, createRecording({ adapter, room }))
    expect([adapter.subscriptionCount, room.listenerCount]).toEqual([1, 1])
    app.unmount()
    expect([adapter.subscriptionCount, room.listenerCount]).toEqual([0, 0])
  })

  it('asks again when the page is looked at again, and when the network is back', async () => {
    const { adapter, recording } = aTestRecording()
    await settled()
    const asked = () => adapter.calls.filter(({ method }) => method === 'snapshot').length
    document.dispatchEvent(new Event('visibilitychange'))
    expect(asked()).toBe(1)
    await settled()
    window.dispatchEvent(new Event('online'))
    expect(asked()).toBe(2)
    await settled()
    recording.dispose()
    window.dispatchEvent(new Event('online'))
    document.dispatchEvent(new Event('visibilitychange'))
    expect(asked()).toBe(2)
  })

  it('takes the language of the browser when none is given, and English for one it does not know', () => {
    const { recording } = aTestRecording({ locale: undefined })
    expect(recording.locale.value).toBe(new Intl.Locale(navigator.language).toString())
    expect(labelOf(aTestRecording({ locale: 'tlh' }).recording)).toBe('Record')
  })

  it('takes other texts, live', () => {
    const messages = ref({ en: { button: { record: 'Tape it' } } })
    const { recording } = aTestRecording({ messages })
    expect(labelOf(recording)).toBe('Tape it')
    messages.value = { en: { button: { record: 'Film it' } } }
    expect(labelOf(recording)).toBe('Film it')
  })
})

describe('a component without a recording', () => {
  it('says what to do', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warn.mockRestore())
    expect(() => mount(() => () => h(RecordButton))).toThrow(/app\.use\(createRecording/)
    expect(() => useRecording()).toThrow(/first argument of a composable/)
  })
})

describe('useRecording', () => {
  it('has everything as refs', async () => {
    const { recording, backend } = aTestRecording()
    const scope = effectScope()
    onTestFinished(() => scope.stop())
    const view = scope.run(() => useRecording(recording))!
    expect([view.status.value, view.canControl.value, view.canView.value]).toEqual(['idle', false, false])
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }), auto: { active: true, startedAt: 1, taskCount: 1 } })
    await settled()
    expect([view.status.value, view.canControl.value, view.canView.value, view.current.value?.id, view.auto.value?.active, view.connection.value])
      .toEqual(['recording', true, true, 'rec-1', true, 'live'])
  })

  it('acts without rejecting, and leaves what went wrong in `failure`', async () => {
    const { recording, adapter } = aTestRecording()
    const { start, stop, failure, dismissFailure } = useRecording(recording)
    await settled()
    adapter.refuseNext('quota_exceeded')
    await start()
    expect(failure.value).toMatchObject({ action: 'start', code: 'quota_exceeded' })
    dismissFailure()
    expect(failure.value).toBeNull()
    await start({ quality: 'sd' })
    expect(adapter.calls.at(-1)).toMatchObject({ method: 'start', body: { quality: 'sd' } })
    await stop()
    expect(adapter.backend.snapshot().current?.status).toBe('stopping')
  })
})

describe('useRecordingStore', () => {
  it('is the same recording as a store', async () => {
    const { recording, backend } = aTestRecording()
    const pinia = createPinia()
    let store!: ReturnType<typeof useRecordingStore>
    const { app } = mount(() => { store = useRecordingStore() }, pinia, recording)
    backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
    await settled()
    expect([store.status, store.current?.id, store.canControl]).toEqual(['recording', 'rec-1', true])
    await store.stop()
    expect(backend.snapshot().current?.status).toBe('stopping')
    app.unmount()
  })
})
