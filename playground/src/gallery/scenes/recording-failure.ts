import type { SceneFakes, SceneGroup } from '../scene.js'
import { RecordButton, RecordingFailure } from '@roomkit-recording/vue'
import { h } from 'vue'
import { press } from '../act.js'
import { recorded } from '../states.js'

const view = (recording: object) => [h(RecordButton, { recording } as object), h(RecordingFailure, { recording } as object)]

function refused(code: string, options?: Parameters<SceneFakes['adapter']['refuseNext']>[1]) {
  return async (page: HTMLElement, fakes: SceneFakes) => {
    fakes.adapter.refuseNext(code, options)
    press(page)
  }
}

const options = { confirmStart: false, confirmStop: false }
const height = 240

export default {
  component: 'RecordingFailure',
  about: 'Why one’s own press did not work, and what can be done.',
  scenes: [
    { name: 'quota', title: 'Too many recordings run', view, options, height, act: refused('quota_exceeded', { status: 503, retryable: true, upstreamCode: 'FailedOperation.RestrictedConcurrency' }) },
    { name: 'forbidden', title: 'Not allowed', view, options, height, act: refused('forbidden') },
    { name: 'rate-limited', title: 'Too many presses', view, options, height, act: refused('rate_limited', { status: 429, retryable: true }) },
    { name: 'refused', title: 'TRTC refused', view, options, height, act: refused('trtc_refused', { status: 503, upstreamCode: 'InvalidParameter.OutOfRange' }) },
    { name: 'stop', title: 'It could not be stopped', view, options, height, arrange: recorded(), act: refused('unavailable', { status: 503, retryable: true }) },
  ],
} satisfies SceneGroup
