import type { TaskRow } from '../store/schema.js'
import type { Person } from './presence.js'
import type { RecordingState, Timings } from './recording-state.js'
import { isDeepStrictEqual } from 'node:util'
import { isSelected } from '@roomkit-recording/core'
import { newTask, note, unwarn, waitForMore, warn } from './changes.js'
import { divide, MOST_PER_PART } from './parts.js'
import { publishes } from './presence.js'
import { isTaskOver } from './recording-state.js'

/** Back below this it is one part for everybody again: not at the limit itself, where people come and go. */
const FEW = 20

/**
 * TRTC records the first 25 anchors with one task. Single streams of more are divided among several tasks, each with a list of its own;
 * of a mix there is but one picture, so there it can only be warned of. Alters the state it is given.
 */
export function followParts(state: RecordingState, now: number, timings: Timings): void {
  const { recording, room } = state
  if (recording.status !== 'recording') return
  if (recording.partsAfter !== null && now >= recording.partsAfter) recording.partsAfter = null
  const people = room.people.filter(person => isWanted(person, state))
  // without media callbacks nobody knows whose place could be given to whom
  const isLeftOut = recording.mode === 'single' && room.hasMedia
    ? !findPlaces(state, people, now, timings)
    : people.length > MOST_PER_PART
  if (!isLeftOut) unwarn(state, 'over_25_people')
  else if (!recording.warnings.some(({ code }) => code === 'over_25_people')) warn(state, 'over_25_people', now)
}

/** May be recorded, so TRTC counts it. */
function isWanted({ userId, isAnchor }: Person, { recording: { media, subscribeWanted: { audio, video } }, room }: RecordingState): boolean {
  const ids = room.people.map(person => person.userId)
  return isAnchor && ((media !== 'video' && isSelected(audio, userId, ids)) || (media !== 'audio' && isSelected(video, userId, ids)))
}

const isRunning = (task: TaskRow): boolean => !isTaskOver(task) && task.wanted === 'run'

/** Returns whether everybody who sends something has a place. */
function findPlaces(state: RecordingState, people: Person[], now: number, timings: Timings): boolean {
  const { recording, tasks } = state
  const parts = tasks.filter(isRunning)
  const [first] = parts
  if (!first) return true
  if (parts.every(({ members }) => members === null)) {
    if (people.length <= MOST_PER_PART) return true
    // those that TRTC records now
    first.members = people.slice(0, MOST_PER_PART).map(({ userId }) => userId)
    waitForMore(recording, now, timings.mergeMs)
  } else if (parts.length === 1 && people.length <= FEW) {
    first.members = first.emptySince = null
    waitForMore(recording, now, timings.mergeMs)
    return true
  }

  const divided = divide(people.map(person => ({ userId: person.userId, publishes: publishes(person) })), parts.map(({ members }) => members ?? []))
  parts.forEach((task, index) => {
    const members = divided[index]!
    if (isDeepStrictEqual(members, task.members)) return
    task.members = members
    waitForMore(recording, now, timings.mergeMs)
  })
  endEmptyParts(state, parts, people, now, timings)

  const further = divided.slice(parts.length)
  if (recording.partsAfter !== null) return further.length === 0
  for (const members of further) {
    const part = Math.max(...tasks.map(task => task.part)) + 1
    tasks.push({ ...newTask(recording.id, part, 1, now, timings), members })
    note(state, 'part_added', { part, members })
  }
  return true
}

/** A part in which nobody has sent anything for a while ends, as long as another one goes on. */
function endEmptyParts(state: RecordingState, parts: TaskRow[], people: Person[], now: number, { partEmptyMs }: Timings): void {
  const senders = new Set(people.filter(publishes).map(({ userId }) => userId))
  const isEmpty = ({ members }: TaskRow) => !members?.some(userId => senders.has(userId))
  const isAlone = parts.every(isEmpty)
  for (const task of parts) {
    if (!isEmpty(task) || isAlone) {
      task.emptySince = null
      continue
    }
    task.emptySince ??= now
    if (now < task.emptySince + partEmptyMs) continue
    retire(task, now)
    note(state, 'part_ended', { part: task.part })
  }
}

/** It ends and others go on. */
export function retire(task: TaskRow, now: number): void {
  task.retired = true
  task.wanted = 'gone'
  task.emptySince = null
  task.failures = 0
  if (task.taskId !== null || task.state === 'planned') task.nextCallAt = now
}

/**
 * A part that cannot be, or is no more, while others go on: those go on, and it is tried again later. Returns false when it was the only one.
 */
export function losePart(state: RecordingState, task: TaskRow, now: number, { partRetryMs }: Timings, why: Record<string, unknown>): boolean {
  const { recording, tasks } = state
  if (recording.status !== 'recording' || !tasks.some(other => other !== task && isRunning(other))) return false
  if (isRunning(task)) retire(task, now)
  recording.partsAfter = now + partRetryMs
  note(state, 'part_lost', { part: task.part, ...why })
  return true
}
