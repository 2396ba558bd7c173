import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { InRecordingBadge } from '@roomkit-recording/vue'
import { h } from 'vue'
import { overdue, recorded } from '../states.js'

const view = (recording: RecordingPlugin) => h(InRecordingBadge, { recording })
const out = { subscribe: { audio: { except: ['bob'] }, video: { except: ['bob'] } } }

export default {
  component: 'InRecordingBadge',
  about: 'Whether oneself is in the recording.',
  scenes: [
    { name: 'full', title: 'Voice and picture', as: 'guest', view, arrange: recorded(), height: 90 },
    { name: 'voice', title: 'Voice only', as: 'guest', view, arrange: recorded({ media: 'audio' }), height: 90 },
    { name: 'picture', title: 'Picture only', as: 'guest', view, arrange: recorded({ media: 'video' }), height: 90 },
    {
      name: 'silent',
      title: 'Sends nothing now',
      as: 'guest',
      view,
      arrange(fakes: SceneFakes) {
        fakes.room.change('bob', { camera: false, microphone: false })
        recorded()(fakes)
      },
      height: 90,
    },
    { name: 'out', title: 'Left out', as: 'guest', view, arrange: recorded(out), height: 90 },
    { name: 'unknown', title: 'The proof is overdue', as: 'guest', view, arrange: overdue, height: 90 },
  ],
} satisfies SceneGroup
