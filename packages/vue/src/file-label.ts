import type { RecordingFile, RecordingRoom } from '@roomkit-recording/core'
import type { RecordingMessages } from './locale/messages.js'
import { actorName } from './actor-name.js'
import { fill, formatClock } from './locale/format.js'

/**
 * What a file holds: “Everybody”, “Bob – shared screen”. Where another one holds the same, for a long recording is cut into several
 * files, it also says from when.
 */
export function fileLabel(file: RecordingFile, files: readonly RecordingFile[], texts: RecordingMessages['details'], locale: string, room: RecordingRoom): string {
  const { userId, stream, track, startedAt } = file
  const who = userId === null ? texts.everybody : actorName({ userId, name: null }, room)
  const what = stream === 'mix' ? '' : track === 'audio' ? texts.sound : texts[stream]
  const isCut = startedAt !== null && files.some(other => other !== file && sameStream(other, file) && other.startedAt !== startedAt)
  return [who, what, isCut ? fill(texts.part, { time: formatClock(startedAt, locale) }) : ''].filter(Boolean).join(' – ')
}

/** Whether two files hold the same person's same stream, one after the other. */
export function sameStream(a: RecordingFile, b: RecordingFile): boolean {
  return a.userId === b.userId && a.stream === b.stream && a.track === b.track && a.format === b.format
}
