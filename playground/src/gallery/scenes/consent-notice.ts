import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { ConsentNotice } from '@roomkit-recording/vue'
import { h } from 'vue'
import { recorded, running } from '../states.js'

const view = (recording: RecordingPlugin) => h(ConsentNotice, { recording })
const leaveRoom = () => {}
const options = { leaveRoom, consent: 'acknowledge' } as const

/** Every scene has a recording of its own: what was answered in one is not asked in another. */
const as = (id: string, changes = {}) => recorded({ id: `consent-${id}`, ...changes })

export default {
  component: 'ConsentNotice',
  about: 'Tells those who did not start it that they are recorded, and what of them.',
  scenes: [
    { name: 'inform', title: 'A notice that can be put away', as: 'guest', view, options: { leaveRoom, consent: 'inform' }, arrange: as('inform'), height: 260 },
    { name: 'acknowledge', title: 'A dialog that has to be answered', as: 'guest', view, options, arrange: as('ack'), height: 420 },
    { name: 'single', title: 'Each one has a file', as: 'guest', view, options, arrange: as('single', { mode: 'single' }), height: 420 },
    { name: 'voice', title: 'Only the voice', as: 'guest', view, options, arrange: as('voice', { media: 'audio' }), height: 420 },
    { name: 'automatic', title: 'Recorded automatically', as: 'guest', view, options, arrange: ({ backend, now }: SceneFakes) => backend.change({ auto: { active: true, startedAt: now() - 60_000, taskCount: 3 } }), height: 420 },
    {
      name: 'undelivered',
      title: 'The answer did not arrive',
      as: 'guest',
      view,
      options,
      arrange(fakes) {
        fakes.backend.change({ current: running(fakes.now(), { id: 'consent-undelivered' }) })
        fakes.adapter.refuseNext('unavailable', { status: 503 })
      },
      async act(page) {
        const find = () => page.ownerDocument.querySelector<HTMLElement>('[data-part="consent-notice"] [data-tone="primary"]')
        for (let i = 0; i < 100 && !find(); i++) await new Promise(resolve => setTimeout(resolve, 20))
        find()?.click()
      },
      height: 420,
    },
  ],
} satisfies SceneGroup
