import type { SceneFakes, SceneGroup } from '../scene.js'
import { RecordingIndicator } from '@roomkit-recording/vue'
import { h } from 'vue'
import { overdue, recorded, starting, stopping } from '../states.js'

const view = (recording: object) => h(RecordingIndicator, { recording } as object)

const automatic = (active: boolean | null) => ({ backend, now }: SceneFakes) =>
  backend.change({ auto: { active, startedAt: now() - 600_000, taskCount: 1 } })

export default {
  component: 'RecordingIndicator',
  about: 'Tells everybody whether the meeting is recorded, since when and by whom.',
  scenes: [
    { name: 'idle', title: 'None while nothing runs', view, as: 'guest' },
    { name: 'starting', title: 'Starting', view, as: 'guest', arrange: starting },
    { name: 'recording', title: 'Recording', view, as: 'guest', arrange: recorded() },
    { name: 'hours', title: 'For more than an hour', view, as: 'guest', arrange: fakes => recorded({ startedAt: fakes.now() - 5_025_000 })(fakes) },
    { name: 'not-capturing', title: 'Nobody sends sound or video', view, as: 'guest', arrange: recorded({ capturing: false }) },
    { name: 'unconfirmed', title: 'The proof is overdue', view, as: 'guest', arrange: overdue },
    { name: 'stopping', title: 'Stopping', view, as: 'guest', arrange: stopping },
    { name: 'automatic', title: 'Only an automatic recording', view, as: 'guest', arrange: automatic(true) },
    {
      name: 'both',
      title: 'An automatic one too',
      view,
      as: 'guest',
      arrange(fakes) {
        recorded()(fakes)
        automatic(true)(fakes)
      },
    },
  ],
} satisfies SceneGroup
