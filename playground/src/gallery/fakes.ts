import type { Choices } from './query.js'
import type { Scene, SceneFakes } from './scene.js'
import { aGuest, aHost, allFeatures, createFakeAdapter, createFakeRoom, SAMPLE_TIME } from '@roomkit-recording/core/testing'

const CONFIRM_MS = 1200

/** Room and backend of one scene, with the fault that was chosen. */
export function createSceneFakes({ as = 'host', arrange }: Scene, fault: Choices['fault'], isFrozen: boolean): SceneFakes {
  const now = isFrozen ? () => SAMPLE_TIME + 3_600_000 : () => Date.now()
  const isHost = as === 'host'
  const adapter = createFakeAdapter({
    now,
    user: isHost ? { userId: 'alice', name: 'Alice' } : { userId: 'bob', name: 'Bob' },
    permissions: isHost ? aHost({ features: allFeatures }) : aGuest({ features: allFeatures }),
  })
  const room = createFakeRoom(isHost
    ? { people: [{ userId: 'bob', name: 'Bob' }, { userId: 'carol', name: 'Carol', camera: false }] }
    : { self: { userId: 'bob', name: 'Bob', role: 'member' }, people: [{ userId: 'alice', name: 'Alice', role: 'owner' }] })
  const fakes = { adapter, backend: adapter.backend, library: adapter.library, room, now }
  arrange?.(fakes)
  if (!isFrozen) confirmByItself(fakes)
  applyFault(fakes, fault)
  return fakes
}

/** Plays TRTC: what was asked for is confirmed after a while. */
function confirmByItself({ adapter, backend }: SceneFakes) {
  let timer: ReturnType<typeof setTimeout> | undefined
  adapter.subscribe(backend.snapshot().roomId, {
    onSnapshot({ current, recent }) {
      clearTimeout(timer)
      const step = current?.status === 'starting'
        ? backend.confirmStart
        : current?.status === 'stopping'
          ? backend.confirmStop
          : current?.layout.state === 'applying'
            ? backend.confirmLayout
            : recent[0]?.status === 'processing' && !current ? backend.finish : undefined
      if (step) timer = setTimeout(() => step(), CONFIRM_MS)
    },
  })
}

const changing = ['start', 'update', 'stop', 'rename', 'fileUrl', 'deleteFile', 'consent', 'addMarker', 'request'] as const

function applyFault({ adapter }: SceneFakes, fault: Choices['fault']) {
  if (fault === 'offline') return adapter.disconnect()
  if (fault === 'none') return
  for (const name of changing) {
    const call = adapter[name] as (...args: unknown[]) => Promise<unknown>
    const faulty = async (...args: unknown[]) => {
      if (fault === 'refused') adapter.refuseNext('forbidden')
      if (fault === 'lost') adapter.loseNext()
      if (fault === 'slow') await new Promise(resolve => setTimeout(resolve, 4 * CONFIRM_MS))
      return call(...args)
    }
    Object.assign(adapter, { [name]: faulty })
  }
}
