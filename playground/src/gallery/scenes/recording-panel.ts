import type { SceneFakes, SceneGroup } from '../scene.js'
import { aGuest, aHost, allFeatures } from '@roomkit-recording/core/testing'
import { RecordingPanel } from '@roomkit-recording/vue'
import { h } from 'vue'
import { aHistory, fillIn } from '../library.js'
import { overdue, running } from '../states.js'

// as large as TUIRoomKit's side panel
const view = (recording: object) => h('div', { style: 'display: flex; flex-direction: column; max-width: 360px; max-height: calc(100vh - 32px)' }, h(RecordingPanel, { recording } as object))
const height = 640

function inMeeting(fakes: SceneFakes, changes: Parameters<typeof running>[1] = {}) {
  aHistory(fakes)
  const current = running(fakes.now(), changes)
  fakes.backend.change({ current })
  fillIn(fakes, current, [95, 301, 640])
  fakes.room.enter({ userId: 'long', name: '\u202Eدورا 👩🏽‍🚀 the very long name of a person who has many names', camera: false, microphone: false })
}

const openTab = (name: string) => async (page: HTMLElement) => {
  // as a mouse does it
  page.querySelector(`[role="tab"][data-tab="${name}"]`)?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))
  await new Promise(resolve => setTimeout(resolve))
}

async function chooseSomebody(page: HTMLElement) {
  await openTab('people')(page)
  page.querySelector<HTMLElement>('.rr-exceptions [aria-expanded]')?.click()
}

function fillRoom({ room }: SceneFakes) {
  for (let i = 0; i < 21; i++) room.enter({ userId: `u${i}`, name: i === 3 ? '王小明 (Tencent Cloud, audio and video, Shenzhen)' : `Person ${i + 1}`, camera: i % 3 > 0, microphone: true })
}

const warnings = (fakes: SceneFakes) => inMeeting(fakes, {
  capturing: false,
  warnings: (['storage_refused', 'over_25_people', 'double_recording', 'no_sound', 'limit_near', 'image_failed'] as const).map(code => ({ code, at: fakes.now() - 120_000 })),
})

export default {
  component: 'RecordingPanel',
  about: 'Everything about the recording in one place: a side panel on desktop, a sheet on phones.',
  scenes: [
    { name: 'idle', title: 'Nothing runs', view, height, arrange: aHistory },
    { name: 'recording', title: 'Recording', view, height, arrange: fakes => inMeeting(fakes) },
    { name: 'layout', title: 'Recording, its layout', view, height: 760, arrange: fakes => inMeeting(fakes), act: openTab('layout') },
    { name: 'people', title: 'Recording, its people', view, height, arrange: fakes => inMeeting(fakes, { subscribe: { audio: { except: ['carol'] }, video: { except: ['bob', 'carol'] } } }), act: openTab('people') },
    { name: 'many-people', title: 'Twenty-five people, one of whom is to be left out', view, height: 760, arrange: fakes => {
      inMeeting(fakes, { subscribe: { video: { except: ['u3'] } } })
      fillRoom(fakes)
    }, act: chooseSomebody },
    { name: 'recordings', title: 'Recording, earlier recordings', view, height, arrange: fakes => inMeeting(fakes), act: openTab('recordings') },
    { name: 'warnings', title: 'All that can go wrong', view, height, arrange: warnings },
    { name: 'unconfirmed', title: 'The proof is overdue', view, height, arrange: overdue },
    { name: 'single', title: 'A file for each person', view, height, arrange: fakes => inMeeting(fakes, { mode: 'single' }), act: openTab('layout') },
    { name: 'guest', title: 'For somebody who may only look', view, as: 'guest', height: 260, arrange: fakes => {
      inMeeting(fakes)
      fakes.adapter.setPermissions(aGuest())
    } },
    { name: 'few-features', title: 'A backend without optional parts', view, height, arrange: fakes => {
      inMeeting(fakes)
      fakes.adapter.setPermissions(aHost({ features: allFeatures.slice(0, 0) }))
    } },
  ],
} satisfies SceneGroup
