import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneGroup } from '../scene.js'
import { PlanNote } from '@roomkit-recording/vue'
import { h } from 'vue'

const view = (recording: RecordingPlugin) => h(PlanNote, { recording })
const open = (page: HTMLElement) => page.querySelector('summary')?.click()

export default {
  component: 'PlanNote',
  about: 'The rules of the automatic plan, where a host looks for them.',
  scenes: [
    { name: 'automatic', title: 'Only the console\'s template records', view, options: { plan: 'automatic' }, act: open, height: 260 },
    { name: 'both', title: 'Both plans are in use', view, options: { plan: 'both' }, act: open, height: 260 },
  ],
} satisfies SceneGroup
