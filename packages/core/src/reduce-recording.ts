import type { RecordingConnection } from './recording-adapter.js'
import type { RecordingFailure, RecordingIntent, RecordingState, RecordingWishes } from './recording-state.js'
import type { Permissions, Recording, RecordingProblem, RecordingUpdate, RoomSnapshot } from './types.js'
import { initialRecordingState } from './recording-state.js'
import { isStopHeard, lastProofAt, recordingStatusAt } from './recording-status.js'
import { readServerClock } from './server-clock.js'
import { compareSnapshots, replaceEpoch } from './snapshot-order.js'

/** Something that happened to a room's recording as this browser sees it. */
export type RecordingEvent
  = | { type: 'roomChanged', roomId: string | null }
    /** `askedAt`: when it was asked for (this browser's clock); left out when it came by itself. */
    | { type: 'snapshotReceived', snapshot: RoomSnapshot, askedAt?: number }
    | { type: 'permissionsReceived', permissions: Permissions }
    | { type: 'connectionChanged', connection: RecordingConnection }
    /** `userId`: who presses, as the room knows them. */
    | { type: 'startRequested', id: number, deadline: number, userId: string | null }
    | { type: 'stopRequested', id: number, deadline: number, recordingId: string | null }
    | { type: 'updateRequested', id: number, deadline: number, recordingId: string, change: RecordingUpdate }
    /** The backend accepted the request `id`. */
    | { type: 'requestAnswered', id: number, snapshot: RoomSnapshot }
    /** The backend refused it; `snapshot` is what there is instead. */
    | { type: 'requestRefused', id: number, reason: FailureReason, snapshot?: RoomSnapshot | undefined }
    /** Whether it took effect is not known. */
    | { type: 'requestLost', id: number, reason: FailureReason }
    | { type: 'timePassed' }
    | { type: 'failureDismissed' }

/** What did not come true, and why. */
export type FailureReason = Omit<RecordingFailure, 'at'>

/** `at`: this browser's clock in milliseconds when it happened. */
export type RecordingAction = RecordingEvent & { at: number }

const unknownProblem: RecordingProblem = { code: 'unknown', message: 'The backend gave no reason', retryable: true }

/** The state after `action`; the same object when nothing changed. Pure. */
export function reduceRecording(state: RecordingState, action: RecordingAction): RecordingState {
  const next = derive(apply(state, action), action.at)
  return (Object.keys(next) as (keyof RecordingState)[]).every(key => next[key] === state[key]) ? state : next
}

function apply(state: RecordingState, action: RecordingAction): RecordingState {
  const { at } = action
  const { wishes } = state.memory
  switch (action.type) {
    case 'roomChanged':
      return action.roomId === state.roomId
        ? state
        : {
            ...initialRecordingState,
            roomId: action.roomId,
            clockOffset: state.clockOffset,
            memory: { ...state.memory, wishes: { ...initialRecordingState.memory.wishes, press: wishes.press } },
          }
    case 'snapshotReceived':
      return receive(state, action.snapshot, at, action.askedAt)
    case 'permissionsReceived':
      return { ...state, permissions: action.permissions }
    case 'connectionChanged':
      return { ...state, connection: action.connection }
    case 'startRequested': {
      const { id, deadline, userId } = action
      const start = { id, userId, known: state.snapshot && recordingsOf(state.snapshot).map(known => known.id), recordingId: null, told: false }
      return press(state, { type: 'start', id, at, deadline, lostAt: null }, { start })
    }
    case 'stopRequested': {
      const { id, deadline, recordingId } = action
      return press(state, { type: 'stop', id, at, deadline, lostAt: null, recordingId })
    }
    case 'updateRequested': {
      const { id, deadline, recordingId, change } = action
      return press(state, { type: 'update', id, at, deadline, lostAt: null, recordingId, change })
    }
    case 'requestAnswered': {
      const { id, snapshot } = action
      const { intent } = state
      const next = receive(settle(state, id), snapshot, at)
      if (wishes.start?.id === id && wishes.start.recordingId === null) {
        const recordingId = findStarted(wishes.start, snapshot) ?? (snapshot.current && !wishes.start.known?.includes(snapshot.current.id) ? snapshot.current.id : null)
        return withWishes(next, { start: { ...wishes.start, recordingId } })
      }
      return intent?.id === id && intent.type === 'update'
        ? withWishes(next, { update: { recordingId: intent.recordingId, epoch: snapshot.epoch, revision: snapshot.revision } })
        : next
    }
    case 'requestRefused': {
      const next = fail(settle(state, action.id), action)
      return action.snapshot ? receive(next, action.snapshot, at) : next
    }
    case 'requestLost':
      return fail(state.intent?.id === action.id ? { ...state, intent: { ...state.intent, lostAt: state.intent.lostAt ?? at } } : state, action)
    case 'timePassed':
      return state
    case 'failureDismissed':
      return { ...state, failure: null }
  }
}

/** Takes a snapshot if it is news, and learns from it what time it is at the server. */
function receive(state: RecordingState, snapshot: RoomSnapshot, at: number, askedAt = -Infinity): RecordingState {
  if (snapshot.roomId !== state.roomId)
    return state
  const { snapshot: held, intent, memory } = state
  const order = compareSnapshots(held, snapshot, memory.replacedEpochs)
  if (order === 'stale' && held?.epoch !== snapshot.epoch)
    return state
  const clock = readServerClock(memory.clock, snapshot.epoch, snapshot.serverTime, at)
  const replacedEpochs = held ? replaceEpoch(memory.replacedEpochs, held.epoch, snapshot.epoch) : memory.replacedEpochs
  const changed = order === 'newer' && (held?.epoch !== snapshot.epoch || held.revision !== snapshot.revision)
  // what was asked for after the answer got lost, and what changed since, tells how it ended
  const told = intent !== null && intent.lostAt !== null && (changed || askedAt >= intent.lostAt)
  return {
    ...state,
    snapshot: order === 'newer' ? snapshot : held,
    intent: told ? null : intent,
    clockOffset: clock.offset,
    memory: clock === memory.clock && replacedEpochs === memory.replacedEpochs ? memory : { ...memory, clock, replacedEpochs },
  }
}

/** Everything that follows from the rest. */
function derive(state: RecordingState, at: number): RecordingState {
  const noted = noteOutcome(state, at)
  const { intent, snapshot } = noted
  const next = intent && intent.lostAt === null && at >= intent.deadline ? { ...noted, intent: { ...intent, lostAt: at } } : noted
  const current = snapshot?.current ?? null
  return { ...next, current, lastProofAt: current && lastProofAt(current), status: recordingStatusAt(next, at) }
}

/** What the snapshot says about the wishes: heard, come true, or failed. */
function noteOutcome(state: RecordingState, at: number): RecordingState {
  const { snapshot, intent, failure, memory: { wishes: { start, update } } } = state
  if (!snapshot)
    return state
  let next = state
  if (start && !start.told) {
    const recordingId = start.recordingId ?? findStarted(start, snapshot)
    const recording = recordingsOf(snapshot).find(({ id }) => id === recordingId)
    const told = recording?.status === 'failed' || recording?.status === 'ready'
    if (recording && start.recordingId === null) {
      next = settle(next, start.id)
      if (failure?.action === 'start' && failure.recordingId === null)
        next = { ...next, failure: null }
    }
    if (recording?.status === 'failed')
      next = { ...next, failure: { ...(recording.error ?? unknownProblem), action: 'start', at, recordingId } }
    if (recordingId !== start.recordingId || told)
      next = withWishes(next, { start: { ...start, recordingId, told } })
  }
  if (intent?.type === 'stop' && intent.recordingId !== null && isStopHeard(intent.recordingId, snapshot.current))
    next = settle(next, intent.id)
  if (failure?.action === 'stop' && failure.recordingId !== null && isStopHeard(failure.recordingId, snapshot.current))
    next = { ...next, failure: null }
  if (update && (update.epoch !== snapshot.epoch || snapshot.revision >= update.revision)) {
    const layout = snapshot.current?.id === update.recordingId ? snapshot.current.layout : null
    if (layout?.state === 'failed')
      next = { ...next, failure: { ...(layout.error ?? unknownProblem), action: 'update', at, recordingId: update.recordingId } }
    if (layout?.state !== 'applying')
      next = withWishes(next, { update: null })
  }
  return next
}

function recordingsOf({ current, recent }: RoomSnapshot): Recording[] {
  return current ? [current, ...recent] : recent
}

/** The recording that the start brought about: this person's, and not there before. */
function findStarted({ userId, known }: NonNullable<RecordingWishes['start']>, snapshot: RoomSnapshot): string | null {
  const candidates = known ? recordingsOf(snapshot).filter(({ id }) => !known.includes(id)) : snapshot.current ? [snapshot.current] : []
  return candidates.find(({ startedBy }) => startedBy.userId === userId)?.id ?? null
}

function press(state: RecordingState, intent: RecordingIntent, wishes: Partial<RecordingWishes> = {}): RecordingState {
  return withWishes({ ...state, intent, failure: null }, { update: null, ...wishes, press: intent.id })
}

function settle(state: RecordingState, id: number): RecordingState {
  return state.intent?.id === id ? { ...state, intent: null } : state
}

/** A later press has taken the place of an earlier wish; nobody waits for that one any more. */
function fail(state: RecordingState, { id, reason, at }: { id: number, reason: FailureReason, at: number }): RecordingState {
  return state.memory.wishes.press === id ? { ...state, failure: { ...reason, at } } : state
}

function withWishes(state: RecordingState, wishes: Partial<RecordingWishes>): RecordingState {
  return { ...state, memory: { ...state.memory, wishes: { ...state.memory.wishes, ...wishes } } }
}
