import type { SceneFakes, SceneGroup } from '../scene.js'
import { aGuest, aHost, allFeatures } from '@roomkit-recording/core/testing'
import { RecordingPanel } from '@roomkit-recording/vue'
import { h } from 'vue'
import { aHistory, fillIn } from '../library.js'
import { overdue, running } from '../states.js'

// as wide as TUIRoomKit's side panel
const view = (recording: object) => h('div', { style: 'max-width: 360px' }, h(RecordingPanel, { recording } as object))
const height = 1200

function inMeeting(fakes: SceneFakes, changes: Parameters<typeof running>[1] = {}) {
  aHistory(fakes)
  const current = running(fakes.now(), changes)
  fakes.backend.change({ current })
  fillIn(fakes, current, [95, 301, 640])
  fakes.room.enter({ userId: 'long', name: '\u202Eدورا 👩🏽‍🚀 the very long name of a person who has many names', camera: false, microphone: false })
}

function openAll(page: HTMLElement) {
  for (const section of page.querySelectorAll('details.rr-section')) section.setAttribute('open', '')
}

const warnings = (fakes: SceneFakes) => inMeeting(fakes, {
  capturing: false,
  warnings: (['storage_refused', 'over_25_people', 'double_recording', 'no_sound'] as const).map(code => ({ code, at: fakes.now() - 120_000 })),
})

export default {
  component: 'RecordingPanel',
  about: 'Everything about the recording in one place: a side panel on desktop, a sheet on phones.',
  scenes: [
    { name: 'idle', title: 'Nothing runs', view, height, arrange: aHistory },
    { name: 'recording', title: 'Recording', view, height, arrange: fakes => inMeeting(fakes) },
    { name: 'open', title: 'Recording, everything opened', view, height: 2000, arrange: fakes => inMeeting(fakes, { subscribe: { video: { except: ['bob'] } } }), act: openAll },
    { name: 'warnings', title: 'All that can go wrong', view, height, arrange: warnings },
    { name: 'unconfirmed', title: 'The proof is overdue', view, height, arrange: overdue },
    { name: 'single', title: 'A file for each person', view, height, arrange: fakes => inMeeting(fakes, { mode: 'single' }), act: openAll },
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
