import type { TRTCEventTypes } from 'trtc-sdk-v5'
import { createFakeAdapter } from '@roomkit-recording/core/testing'
import TRTC from 'trtc-sdk-v5'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { RecordingIndicator } from '../components/RecordingIndicator/index.js'
import { createRecording } from '../plugin.js'
import { settled, show } from '../testing/index.js'
import { createTrtcRoom } from './trtc-room.js'

TRTC.setLogLevel(5)

/** The SDK's own object. Without a network nobody comes in by themselves, so its events are emitted on it. */
function aTrtc() {
  const trtc = TRTC.create() as TRTC & { emit: <E extends keyof TRTCEventTypes>(event: E, ...args: TRTCEventTypes[E]) => void }
  onTestFinished(() => trtc.destroy())
  return trtc
}

function aRoom(place: { roomId: string | number, userId: string } | null = { roomId: 'demo', userId: 'alice' }) {
  const trtc = aTrtc()
  const room = createTrtcRoom(trtc, place ? { place } : {})
  return { trtc, room, ids: () => room.state.people.map(({ userId }) => userId) }
}

describe('createTrtcRoom', () => {
  it('is in no room until it was entered', () => {
    const { room } = aRoom(null)
    expect(room.state).toEqual({ roomId: null, self: null, people: [] })
    room.entered({ roomId: 8888, userId: 'alice' })
    expect(room.state).toMatchObject({ roomId: '8888', self: { userId: 'alice', name: 'alice', role: 'member' } })
  })

  it('knows those who came while one was entering', () => {
    const { trtc, room, ids } = aRoom(null)
    trtc.emit(TRTC.EVENT.REMOTE_USER_ENTER, { userId: 'bob' })
    room.entered({ roomId: 'demo', userId: 'alice' })
    expect(ids()).toEqual(['alice', 'bob'])
  })

  it('lists people in order of entry with what they send', () => {
    const { trtc, room } = aRoom()
    trtc.emit(TRTC.EVENT.REMOTE_USER_ENTER, { userId: 'bob' })
    trtc.emit(TRTC.EVENT.REMOTE_AUDIO_AVAILABLE, { userId: 'bob' })
    trtc.emit(TRTC.EVENT.REMOTE_VIDEO_AVAILABLE, { userId: 'carol', streamType: TRTC.TYPE.STREAM_TYPE_SUB })
    trtc.emit(TRTC.EVENT.REMOTE_VIDEO_AVAILABLE, { userId: 'bob', streamType: TRTC.TYPE.STREAM_TYPE_MAIN })
    expect(room.state.people).toMatchObject([
      { userId: 'alice', camera: false, microphone: false, screen: false },
      { userId: 'bob', camera: true, microphone: true, screen: false },
      { userId: 'carol', camera: false, microphone: false, screen: true },
    ])
    trtc.emit(TRTC.EVENT.REMOTE_VIDEO_UNAVAILABLE, { userId: 'carol', streamType: TRTC.TYPE.STREAM_TYPE_SUB })
    trtc.emit(TRTC.EVENT.REMOTE_AUDIO_UNAVAILABLE, { userId: 'bob' })
    trtc.emit(TRTC.EVENT.REMOTE_USER_EXIT, { userId: 'carol' })
    expect(room.state.people).toMatchObject([{ userId: 'alice' }, { userId: 'bob', camera: true, microphone: false }])
  })

  it('follows what one publishes oneself', () => {
    const { trtc, room } = aRoom()
    const publish = (mediaType: 'audio' | 'video' | 'screen', state: 'starting' | 'started' | 'stopped') =>
      trtc.emit(TRTC.EVENT.PUBLISH_STATE_CHANGED, { mediaType, state, prevState: 'stopped' })
    publish('video', 'starting')
    expect(room.state.self).toMatchObject({ camera: false })
    publish('video', 'started')
    publish('audio', 'started')
    publish('screen', 'started')
    expect(room.state.self).toMatchObject({ camera: true, microphone: true, screen: true })
    trtc.emit(TRTC.EVENT.SCREEN_SHARE_STOPPED)
    publish('video', 'stopped')
    expect(room.state.self).toMatchObject({ camera: false, microphone: true, screen: false })
  })

  it('takes no recorder for a person', () => {
    const { trtc, ids } = aRoom()
    trtc.emit(TRTC.EVENT.REMOTE_USER_ENTER, { userId: 'rr_abc_0_1' })
    expect(ids()).toEqual(['alice'])
  })

  it('learns names, pictures, roles and mutes, before and after somebody came', () => {
    const { trtc, room } = aRoom()
    room.describe('bob', { name: 'Bob', role: 'admin' })
    trtc.emit(TRTC.EVENT.REMOTE_USER_ENTER, { userId: 'bob' })
    room.describe('bob', { avatarUrl: 'https://example.com/bob.png' })
    room.describe('alice', { role: 'owner', microphone: false })
    expect(room.state.people).toMatchObject([
      { userId: 'alice', role: 'owner', microphone: false },
      { userId: 'bob', name: 'Bob', role: 'admin', avatarUrl: 'https://example.com/bob.png' },
    ])
  })

  it('forgets everybody when one leaves, is kicked out, or goes to another room', () => {
    for (const go of [
      ({ room }: ReturnType<typeof aRoom>) => room.left(),
      ({ trtc }: ReturnType<typeof aRoom>) => trtc.emit(TRTC.EVENT.KICKED_OUT, {} as never),
    ]) {
      const all = aRoom()
      all.trtc.emit(TRTC.EVENT.REMOTE_USER_ENTER, { userId: 'bob' })
      go(all)
      expect(all.room.state).toEqual({ roomId: null, self: null, people: [] })
      all.room.entered({ roomId: 'demo', userId: 'alice' })
      expect(all.ids()).toEqual(['alice'])
    }
    const { trtc, room, ids } = aRoom()
    trtc.emit(TRTC.EVENT.REMOTE_USER_ENTER, { userId: 'bob' })
    room.entered({ roomId: 'other', userId: 'alice' })
    expect(ids()).toEqual(['alice'])
  })

  it('hears nothing any more once it is disposed of', () => {
    const { trtc, room, ids } = aRoom()
    room.dispose()
    trtc.emit(TRTC.EVENT.REMOTE_USER_ENTER, { userId: 'bob' })
    expect(ids()).toEqual(['alice'])
  })

  it('is a room that a recording follows', async () => {
    const { room } = aRoom(null)
    const adapter = createFakeAdapter()
    const recording = createRecording({ adapter, room, locale: 'en-US' })
    onTestFinished(recording.dispose)
    show(RecordingIndicator, recording)
    const rec = page.getByText('REC', { exact: true })
    room.entered({ roomId: 4242, userId: 'alice' })
    await settled()
    await recording.controller.start()
    adapter.backend.confirmStart('4242')
    await expect.element(rec).toBeVisible()
    room.left()
    await expect.element(rec).not.toBeInTheDocument()
  })
})
