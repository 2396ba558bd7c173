import { aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { describe, expect, it } from 'vitest'
import { createSSRApp, h } from 'vue'
import { renderToString } from 'vue/server-renderer'
import * as entry from './index.js'
import * as pinia from './pinia/index.js'

describe('the main entry', () => {
  it('exports this and nothing else', () => {
    expect(Object.keys(entry).sort()).toEqual([
      'AskToRecord',
      'ConsentList',
      'ConsentNotice',
      'InRecordingBadge',
      'LayoutEditor',
      'LayoutPicker',
      'LeaveQuestion',
      'LimitNotice',
      'OwnRecording',
      'PlanNote',
      'RecordButton',
      'RecordingFailure',
      'RecordingIndicator',
      'RecordingList',
      'RecordingNotice',
      'RecordingPanel',
      'RecordingPlayer',
      'RequestNotice',
      'SilenceNotice',
      'StartDialog',
      'createRecording',
      'enUS',
      'injectRecording',
      'recordingKey',
      'useConsentNotice',
      'useConsents',
      'useElapsedTime',
      'useFileActions',
      'useFileDeletion',
      'useInRecording',
      'useLayoutEditor',
      'useLayoutPicker',
      'useLeaveQuestion',
      'useLimitCountdown',
      'useMarkers',
      'useRecordButton',
      'useRecordDialog',
      'useRecordedPeople',
      'useRecording',
      'useRecordingDetail',
      'useRecordingFailure',
      'useRecordingIndicator',
      'useRecordingList',
      'useRecordingNotice',
      'useRecordingWarnings',
      'useRequest',
      'useRequests',
      'useSilence',
      'useStartDialog',
      'zhCN',
    ])
    expect(Object.keys(pinia)).toEqual(['useRecordingStore'])
  })

  it('renders on a server', async () => {
    const { AskToRecord, ConsentList, ConsentNotice, createRecording, InRecordingBadge, LeaveQuestion, PlanNote, RecordButton, RecordingFailure, RecordingIndicator, RecordingNotice, RequestNotice, SilenceNotice, StartDialog } = entry
    const adapter = createFakeAdapter()
    const recording = createRecording({ adapter, room: createFakeRoom(), locale: 'en', plan: 'both' })
    const now = Date.now()
    adapter.backend.change({ current: aRecording({ startedAt: now, confirmedAt: now, confirmBy: now + 60_000 }) })
    await new Promise(resolve => setTimeout(resolve))
    const app = createSSRApp({ render: () => [RecordButton, RecordingIndicator, RecordingNotice, RecordingFailure, AskToRecord, ConsentList, ConsentNotice, InRecordingBadge, LeaveQuestion, PlanNote, RequestNotice, SilenceNotice].map(part => h(part)).concat(h(StartDialog, { open: false })) }).use(recording)
    const html = await renderToString(app)
    recording.dispose()
    expect(html).toContain('aria-label="Stop recording"')
    expect(html).toContain('This meeting is being recorded.')
    expect(html).toContain('Your voice and your picture are recorded.')
    expect(html).toContain('How automatic recording works')
    expect(html).not.toContain('<script')
  })
})
