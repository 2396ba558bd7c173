import type { SceneFakes, SceneGroup } from '../scene.js'
import { RecordingRefusedError } from '@roomkit-recording/core'
import { RecordingPlayer } from '@roomkit-recording/vue'
import { h } from 'vue'
import { fillIn, past } from '../library.js'

const view = (recording: object) => h('div', { style: 'max-width: 560px' }, h(RecordingPlayer, { recording, recordingId: 'weekly' } as never))
const height = 560

function arrange(fakes: SceneFakes) {
  fakes.library.history = [past(fakes, 'weekly', 24, { title: 'Weekly planning' }, [{ durationMs: 30_000 }])]
  fillIn(fakes, fakes.library.history[0]!)
}

function arrangeSingle(fakes: SceneFakes) {
  fakes.library.history = [past(fakes, 'weekly', 24, { title: 'Weekly planning', mode: 'single' }, [{ userId: 'alice', stream: 'camera' }, { userId: 'bob', stream: 'screen' }])]
}

/** Until there is a picture. */
async function loaded(page: HTMLElement) {
  const video = page.querySelector('video')!
  if (video.readyState < 2) await new Promise(resolve => { video.addEventListener('loadeddata', resolve, { once: true }) })
}

const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 20))
}

export default {
  component: 'RecordingPlayer',
  about: 'Plays a recording’s files, and goes to markers.',
  scenes: [
    { name: 'ready', title: 'Ready, with markers', view, height, arrange, act: loaded },
    { name: 'people', title: 'A file for each person', view, height, arrange: arrangeSingle, act: loaded },
    { name: 'loading', title: 'The link is on its way', view, height, arrange: fakes => {
      arrange(fakes)
      fakes.adapter.fileUrl = () => new Promise(() => {})
    } },
    { name: 'no-link', title: 'No link', view, height, arrange: fakes => {
      arrange(fakes)
      fakes.adapter.fileUrl = () => Promise.reject(new RecordingRefusedError('', { code: 'unavailable', status: 503 }))
    } },
    { name: 'unsupported', title: 'Not for this browser', view, height, arrange: fakes => {
      arrange(fakes)
      fakes.library.linkFor = () => 'data:video/mp4;base64,AAAA'
    }, act: page => until(() => page.querySelector('[data-part="recording-player"]')?.getAttribute('data-status') === 'error') },
  ],
} satisfies SceneGroup
