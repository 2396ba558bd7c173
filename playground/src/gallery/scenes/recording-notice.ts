import type { SceneGroup } from '../scene.js'
import { RecordingNotice } from '@roomkit-recording/vue'
import { h } from 'vue'
import { over, recorded } from '../states.js'

const view = (recording: object) => h(RecordingNotice, { recording } as object)
const problem = { message: '', retryable: false }

export default {
  component: 'RecordingNotice',
  about: 'How the last recording ended.',
  scenes: [
    { name: 'processing', title: 'The file is being made', view, arrange: over({ status: 'processing', fileCounts: { expected: null, ready: 0, failed: 0 } }) },
    { name: 'ready', title: 'The file is there', view, arrange: over() },
    { name: 'idle', title: 'The room was empty', view, arrange: over({ stopReason: 'idle', stoppedBy: null }) },
    { name: 'limit', title: 'The limit was reached', view, arrange: over({ stopReason: 'limit', stoppedBy: null }) },
    { name: 'nothing', title: 'Nothing was captured', view, arrange: over({ status: 'failed', error: { ...problem, code: 'nothing_captured' }, fileCounts: { expected: null, ready: 0, failed: 0 } }) },
    { name: 'files-missing', title: 'No file arrived', view, arrange: over({ status: 'failed', error: { ...problem, code: 'files_missing' }, fileCounts: { expected: 1, ready: 0, failed: 0 } }) },
    { name: 'none', title: 'None while it runs', view, arrange: recorded() },
  ],
} satisfies SceneGroup
