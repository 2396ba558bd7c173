import type { SceneFakes, SceneGroup } from '../scene.js'
import { RecordButton, RecordingIndicator } from '@roomkit-recording/vue'
import { h } from 'vue'
import { press } from '../act.js'
import { overdue, recorded, starting, stopping } from '../states.js'

const view = (variant?: 'inline' | 'toolbar' | 'tile') => (recording: object) => h(RecordButton, { recording, variant } as object)
const automatic = ({ backend, now }: SceneFakes) => backend.change({ auto: { active: true, startedAt: now() - 600_000, taskCount: 1 } })

export default {
  component: 'RecordButton',
  about: 'Starts and stops; only for those who may.',
  scenes: [
    { name: 'idle', title: 'Nothing runs', view: view() },
    { name: 'starting', title: 'Starting: can be cancelled', view: view(), arrange: starting },
    { name: 'recording', title: 'Recording', view: view(), arrange: recorded() },
    { name: 'stopping', title: 'Stopping', view: view(), arrange: stopping },
    { name: 'unconfirmed', title: 'The proof is overdue', view: view(), arrange: overdue },
    { name: 'toolbar', title: 'In a toolbar', view: view('toolbar') },
    { name: 'toolbar-recording', title: 'In a toolbar, recording', view: view('toolbar'), arrange: recorded() },
    { name: 'tile', title: 'As a tile on a phone', view: view('tile') },
    { name: 'with-indicator', title: 'Beside the indicator', view: recording => [h(RecordingIndicator, { recording }), h(RecordButton, { recording })], arrange: recorded() },
    { name: 'guest', title: 'A guest has none', view: view(), as: 'guest' },
    { name: 'asks', title: 'It asks before it starts', view: view(), act: press, height: 420 },
    { name: 'asks-automatic', title: 'It asks, while an automatic recording runs', view: view(), arrange: automatic, act: press, height: 420 },
    { name: 'asks-stop', title: 'It asks before it stops', view: view(), arrange: recorded(), act: press, height: 420 },
    { name: 'asks-check', title: 'It tells what is known, and asks', view: view(), arrange: overdue, act: press, height: 420 },
  ],
} satisfies SceneGroup
