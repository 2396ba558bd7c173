import type { RecordingPlugin } from '@roomkit-recording/vue'
import type { SceneFakes, SceneGroup } from '../scene.js'
import { ConsentList } from '@roomkit-recording/vue'
import { h } from 'vue'
import { running } from '../states.js'

const view = (recording: RecordingPlugin) => h(ConsentList, { recording })

function answered({ backend, library, room, now }: SceneFakes) {
  backend.change({ current: running(now(), { id: 'consents' }) })
  room.enter({ userId: 'dan', name: '👩‍🚀 مريم' })
  const answer = { textVersion: '1', at: now() - 60_000 }
  library.consents.set('consents', [
    { userId: 'bob', name: 'Bob', choice: 'accepted', ...answer },
    { userId: 'carol', name: 'Carol', choice: 'declined', ...answer },
    { userId: 'eve', name: 'Eve', choice: 'left', ...answer },
  ])
}

export default {
  component: 'ConsentList',
  about: 'Who agreed to the recording, for those in control.',
  scenes: [
    { name: 'answers', title: 'Some have answered', view, arrange: answered, height: 220 },
    { name: 'none', title: 'Nobody has answered yet', view, arrange: ({ backend, now }: SceneFakes) => backend.change({ current: running(now(), { id: 'no-consents' }) }), height: 200 },
  ],
} satisfies SceneGroup
