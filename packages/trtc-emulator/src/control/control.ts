import type { AutoRecording } from '../auto-recording/auto-recording.js'
import type { CallbackRecord, CallbackSender } from '../callbacks/callback-sender.js'
import type { Clock } from '../clock.js'
import type { Fault, Faults } from '../faults.js'
import type { MediaStore, StoredMedia } from '../media/media-store.js'
import type { ResolvedOptions } from '../options.js'
import type { LeaveCode, RecordingTask } from '../recording-task.js'
import type { RecordingTasks } from '../recording-tasks.js'
import type { RequestLog, RequestRecord } from '../requests.js'
import type { RoomService } from '../rooms/room-service.js'
import type { EmulatorVariants } from '../variants.js'
import { once } from 'node:events'
import { variantChange } from '../variants.js'

/** `settings`: switches of variants, automatic recording, and time that was moved. */
export type ControlTopic = 'rooms' | 'tasks' | 'callbacks' | 'requests' | 'faults' | 'settings'

/** What a test in the same process holds: everything that can be seen and done, without HTTP. */
export interface EmulatorControl {
  clock: Clock
  /** People, what they send, and their roles. */
  rooms: RoomService
  tasks: {
    list: () => RecordingTask[]
    find: (taskId: string) => RecordingTask | undefined
    /** The service's own doings: 3 removed the recorder, 4 closed the room, 100 cut off. False when there is no such task in a room. */
    leave: (taskId: string, leaveCode: LeaveCode) => boolean
    /** Moves a task to another machine. False when there is no such task in a room. */
    failOver: (taskId: string) => boolean
  }
  callbacks: {
    list: () => CallbackRecord[]
    /** Resolves once no callback is on its way any more, retries included. */
    settled: () => Promise<void>
  }
  requests: { list: () => RequestRecord[] }
  faults: {
    list: () => Fault[]
    set: (faults: Fault[]) => void
    add: (faults: Fault[]) => void
    /** All of them, or those of one room. */
    clear: (roomId?: string) => void
  }
  media: { list: () => StoredMedia[] }
  /** One switch for each point on which Tencent's documents are silent or disagree. */
  variants: {
    list: () => EmulatorVariants
    /** Changes those that are named; what happens from now on goes by them. @throws ZodError when one is unknown; then nothing changes */
    set: (change: Partial<EmulatorVariants>) => void
  }
  /** The template of automatic recording, which acts on rooms that are created after it was set. */
  autoRecording: Pick<AutoRecording, 'get' | 'set'>
  /** Calls `listener` after every change until the returned function is called. */
  subscribe: (listener: (topic: ControlTopic) => void) => () => void
  /**
   * Resolves with what `look` returns once that is neither undefined, null nor false: at once, or after the change that makes it so.
   * Give `signal` a deadline.
   */
  until: <T>(look: () => T, signal?: AbortSignal) => Promise<Exclude<T, undefined | null | false>>
}

export interface ControlContext {
  options: ResolvedOptions
  rooms: RoomService
  tasks: RecordingTasks
  callbacks: CallbackSender
  requests: RequestLog
  faults: Faults
  media: MediaStore
  autoRecording: AutoRecording
  changes: Changes
}

export function createControl({ options, rooms, tasks, callbacks, requests, faults, media, autoRecording, changes }: ControlContext): EmulatorControl {
  const { clock, variants } = options
  const running = (taskId: string) => {
    const task = tasks.find(taskId)
    return task?.phase === 'running' ? task : undefined
  }
  return {
    clock,
    rooms,
    tasks: {
      list: tasks.list,
      find: tasks.find,
      leave(taskId, leaveCode) {
        const task = running(taskId)
        task?.leave(leaveCode)
        return task !== undefined
      },
      failOver(taskId) {
        const task = running(taskId)
        task?.failOver()
        return task !== undefined
      },
    },
    callbacks: { list: callbacks.history.list, settled: callbacks.settled },
    requests: { list: requests.list },
    faults: { list: faults.list, set: faults.set, add: faults.add, clear: faults.clear },
    media: { list: media.list },
    variants: {
      list: () => ({ ...variants }),
      set(change) {
        Object.assign(variants, variantChange.parse(change))
        changes.announce('settings')
      },
    },
    autoRecording,
    subscribe: changes.subscribe,
    async until(look, signal) {
      while (true) {
        const value = wanted(look())
        if (value !== undefined) return value
        await nextChange(changes, signal)
      }
    },
  }
}

async function nextChange(changes: Changes, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted()
  let unsubscribe = () => {}
  const ended = new AbortController()
  const changed = new Promise<void>(resolve => { unsubscribe = changes.subscribe(() => { resolve() }) })
  const aborted = signal && once(signal, 'abort', { signal: ended.signal }).then(() => { signal.throwIfAborted() })
  try {
    await (aborted ? Promise.race([changed, aborted]) : changed)
  } finally {
    unsubscribe()
    aborted?.catch(() => {})
    ended.abort()
  }
}

function wanted<T>(value: T): Exclude<T, undefined | null | false> | undefined {
  return value === undefined || value === null || value === false ? undefined : value as Exclude<T, undefined | null | false>
}

export interface Changes {
  announce: (topic: ControlTopic) => void
  subscribe: (listener: (topic: ControlTopic) => void) => () => void
}

export function createChanges(): Changes {
  const listeners = new Set<(topic: ControlTopic) => void>()
  return {
    announce(topic) {
      for (const listener of [...listeners]) listener(topic)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}
