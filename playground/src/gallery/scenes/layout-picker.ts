import type { CustomLayout, MixLayout } from '@roomkit-recording/core'
import type { LayoutPickerProps } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { LayoutPicker } from '@roomkit-recording/vue'
import { h, shallowRef } from 'vue'
import { recorded } from '../states.js'

/** One layout to choose from, remembered as long as the scene is shown. */
function picker(first: MixLayout = { mode: 'grid' }, props: Partial<LayoutPickerProps> = {}) {
  const layout = shallowRef(first)
  return (recording: object) => h(LayoutPicker, {
    recording,
    'modelValue': layout.value,
    'onUpdate:modelValue': (next: MixLayout | undefined) => { layout.value = next! },
    ...props,
  } as object)
}

const live = (recording: object) => h(LayoutPicker, { recording, live: true } as object)

const names = ['Wei Zhang', '王小明', 'Ana Lucía Fernández', '🦊 Fox', 'Dr. Maximiliane Freifrau von und zu Hohenstein-Wildenburg', 'محمد', 'Kim', 'Oluwaseun Adebayo', 'J.', '李雷', 'Priya', 'Tom', 'נועה']
const join = (count: number) => ({ room }: SceneFakes) => {
  for (let index = 0; index < count; index++)
    room.enter({ userId: `user-${index}`, name: names[index % names.length]!, camera: index % 3 !== 2, microphone: true })
}
const share = ({ room }: SceneFakes) => room.change('bob', { screen: true })

const sideBySide: CustomLayout = {
  mode: 'custom',
  background: '#1b2a41',
  tiles: [
    { x: 0.04, y: 0.1, width: 0.6, height: 0.8, stream: 'screen' },
    { x: 0.68, y: 0.1, width: 0.28, height: 0.38 },
    { x: 0.68, y: 0.52, width: 0.28, height: 0.38 },
  ],
}
const presets = [{ id: 'lecture', name: 'Lecture', layout: sideBySide }]

const layoutState = (state: 'applying' | 'failed') => recorded({
  layout: { wanted: { mode: 'float' }, applied: { mode: 'grid' }, state, error: state === 'failed' ? { code: 'trtc_refused', message: '', retryable: true } : null },
})

export default {
  component: 'LayoutPicker',
  about: 'Chooses what the recording will look like, drawn with the people who are in the room now.',
  scenes: [
    { name: 'choice', title: 'Before the recording', view: picker(), height: 420 },
    { name: 'speaker', title: 'One person is large', view: picker({ mode: 'float', main: 'carol' }), height: 520 },
    { name: 'sharing', title: 'Bob shares his screen', view: picker({ mode: 'screenShare', main: 'bob', align: 'right' }), arrange: share, height: 580 },
    { name: 'not-sharing', title: 'Who should share does not', view: picker({ mode: 'screenShare', main: 'bob' }), height: 600 },
    { name: 'follow', title: 'Follows the screen share', view: picker({ mode: 'follow' }), arrange: share, height: 620 },
    { name: 'presets', title: 'With a layout of the integrator’s', view: picker(sideBySide, { presets }), arrange: share, height: 420 },
    { name: 'many', title: '25 people', view: picker({ mode: 'float' }), arrange: join(22), height: 520 },
    { name: 'voices-left-out', title: '25 people, without those who have no video', view: picker({ mode: 'grid', hideAudioOnly: true }), arrange: join(22), height: 420 },
    { name: 'live', title: 'While it records', view: live, arrange: recorded(), height: 420 },
    { name: 'applying', title: 'A change is on its way', view: live, arrange: layoutState('applying'), height: 520 },
    { name: 'failed', title: 'A change failed and was put back', view: live, arrange: layoutState('failed'), height: 460 },
    { name: 'idle', title: 'Nothing runs whose layout could be changed', view: live, height: 420 },
  ],
} satisfies SceneGroup
