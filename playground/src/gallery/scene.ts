import type { FakeAdapter, FakeBackend, FakeLibrary, FakeRoom } from '@roomkit-recording/core/testing'
import type { RecordingPlugin, RecordingViewOptions } from '@roomkit-recording/vue'
import type { VNodeChild } from 'vue'

/** What stands behind a scene in the place of a room and a backend. */
export interface SceneFakes {
  adapter: FakeAdapter
  backend: FakeBackend
  library: FakeLibrary
  room: FakeRoom
  /** The scene's clock in milliseconds. It stands still where pictures are taken. */
  now: () => number
}

/** One component in one state. */
export interface Scene {
  /** Unique within the component, kebab-case; pictures are named after it. */
  name: string
  /** What is to be seen, as a short phrase. */
  title: string
  view: (recording: RecordingPlugin, fakes: SceneFakes) => VNodeChild
  /** @default a host with every right and feature */
  as?: 'host' | 'guest'
  options?: Omit<RecordingViewOptions, 'locale'>
  /** Brings room and backend into the state, before anything is shown. */
  arrange?: (fakes: SceneFakes) => void
  /** What somebody does then, such as pressing a button. */
  act?: (page: HTMLElement, fakes: SceneFakes) => void | Promise<void>
  /** Height of its frame in pixels. @default 160 */
  height?: number
}

/** All states of one component. Each file in `scenes` has one as its default export. */
export interface SceneGroup {
  /** The component's name. */
  component: string
  /** What it is for, in a sentence. */
  about: string
  scenes: Scene[]
}

const files = import.meta.glob<{ default: SceneGroup }>('./scenes/*.ts', { eager: true })

export const groups: SceneGroup[] = Object.values(files)
  .map(file => file.default)
  .toSorted((a, b) => a.component.localeCompare(b.component))

/** `RecordButton/idle`. */
export const sceneId = (group: SceneGroup, scene: Scene) => `${group.component}/${scene.name}`

export function findScene(id: string): Scene | undefined {
  return groups.flatMap(group => group.scenes.filter(scene => sceneId(group, scene) === id))[0]
}
