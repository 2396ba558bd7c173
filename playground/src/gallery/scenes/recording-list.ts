import type { SceneFakes, SceneGroup } from '../scene.js'
import { RecordingUnreachableError } from '@roomkit-recording/core'
import { aGuest, aHost, allFeatures } from '@roomkit-recording/core/testing'
import { RecordingList } from '@roomkit-recording/vue'
import { h } from 'vue'
import { aHistory, past } from '../library.js'

const view = (recording: object) => h('div', { style: 'max-width: 400px' }, h(RecordingList, { recording } as object))
const height = 720
const settled = () => new Promise(resolve => setTimeout(resolve))

/** Presses the nth “details”. */
function open(index: number) {
  return async (page: HTMLElement) => {
    page.querySelectorAll<HTMLElement>('.rr-disclosure')[index]?.click()
    await settled()
  }
}

async function deleteOne(page: HTMLElement) {
  await open(1)(page)
  page.querySelector<HTMLElement>('.rr-item-body .rr-small[data-tone="danger"]')?.click()
}

async function rename(page: HTMLElement) {
  await open(1)(page)
  page.querySelector<HTMLElement>('.rr-item-body .rr-small:nth-last-child(2)')?.click()
}

async function play(page: HTMLElement) {
  page.querySelectorAll<HTMLElement>('.rr-play')[1]?.click()
  await settled()
  const video = page.querySelector('video')
  await new Promise(resolve => { video ? video.addEventListener('canplay', resolve, { once: true }) : resolve(null) })
  video?.pause()
}

async function search(page: HTMLElement) {
  const input = page.querySelector<HTMLInputElement>('input[type="search"]')!
  input.value = 'nothing like this'
  input.dispatchEvent(new Event('input'))
  await settled()
}

const many = (fakes: SceneFakes) => { fakes.library.history = Array.from({ length: 25 }, (_, index) => past(fakes, `r${index}`, 24 * index + 1, { title: `Weekly ${52 - index}` })) }

export default {
  component: 'RecordingList',
  about: 'What was recorded in this room, and what can be done with it.',
  scenes: [
    { name: 'history', title: 'A history with all kinds of ends', view, height, arrange: aHistory },
    { name: 'details', title: 'Everything about one', view, height: 900, arrange: aHistory, act: open(1) },
    { name: 'files', title: 'A file for each person', view, height: 900, arrange: aHistory, act: open(2) },
    { name: 'playing', title: 'Playing in its place', view, height: 1100, arrange: aHistory, act: play },
    { name: 'rename', title: 'Being renamed', view, height, arrange: aHistory, act: rename },
    { name: 'undo', title: 'A deletion that can be undone', view, height, arrange: aHistory, act: deleteOne },
    { name: 'no-match', title: 'Nothing matches, and older ones are not loaded', view, height: 400, arrange: many, act: search },
    { name: 'more', title: 'There are older ones', view, height, arrange: many },
    { name: 'empty', title: 'Nothing was recorded', view, height: 280 },
    { name: 'loading', title: 'On its way', view, height: 320, arrange: ({ adapter }) => { adapter.list = () => new Promise(() => {}) } },
    { name: 'error', title: 'It could not be loaded', view, height: 280, arrange: ({ adapter }) => { adapter.list = () => Promise.reject(new RecordingUnreachableError('', { code: 'network' })) } },
    { name: 'forbidden', title: 'Not for this person', view, as: 'guest', height: 200, arrange: ({ adapter }) => adapter.setPermissions(aGuest()) },
    { name: 'no-rights', title: 'May look, but neither play nor delete', view, height: 900, arrange: fakes => {
      aHistory(fakes)
      fakes.adapter.setPermissions(aHost({ control: false, play: false, delete: false, features: allFeatures }))
    }, act: open(1) },
  ],
} satisfies SceneGroup
