import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneGroup } from '../scene.js'
import { LeaveQuestion, useLeaveQuestion } from '@roomkit-recording/vue'
import { defineComponent, h } from 'vue'
import { press } from '../act.js'
import { recorded } from '../states.js'

const Leaving = defineComponent({
  props: { recording: { type: Object as () => RecordingPlugin, required: true } },
  setup({ recording }) {
    const { confirmLeave } = useLeaveQuestion(recording)
    return () => [h('button', { type: 'button', onClick: () => void confirmLeave() }, '→'), h(LeaveQuestion, { recording })]
  },
})

export default {
  component: 'LeaveQuestion',
  about: 'What the one who started is asked on leaving.',
  scenes: [
    { name: 'asks', title: 'Stop, or go on without me', view: recording => h(Leaving, { recording }), arrange: recorded(), act: press, height: 360 },
  ],
} satisfies SceneGroup
