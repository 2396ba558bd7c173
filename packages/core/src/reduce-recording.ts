import type { RecordingConnection } from './recording-adapter.js'
import type { RecordingIntent, RecordingPress, RecordingState, RecordingWishes } from './recording-state.js'
import type { Permissions, Recording, RecordingProblem, RecordingRequest, RoomSnapshot } from './types.js'
import { initialRecordingState } from './recording-state.js'
import { isStopHeard, lastProofAt, recordingStatusAt } from './recording-status.js'
import { readServerClock } from './server-clock.js'
import { addReplaced, compareSnapshots } from './snapshot-order.js'

/** Something that happened to a room's recording as this browser sees it. */
export type RecordingEvent
  = | { type: 'roomChanged', roomId: string | null }
    /** `askedAt`: when it was asked for (this browser's clock); left out when it came by itself. */
    | { type: 'snapshotReceived', snapshot: RoomSnapshot, askedAt?: number }
    | { type: 'permissionsReceived', permissions: Permissions }
    | { type: 'connectionChanged', connection: RecordingConnection }
    | { type: 'pressed', press: RecordingPress }
    /** The backend accepted what was asked. */
    | { type: 'answered', press: RecordingPress, snapshot: RoomSnapshot }
    /** The backend refused; `snapshot` is what there is instead. */
    | { type: 'refused', press: RecordingPress, problem: RecordingProblem, snapshot?: RoomSnapshot | undefined }
    /** No answer came: whether it took effect is not known. */
    | { type: 'lost', press: RecordingPress, problem: RecordingProblem }
    /** `putBackMs`: this browser's clock was put back by so much meanwhile. @default 0 */
    | { type: 'timePassed', putBackMs?: number }
    | { type: 'failureDismissed' }
    | { type: 'requestReceived', request: RecordingRequest }
    /** It was answered here, or is not to be. */
    | { type: 'requestDismissed', id: string }

/** `at`: this browser's clock in milliseconds when it happened. */
export type RecordingAction = RecordingEvent & { at: number }

/** Older ones than these nobody is going to answer. */
const MOST_REQUESTS = 50

const unknownProblem: RecordingProblem = { code: 'unknown', message: 'The backend gave no reason', retryable: true }

/** The state after `action`; the same object when nothing changed. Pure. */
export function reduceRecording(state: RecordingState, action: RecordingAction): RecordingState {
  const next = derive(apply(state, action), action.at)
  return (Object.keys(next) as (keyof RecordingState)[]).every(key => next[key] === state[key]) ? state : next
}

function apply(state: RecordingState, action: RecordingAction): RecordingState {
  const { at } = action
  const { intent, memory } = state
  const { wishes } = memory
  const { start } = wishes
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
    case 'pressed': {
      const { press } = action
      const known = state.snapshot && recordingsOf(state.snapshot).map(({ id }) => id)
      return withWishes({ ...state, intent: { ...press, at, lostAt: null }, failure: null }, {
        press: press.id,
        start: press.type === 'start' ? { id: press.id, userId: press.userId, known, recordingId: null } : start,
        update: null,
      })
    }
    case 'answered': {
      const { press, snapshot } = action
      const next = receive(settle(state, press.id), snapshot, at)
      if (press.type === 'update')
        return withWishes(next, { update: { recordingId: press.recordingId, epoch: snapshot.epoch, revision: snapshot.revision } })
      return start?.id === press.id && start.recordingId === null
        ? withWishes(next, { start: { ...start, recordingId: findStarted(start, snapshot) ?? newId(start, snapshot.current) } })
        : next
    }
    case 'refused': {
      const { press, snapshot } = action
      const next = fail(settle(state, press.id), action)
      const told = press.type === 'start' && wishes.press === press.id ? withWishes(next, { start: null }) : next
      return snapshot ? receive(told, snapshot, at) : told
    }
    case 'lost':
      return fail(intent?.id === action.press.id ? lose(state, intent, at) : state, action)
    case 'timePassed': {
      const { clock } = memory
      const offset = state.clockOffset + (action.putBackMs ?? 0)
      return { ...state, clockOffset: offset, memory: clock && offset !== clock.offset ? { ...memory, clock: { ...clock, offset } } : memory }
    }
    case 'failureDismissed':
      return { ...state, failure: null }
    case 'requestReceived':
      return { ...state, requests: [...withoutRequest(state, action.request.id), action.request].slice(-MOST_REQUESTS) }
    case 'requestDismissed':
      return { ...state, requests: withoutRequest(state, action.id) }
  }
}

function withoutRequest({ requests }: RecordingState, id: string): readonly RecordingRequest[] {
  const others = requests.filter(request => request.id !== id)
  return others.length < requests.length ? others : requests
}

/** Takes a snapshot if it is news, and learns from it what time it is at the server. */
function receive(state: RecordingState, snapshot: RoomSnapshot, at: number, askedAt = -Infinity): RecordingState {
  if (snapshot.roomId !== state.roomId)
    return state
  const { snapshot: held, intent, memory } = state
  const order = compareSnapshots(held, snapshot, memory.replacedEpochs, at)
  if (order === 'stale' && held?.epoch !== snapshot.epoch)
    return state
  const clock = readServerClock(memory.clock, snapshot.epoch, snapshot.serverTime, at)
  const replacedEpochs = held && held.epoch !== snapshot.epoch ? addReplaced(memory.replacedEpochs, held.epoch, at) : memory.replacedEpochs
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
  const next = intent && at >= intent.deadline ? lose(noted, intent, at) : noted
  const current = snapshot?.current ?? null
  return { ...next, current, lastProofAt: current && lastProofAt(current), status: recordingStatusAt(next, at) }
}

/** What the snapshot says about the wishes: heard, come true, or failed. */
function noteOutcome(state: RecordingState, at: number): RecordingState {
  const { snapshot, intent, failure, memory: { wishes: { start, update } } } = state
  if (!snapshot)
    return state
  let next = state
  if (start) {
    const recordingId = start.recordingId ?? findStarted(start, snapshot)
    const recording = recordingsOf(snapshot).find(({ id }) => id === recordingId)
    if (recordingId !== null) {
      next = settle(next, start.id)
      if (failure?.action === 'start' && failure.recordingId === null)
        next = { ...next, failure: null }
    }
    if (recording?.status === 'failed')
      next = { ...next, failure: { ...(recording.error ?? unknownProblem), action: 'start', at, recordingId } }
    const isOver = recording?.status === 'failed' || recording?.status === 'ready'
    if (isOver || recordingId !== start.recordingId)
      next = withWishes(next, { start: isOver ? null : { ...start, recordingId } })
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

type StartWish = NonNullable<RecordingWishes['start']>

/** The recording that the start brought about: this person's, and not there before. */
function findStarted(start: StartWish, snapshot: RoomSnapshot): string | null {
  const candidates = start.known ? recordingsOf(snapshot) : [snapshot.current]
  return newId(start, candidates.find(recording => recording?.startedBy.userId === start.userId && newId(start, recording)))
}

function newId({ known }: StartWish, recording: Recording | null | undefined): string | null {
  return recording && !known?.includes(recording.id) ? recording.id : null
}

function settle(state: RecordingState, id: number): RecordingState {
  return state.intent?.id === id ? { ...state, intent: null } : state
}

/** A change that got lost leaves no doubt about the recording itself, so nothing waits for it. */
function lose(state: RecordingState, intent: RecordingIntent, at: number): RecordingState {
  return intent.lostAt === null ? { ...state, intent: intent.type === 'update' ? null : { ...intent, lostAt: at } } : state
}

/** Once something else was pressed, nobody waits for the earlier wish any more. */
function fail(state: RecordingState, { press, problem, at }: { press: RecordingPress, problem: RecordingProblem, at: number }): RecordingState {
  const recordingId = press.type === 'start' ? null : press.recordingId
  return state.memory.wishes.press === press.id ? { ...state, failure: { ...problem, action: press.type, at, recordingId } } : state
}

function withWishes(state: RecordingState, wishes: Partial<RecordingWishes>): RecordingState {
  return { ...state, memory: { ...state.memory, wishes: { ...state.memory.wishes, ...wishes } } }
}
