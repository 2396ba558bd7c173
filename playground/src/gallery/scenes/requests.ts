import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { RecordButton, RequestNotice } from '@roomkit-recording/vue'
import { h } from 'vue'
import { recorded } from '../states.js'

const view = (recording: RecordingPlugin) => h(RequestNotice, { recording })
const ask = (recording: RecordingPlugin) => h(RecordButton, { recording })
const bob = { userId: 'bob', name: 'Bob' }
const options = { askToRecord: true }

/** The button comes on demand. */
async function press(page: HTMLElement) {
  for (let i = 0; i < 100 && !page.querySelector('button'); i++) await new Promise(resolve => setTimeout(resolve, 20))
  page.querySelector('button')?.click()
}

export default {
  component: 'RequestNotice',
  about: 'What people ask those in control, and how they ask.',
  scenes: [
    { name: 'ask', title: 'Asking to record', as: 'guest', view: ask, options, height: 120 },
    { name: 'asked', title: 'Asked', as: 'guest', view: ask, options, act: press, height: 120 },
    {
      name: 'rate-limited',
      title: 'Asked too often',
      as: 'guest',
      view: ask,
      options,
      arrange: ({ adapter }: SceneFakes) => adapter.refuseNext('rate_limited', { status: 429 }),
      act: press,
      height: 120,
    },
    { name: 'start', title: 'Somebody asks to record', view, act: (_, { adapter }) => adapter.ask({ kind: 'start', by: bob }), height: 200 },
    {
      name: 'leave-out',
      title: 'Somebody asks to be left out, and another one',
      view,
      arrange: recorded(),
      act(_, { adapter }) {
        adapter.ask({ kind: 'leave_me_out', by: bob })
        adapter.ask({ kind: 'leave_me_out', by: { userId: 'carol', name: 'Carol' } })
      },
      height: 220,
    },
  ],
} satisfies SceneGroup
