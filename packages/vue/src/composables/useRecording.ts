import type { AutoRecording, Permissions, Recording, RecordingConnection, RecordingController, RecordingDisplayStatus, RecordingFailure, RecordingState, RecordingUpdate, StartOptions } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed } from 'vue'
import { injectRecording } from '../context.js'

export interface UseRecordingReturn {
  controller: RecordingController
  /** What may honestly be shown. */
  status: ComputedRef<RecordingDisplayStatus>
  /** The recording that is starting, running or stopping. */
  current: ComputedRef<Recording | null>
  /** Every one still processing, and the newest finished. */
  recent: ComputedRef<Recording[]>
  /** Recordings that nobody here started; `null` before the first snapshot. */
  auto: ComputedRef<AutoRecording | null>
  permissions: ComputedRef<Permissions | null>
  /** May see the recording's state. */
  canView: ComputedRef<boolean>
  /** May start, change and stop it. */
  canControl: ComputedRef<boolean>
  connection: ComputedRef<RecordingConnection>
  /** A press has not been answered yet. */
  isPending: ComputedRef<boolean>
  failure: ComputedRef<RecordingFailure | null>
  /** The last time (server's clock) at which there was proof, while `status` is `unconfirmed`. */
  lastProofAt: ComputedRef<number | null>
  /** Asks for a recording. Never rejects: what went wrong is in `failure`. @default options those of `createRecording()` */
  start: (options?: StartOptions) => Promise<void>
  update: (change: RecordingUpdate) => Promise<void>
  /** Stops the recording, or cancels the one that is starting. */
  stop: () => Promise<void>
  /** Asks the backend again. */
  refresh: () => Promise<void>
  dismissFailure: () => void
}

/** Everything about the room's recording, as refs, and what can be done with it. */
export function useRecording(recording?: RecordingContext): UseRecordingReturn {
  const { controller, state, startOptions } = injectRecording(recording)
  const read = <T>(pick: (state: RecordingState) => T) => computed(() => pick(state.value))
  return {
    controller,
    status: read(state => state.status),
    current: read(state => state.current),
    recent: read(state => state.snapshot?.recent ?? []),
    auto: read(state => state.snapshot?.auto ?? null),
    permissions: read(state => state.permissions),
    canView: read(state => state.permissions?.view ?? state.snapshot !== null),
    canControl: read(state => state.permissions?.control ?? false),
    connection: read(state => state.connection),
    isPending: read(state => state.intent !== null),
    failure: read(state => state.failure),
    lastProofAt: read(state => state.lastProofAt),
    start: options => quietly(controller.start(options ?? startOptions.value)),
    update: change => quietly(controller.update(change)),
    stop: () => quietly(controller.stop()),
    refresh: () => quietly(controller.refresh()),
    dismissFailure: () => controller.dismissFailure(),
  }
}

async function quietly(call: Promise<unknown>): Promise<void> {
  // The controller has put what went wrong into its state, which is what people see.
  await call.catch(() => {})
}
