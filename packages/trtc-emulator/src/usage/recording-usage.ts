import type { CapturedStream } from '../capture.js'
import type { RecordingTask } from '../recording-task.js'
import type { EmulatorVariants } from '../variants.js'
import { sourceSizes } from '../media/draw-scene.js'
import { fileFormats } from '../recording-files.js'

/** `UsageKey` of DescribeRecordingUsage as its sample has it; international billing calls the last one 2K+ and has no SD. */
export const usageKeys = ['Audio', 'SD', 'HD', 'FullHD', '2K', '4K'] as const
type UsageKey = typeof usageKeys[number]

/** Pixels up to which a picture belongs to a tier ("Billing of On-Cloud Recording", both sites). */
const tiers: Record<EmulatorVariants['billing'], [UsageKey, pixels: number][]> = {
  china: [['SD', 640 * 480], ['HD', 1280 * 720], ['FullHD', 1920 * 1080], ['2K', 2560 * 1440], ['4K', Infinity]],
  international: [['HD', 921_600], ['FullHD', 2_073_600], ['2K', 3_686_400], ['4K', Infinity]],
}

function tierOf(billing: EmulatorVariants['billing'], pixels: number): UsageKey {
  return tiers[billing].find(([, most]) => pixels <= most)![0]
}

function pixelsOf({ mediaId }: CapturedStream): number {
  const { width, height } = sourceSizes[mediaId]
  return width * height
}

/** What is charged for while exactly `streams` are recorded. Waiting for somebody costs as much as sound. */
export function chargedFor(streams: readonly CapturedStream[], isMixed: boolean, billing: EmulatorVariants['billing']): UsageKey[] {
  const pictures = streams.filter(({ video }) => video)
  if (billing === 'international')
    return [pictures.length === 0 ? 'Audio' : tierOf(billing, pictures.reduce((sum, stream) => sum + pixelsOf(stream), 0))]
  if (streams.length === 0 || (isMixed && pictures.length === 0)) return ['Audio']
  return streams.map(stream => stream.video ? tierOf(billing, pixelsOf(stream)) : 'Audio')
}

/** Milliseconds since the epoch. */
export interface Span { from: number, to: number }

/** Seconds of each kind that a task used within a span; each output format counts on its own. `now` ends what still runs. */
export function recordingSeconds(task: RecordingTask, { from, to }: Span, billing: EmulatorVariants['billing'], now: number): Map<UsageKey, number> {
  const seconds = new Map<UsageKey, number>()
  const isMixed = task.request.RecordParams.RecordMode === 2
  const formats = fileFormats(task.request).length
  const { streamChanges, endedAt } = task
  for (const [index, { at, streams }] of streamChanges.entries()) {
    const length = Math.min(streamChanges[index + 1]?.at ?? endedAt ?? now, to) - Math.max(at, from)
    if (length <= 0) continue
    for (const key of chargedFor(streams, isMixed, billing)) seconds.set(key, (seconds.get(key) ?? 0) + length / 1000 * formats)
  }
  return seconds
}
