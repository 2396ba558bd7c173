import type { MixLayout, RoomPerson } from '@roomkit-recording/core'
import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneGroup } from '../scene.js'
import { createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { createRecording, LayoutPicker } from '@roomkit-recording/vue'
import { h, shallowRef } from 'vue'

/** What the address says behind `#`, as JSON: whom and what to draw, and each picture's colour. */
interface Drawing {
  layout: MixLayout
  people: (Partial<RoomPerson> & { userId: string })[]
  /** By `camera alice`, `voice bob`, `screen bob`. */
  colours: Record<string, string>
  /** Of what lies around it. */
  style: Record<string, string>
}

const drawings = shallowRef<(Drawing & { recording: RecordingPlugin })[]>([])

function read() {
  for (const { recording } of drawings.value) recording.dispose()
  const wanted = location.hash.length > 1 ? JSON.parse(decodeURIComponent(location.hash.slice(1))) as Drawing[] : []
  drawings.value = wanted.map(drawing => {
    const [self, ...people] = drawing.people
    return { ...drawing, recording: createRecording({ adapter: createFakeAdapter(), room: createFakeRoom({ self: self!, people }) }) }
  })
}

export default {
  component: 'LayoutPicker, flat',
  about: 'The same in flat colours: tests compare its pixels with those of a recording.',
  scenes: [{
    name: 'by-address',
    title: 'What the address says',
    arrange() {
      read()
      addEventListener('hashchange', read)
    },
    view: () => drawings.value.map(({ recording, layout, colours, style }, index) => h('div', { 'data-drawn': '', style, 'key': `${index} ${location.hash}` }, h(LayoutPicker, { recording, modelValue: layout, modes: [layout.mode], editable: false } as object, {
      picture: ({ picture }: { picture: { userId: string, stream: string, video: boolean } }) =>
        h('span', { style: { position: 'absolute', inset: '0', background: colours[`${picture.video ? picture.stream : 'voice'} ${picture.userId}`] } }),
    }))),
  }],
} satisfies SceneGroup
