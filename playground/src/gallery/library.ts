import type { Recording, RecordingFile } from '@roomkit-recording/core'
import type { SceneFakes } from './scene.js'
import { aFile } from '@roomkit-recording/core/testing'
import meeting from './media/meeting.mp4?url'
import { ended } from './states.js'

const HOUR = 3_600_000

/** A recording that ended `age` hours ago, with its file. */
export function past({ library, now }: SceneFakes, id: string, age: number, changes: Partial<Recording> = {}, files?: Partial<RecordingFile>[]): Recording {
  const startedAt = now() - age * HOUR - 48 * 60_000
  const recording = ended(now(), { id, requestedAt: startedAt - 2000, startedAt, endedAt: startedAt + 48 * 60_000, ...changes })
  library.linkFor = () => meeting
  library.files.set(id, (files ?? [{}]).map((file, index) => aFile({ id: `${id}-${index}`, startedAt, endedAt: recording.endedAt, durationMs: 48 * 60_000, sizeBytes: 312_000_000, ...file })))
  return recording
}

/** Its markers, answers and history. */
export function fillIn({ library }: SceneFakes, { id, startedAt }: Recording, seconds = [4, 12, 21]): void {
  const alice = { userId: 'alice', name: 'Alice' }
  const at = startedAt ?? 0
  const labels = ['Budget for next year', 'Vote: move the release to March', '😀 عرض المنتج']
  library.markers.set(id, seconds.map((second, index) => ({ id: `m${index}`, label: labels[index]!, at: at + second * 1000, mediaTimeMs: second * 1000, by: alice })))
  library.consents.set(id, [
    { userId: 'bob', name: 'Bob', choice: 'accepted', textVersion: '1', at: at + 5000 },
    { userId: 'carol', name: 'Carol', choice: 'declined', textVersion: '1', at: at + 9000 },
  ])
  library.log.set(id, [
    { at: at - 2000, type: 'start_asked', by: alice, detail: {} },
    { at, type: 'started', by: null, detail: {} },
    { at: at + 900_000, type: 'change_asked', by: alice, detail: {} },
    { at: at + 2_880_000, type: 'stop_asked', by: alice, detail: {} },
    { at: at + 2_881_000, type: 'ended', by: null, detail: {} },
    { at: at + 2_900_000, type: 'ready', by: null, detail: {} },
  ])
}

/** What a room that meets each week has. */
export function aHistory(fakes: SceneFakes): void {
  const problem = { message: '', retryable: false }
  const waiting = { expected: 3, ready: 1, failed: 0 }
  fakes.library.history = [
    past(fakes, 'processing', 0.1, { status: 'processing', title: 'Planning, part two', mode: 'single', fileCounts: waiting }),
    past(fakes, 'weekly', 24, { title: 'Weekly planning' }),
    past(fakes, 'single', 30, { title: null, mode: 'single', fileCounts: { expected: 3, ready: 3, failed: 0 } }, [
      { userId: 'alice', stream: 'camera' },
      { userId: 'bob', stream: 'camera' },
      { userId: 'bob', stream: 'screen' },
    ]),
    past(fakes, 'silent', 48, { status: 'failed', title: 'Rehearsal', stopReason: 'idle', error: { ...problem, code: 'nothing_captured' }, fileCounts: { expected: null, ready: 0, failed: 0 } }),
    past(fakes, 'missing', 72, { status: 'failed', error: { ...problem, code: 'files_missing' }, fileCounts: { expected: 1, ready: 0, failed: 1 } }),
    past(fakes, 'long', 100, { title: 'A title that somebody wrote with 64 characters: 产品评审 مراجعة المنتج 🎬🎉 end', startedBy: { userId: 'dora', name: '\u202Eدورا 👩🏽‍🚀 the very long name of a person who has many names' } }),
  ]
  fillIn(fakes, fakes.library.history[1]!)
}
