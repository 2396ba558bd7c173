import type { CustomLayout, MixLayout } from '@roomkit-recording/core'
import type { LayoutEditorProps } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { LayoutEditor } from '@roomkit-recording/vue'
import { h } from 'vue'

const editor = (layout?: MixLayout, props: Partial<LayoutEditorProps> = {}) => (recording: object) => h(LayoutEditor, { recording, layout, ...props } as object)
const share = ({ room }: SceneFakes) => room.change('bob', { screen: true })
const fill = ({ room }: SceneFakes) => {
  for (let index = 0; index < 22; index++) room.enter({ userId: `user-${index}`, name: `Person ${index + 4}`, camera: index % 3 !== 2 })
}

const lecture: CustomLayout = {
  mode: 'custom',
  background: '#1b2a41',
  tiles: [
    { x: 0.04, y: 0.1, width: 0.6, height: 0.8, stream: 'screen' },
    { x: 0.68, y: 0.1, width: 0.28, height: 0.38, userId: 'alice' },
    { x: 0.6, y: 0.52, width: 0.36, height: 0.42, layer: 1, opacity: 0.8 },
    { x: 0.04, y: 0.02, width: 0.06, height: 0.06 },
  ],
}

export default {
  component: 'LayoutEditor',
  about: 'Arranges a layout of one’s own: by mouse, finger or keyboard.',
  scenes: [
    { name: 'grid', title: 'Begins with a grid', view: editor(), height: 900 },
    { name: 'custom', title: 'A layout with layers, a screen, and one person by name', view: editor(lecture), arrange: share, height: 900 },
    { name: 'presets', title: 'With a hook that saves layouts', view: editor(lecture, { savePreset: () => {} }), arrange: share, height: 960 },
    { name: 'many', title: '25 tiles', view: editor({ mode: 'float' }), arrange: fill, height: 900 },
  ],
} satisfies SceneGroup
