import type { ConferenceRecordingState } from './conference-recording-adapter.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { render } from 'vitest-browser-vue'
import { page } from 'vitest/browser'
import { nextTick, reactive, ref } from 'vue'
import { RecordButton } from '../components/RecordButton/index.js'
import { RecordingFailure } from '../components/RecordingFailure/index.js'
import { RecordingIndicator } from '../components/RecordingIndicator/index.js'
import { createRecording } from '../plugin.js'
import { settled } from '../testing/index.js'
import { createConferenceRecordingAdapter } from './conference-recording-adapter.js'
import { createRoomKitRoom } from './roomkit-room.js'

/** TUIRoomKit's state, whose service does what the test says. */
function aKit({ role = 0 } = {}) {
  const none = { status: 0, operator: { userId: '', userName: '' }, startTime: 0 }
  const currentRoom = ref<{ roomId: string, recordingInfo: typeof none } | null>({ roomId: 'demo', recordingInfo: none })
  const self = reactive({ userId: 'alice', userName: 'Alice', nameCard: '', avatarUrl: '', role, cameraStatus: 1, microphoneStatus: 1, screenShareStatus: 0 })
  const localParticipant = ref(self)
  const participantList = ref([self])
  const calls: string[] = []
  const service = { start: async () => {}, stop: async () => {} }
  const set = (recordingInfo: Partial<typeof none>) => { Object.assign(currentRoom.value!, { recordingInfo: { ...none, ...recordingInfo } }) }
  return {
    currentRoom,
    localParticipant,
    participantList,
    calls,
    service,
    set,
    self,
    started: (userId = 'alice', userName = 'Alice') => set({ status: 1, operator: { userId, userName }, startTime: Date.now() }),
    startRecording: () => {
      calls.push('start')
      return service.start()
    },
    stopRecording: () => {
      calls.push('stop')
      return service.stop()
    },
  } satisfies ConferenceRecordingState & Record<string, unknown>
}

async function aMeeting(kit = aKit()) {
  const adapter = createConferenceRecordingAdapter(kit)
  const recording = createRecording({ adapter, room: createRoomKitRoom(kit), locale: 'en-US', confirmStart: false, confirmStop: false })
  onTestFinished(() => {
    recording.dispose()
    adapter.dispose()
  })
  for (const component of [RecordButton, RecordingIndicator, RecordingFailure]) render(component, { props: { recording } })
  await settled()
  return { kit, recording, adapter, button: page.getByRole('button').first(), rec: page.getByText('REC', { exact: true }) }
}

describe('createConferenceAdapter', () => {
  it('starts and stops TUIRoomKit\'s own recording through the same button', async () => {
    const { kit, button, rec } = await aMeeting()
    await button.click()
    await expect.poll(() => kit.calls).toEqual(['start'])
    await expect.element(button).toHaveAccessibleName('Cancel')
    kit.started()
    await expect.element(rec).toBeVisible()
    await expect.element(button).toHaveAccessibleName('Stop recording')
    await button.click()
    await expect.poll(() => kit.calls).toEqual(['start', 'stop'])
    kit.set({ status: 0 })
    await expect.element(rec).not.toBeInTheDocument()
    await expect.element(button).toHaveAccessibleName('Record')
  })

  it('shows to somebody who comes late that it runs, since when and by whom', async () => {
    const kit = aKit({ role: 2 })
    kit.set({ status: 1, operator: { userId: 'bob', userName: 'Bob' }, startTime: Math.floor(Date.now() / 1000) - 125 })
    const { rec, recording } = await aMeeting(kit)
    await expect.element(rec).toBeVisible()
    await expect.element(page.getByText(/^02:\d\d$/)).toBeVisible()
    expect(recording.state.value.current?.startedBy).toEqual({ userId: 'bob', name: 'Bob' })
    expect(page.getByRole('button').elements()).toEqual([])
  })

  it.each([
    [100006, 'forbidden', 'Only the host and admins'],
    [101072, 'trtc_refused', '101072'],
    [100001, 'unavailable', 'not available'],
  ])('says why it could not be started: %d', async (code, ours, text) => {
    const { kit, button, recording } = await aMeeting()
    kit.service.start = () => Promise.reject(Object.assign(new Error('no'), { code }))
    await button.click()
    await expect.element(page.getByRole('alert')).toHaveTextContent(text)
    expect(recording.state.value.failure?.code).toBe(ours)
    await expect.element(button).toHaveAccessibleName('Record')
  })

  it('cancels a start, also when the room shows it only afterwards', async () => {
    const { kit, button, rec } = await aMeeting()
    await button.click()
    await button.click()
    await expect.element(button).toHaveAccessibleName('Record')
    await expect.poll(() => kit.calls).toEqual(['start', 'stop'])
    kit.started()
    await expect.poll(() => kit.calls).toEqual(['start', 'stop', 'stop'])
    kit.set({ status: 0 })
    await expect.element(rec).not.toBeInTheDocument()
  })

  it('does not stop what somebody else starts after that', async () => {
    const { kit, button, rec } = await aMeeting()
    await button.click()
    await button.click()
    await expect.element(button).toHaveAccessibleName('Record')
    kit.started('bob', 'Bob')
    await expect.element(rec).toBeVisible()
    await expect.poll(() => kit.calls).toEqual(['start', 'stop'])
  })

  it('gives and takes the button with the role', async () => {
    const { kit } = await aMeeting()
    await expect.element(page.getByRole('button')).toBeVisible()
    kit.self.role = 2
    await expect.element(page.getByRole('button')).not.toBeInTheDocument()
  })

  it('offers nothing that the service does not do', async () => {
    const { recording, adapter } = await aMeeting()
    expect(adapter.startOptions).toEqual([])
    expect(recording.state.value.permissions).toMatchObject({ list: false, play: false, delete: false, features: [] })
    await expect(recording.controller.update({ layout: { mode: 'grid' } })).rejects.toMatchObject({ code: 'not_recording' })
  })

  it('starting what somebody else has started meanwhile changes nothing', async () => {
    const { kit, recording } = await aMeeting()
    kit.started('bob', 'Bob')
    await nextTick()
    await recording.controller.start()
    expect(kit.calls).toEqual([])
  })
})
