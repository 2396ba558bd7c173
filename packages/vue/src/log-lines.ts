import type { RecordingLogEntry, RecordingRoom } from '@roomkit-recording/core'
import type { RecordingMessages } from './locale/messages.js'
import { actorName } from './actor-name.js'
import { fill, formatClock } from './locale/format.js'

export interface LogLine {
  key: string
  at: number
  time: string
  text: string
}

/** What happened to a recording, for people: entries that only matter to whoever runs the backend are left out. */
export function logLines(log: readonly RecordingLogEntry[], texts: RecordingMessages['log'], locale: string, room: RecordingRoom): LogLine[] {
  return log.flatMap(({ at, type, by }, index) => {
    const what = textOf(type, texts)
    return what
      ? [{ key: `${index} ${type}`, at, time: formatClock(at, locale), text: by ? fill(texts.by, { what, name: actorName(by, room) }) : what }]
      : []
  })
}

function textOf(type: string, texts: RecordingMessages['log']): string {
  const name = type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  return name !== 'by' && Object.hasOwn(texts, name) ? texts[name as keyof typeof texts] : ''
}
