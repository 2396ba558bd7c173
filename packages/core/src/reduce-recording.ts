import type { RecordingConnection } from './recording-adapter.js'
import type { RecordingFailure, RecordingIntent, RecordingPress, RecordingState, RecordingWishes } from './recording-state.js'
import type { Permissions, Recording, RecordingProblem, RecordingRequest, RoomSnapshot } from './types.js'
import { isStopHeard, pressStatus } from './press-status.js'
import { recordingStatusAt } from './recording-status.js'
import { conclude, takeNews, takeSnapshot } from './watch-recording.js'

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
    /** Something that was pressed could not even be asked. */
    | { type: 'failed', failure: Omit<RecordingFailure, 'at'> }
    | { type: 'failureDismissed' }
    | { type: 'requestReceived', request: RecordingRequest }
    /** It was answered here, or is not to be. */
    | { type: 'requestDismissed', id: string }

/** `at`: this browser's clock in milliseconds when it happened. */
export type RecordingAction = RecordingEvent & { at: number }

const unknownProblem: RecordingProblem = { code: 'unknown', message: 'The backend gave no reason', retryable: true }

/** The state after `action`; the same object when nothing changed. Pure. */
export function reduceRecording(state: RecordingState, action: RecordingAction): RecordingState {
  const { at } = action
  const noted = noteOutcome(apply(state, action), at)
  const { intent } = noted
  const next = intent && at >= intent.deadline ? lose(noted, intent, at) : noted
  return conclude(state, next, at, pressStatus(next) ?? recordingStatusAt(next, at))
}

function apply(state: RecordingState, action: RecordingAction): RecordingState {
  const { at } = action
  const { intent, memory: { wishes } } = state
  const { start } = wishes
  switch (action.type) {
    case 'snapshotReceived':
      return hear(state, action.snapshot, at, action.askedAt)
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
      const next = hear(settle(state, press.id), snapshot, at)
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
      return snapshot ? hear(told, snapshot, at) : told
    }
    case 'lost':
      return fail(intent?.id === action.press.id ? lose(state, intent, at) : state, action)
    default:
      return takeNews(state, action)
  }
}

/** What was asked for after an answer got lost, and what changed since, tells how it ended. */
function hear(state: RecordingState, snapshot: RoomSnapshot, at: number, askedAt = -Infinity): RecordingState {
  const next = takeSnapshot(state, snapshot, at)
  const { intent, snapshot: held } = next
  if (next === state || !intent || intent.lostAt === null)
    return next
  const isChanged = held?.epoch !== state.snapshot?.epoch || held?.revision !== state.snapshot?.revision
  return isChanged || askedAt >= intent.lostAt ? { ...next, intent: null } : next
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
