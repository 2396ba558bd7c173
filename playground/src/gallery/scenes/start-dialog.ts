import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { aPerson, aPreflight } from '@roomkit-recording/core/testing'
import { StartDialog } from '@roomkit-recording/vue'
import { h } from 'vue'

const view = (recording: RecordingPlugin) => h(StartDialog, { recording, open: true })
const hour = { audio: 0.12, sd: 0.45, hd: 0.9, fhd: 2 }
const priced = ({ library }: SceneFakes) => { library.preflight = aPreflight({ prices: { currency: 'USD', per: 'process', hour } }) }

export default {
  component: 'StartDialog',
  about: 'What will be recorded, and whether it can be.',
  scenes: [
    { name: 'ready', title: 'Nothing stands in the way', view, arrange: priced, height: 720 },
    {
      name: 'silent',
      title: 'Nobody can be heard, an automatic recording runs',
      view,
      height: 720,
      arrange(fakes) {
        priced(fakes)
        for (const { userId } of fakes.room.state.people) fakes.room.change(userId, { microphone: false })
        fakes.backend.change({ auto: { active: true, startedAt: fakes.now() - 600_000, taskCount: 2 } })
      },
    },
    {
      name: 'blocked',
      title: 'The quota is used up',
      view,
      height: 720,
      arrange({ library }) { library.preflight = aPreflight({ checks: [{ code: 'quota', state: 'failed', used: 100, limit: 100 }, { code: 'storage', state: 'warning' }, { code: 'service', state: 'unknown' }] }) },
    },
    { name: 'plan-both', title: 'Both plans are in use', view, arrange: priced, options: { plan: 'both' }, height: 720 },
    {
      name: 'people',
      title: 'Twenty-five people, not all of them recorded',
      view,
      height: 900,
      arrange({ room }) {
        for (let i = 0; i < 22; i++) room.enter(aPerson({ userId: `u${i}`, name: i === 3 ? '王小明 (Tencent Cloud, audio and video, Shenzhen)' : i === 4 ? '👩‍🚀 مريم' : `Person ${i + 1}`, camera: i % 3 > 0, microphone: i % 2 === 0 }))
      },
      async act(page) {
        page.ownerDocument.querySelector<HTMLElement>('.rr-more > summary')?.click()
        page.ownerDocument.querySelector<HTMLElement>('.rr-exceptions [aria-expanded]')?.click()
        await new Promise(resolve => setTimeout(resolve))
        for (const name of ['Bob', 'Person 2']) {
          [...page.ownerDocument.querySelectorAll<HTMLElement>('[role="option"]')].find(({ textContent }) => textContent?.trim() === name)?.click()
          await new Promise(resolve => setTimeout(resolve))
        }
        page.ownerDocument.querySelector('.rr-exceptions')?.scrollIntoView()
      },
    },
    { name: 'limited', title: 'Little may be chosen', view, options: { startFields: ['quality', 'name'] }, height: 560 },
  ],
} satisfies SceneGroup
