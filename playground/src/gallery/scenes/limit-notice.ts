import type { SceneFakes, SceneGroup } from '../scene.js'
import { LimitNotice } from '@roomkit-recording/vue'
import { h } from 'vue'
import { running } from '../states.js'

const view = (recording: object) => h(LimitNotice, { recording } as object)
const before = (minutes: number) => ({ backend, now }: SceneFakes) => backend.change({ current: running(now(), { limitAt: now() + minutes * 60_000 }) })

export default {
  component: 'LimitNotice',
  about: 'Tells when the recording comes near its time limit, at marks before it.',
  scenes: [
    { name: 'thirty', title: 'Half an hour before', view, arrange: before(30) },
    { name: 'five', title: 'Five minutes before', view, arrange: before(5) },
    { name: 'last', title: 'The last minute', view, arrange: before(0.7), height: 200 },
    { name: 'guest', title: 'For those who can not do anything about it', view, as: 'guest', arrange: before(4) },
    { name: 'none', title: 'Nothing while there is time', view, arrange: before(45) },
  ],
} satisfies SceneGroup
