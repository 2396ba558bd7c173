import { aHost, allFeatures, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { createRecording } from '../../plugin.js'
import { LimitNotice } from '../LimitNotice/index.js'
import { RecordingList } from '../RecordingList/index.js'
import { RecordingPlayer } from '../RecordingPlayer/index.js'
import { RecordingPanel } from './index.js'

describe('on a server', () => {
  it('panel, list, player and notice render, and ask for nothing', async () => {
    const adapter = createFakeAdapter({ permissions: aHost({ features: allFeatures }) })
    const now = Date.now()
    adapter.backend.change({ current: aRecording({ startedAt: now, confirmedAt: now, confirmBy: now + 60_000, limitAt: now + 120_000, warnings: [{ code: 'no_sound', at: now }] }) })
    const recording = createRecording({ adapter, room: createFakeRoom(), locale: 'en' })
    await new Promise(resolve => setTimeout(resolve))
    const before = adapter.calls.length
    const html = await renderToString(createSSRApp({ render: () => [h(RecordingPanel), h(RecordingList), h(RecordingPlayer, { recordingId: 'rec-1' }), h(LimitNotice)] }).use(recording))
    recording.dispose()
    expect(html).toContain('People')
    expect(html).toContain('The recording ends in 2 min')
    expect(html).toContain('data-part="recording-list"')
    expect(adapter.calls).toHaveLength(before)
  })
})
