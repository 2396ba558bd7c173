import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { SilenceNotice } from '@roomkit-recording/vue'
import { h } from 'vue'
import { recorded } from '../states.js'

const view = (recording: RecordingPlugin) => h(SilenceNotice, { recording })
const warned = recorded({ warnings: [{ code: 'no_sound', at: 1 }] })

function silent(fakes: SceneFakes) {
  for (const { userId } of fakes.room.state.people) fakes.room.change(userId, { microphone: false })
  warned(fakes)
}

export default {
  component: 'SilenceNotice',
  about: 'Warns those in control of a recording without sound.',
  scenes: [
    { name: 'nobody', title: 'No microphone is on', view, arrange: silent, height: 180 },
    { name: 'excluded', title: 'Those who can be heard are left out', view, arrange: recorded({ warnings: [{ code: 'no_sound', at: 1 }], subscribe: { audio: { except: ['alice', 'bob', 'carol'] } } }), height: 180 },
  ],
} satisfies SceneGroup
