import type { RecordingDetail } from '@roomkit-recording/core'
import type { RequestRecord } from '@roomkit-recording/trtc-emulator'
import type { Books } from './books.js'
import type { Host } from './people.js'
import { setMaxListeners } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { createTrtcEmulator } from '@roomkit-recording/trtc-emulator'
import { createRandom } from '../simulated-trtc.js'
import { CALLBACK_KEY, key, quick } from '../stack.js'
import { auditBooks } from './books.js'
import { createCluster } from './cluster.js'
import { createHost } from './people.js'
import { changeWeather } from './weather.js'

export interface ChaosOptions {
  seed: number
  rooms: number
  instances: number
  /** How long people, TRTC and the kernel do what they like. */
  stormMs: number
  /** By then everything has to be settled. */
  calmMs: number
  /** From `bundle`. */
  file: string
  databaseUrl: string
  trace?: Trace
}

type Trace = (...words: unknown[]) => void

/** What takes minutes in earnest takes seconds here; ten minutes without callbacks are a few of these. */
const timings = {
  ...quick,
  startMs: 15_000,
  lostAnswerMs: 500,
  callMs: 1_500,
  firstDescribeMs: 500,
  newTaskMs: 1_500,
  describeMs: 2_000,
  stopCheckMs: 400,
  backOffMs: 200,
  backOffMaxMs: 2_000,
  sweepMs: 1_500,
  quietMs: 1_000,
  resultsMs: 12_000,
  nothingCapturedMs: 6_000,
}

/** Several instances, many rooms and a TRTC at its worst for a while; then calm, and the books are compared. */
export async function runChaos({ seed, rooms, instances, stormMs, calmMs, file, databaseUrl, trace = () => {} }: ChaosOptions): Promise<Books> {
  const random = createRandom(seed)
  const cluster = await createCluster(random)
  const emulator = await createTrtcEmulator({
    ...key,
    port: 0,
    callbackUrl: `${cluster.url}/v1/trtc/callbacks`,
    callbackKey: CALLBACK_KEY,
    recorderStartDelayMs: 100,
    recorderStopDelayMs: 50,
    vodCommitDelayMs: 100,
    vodVisibleDelayMs: 300,
    renderMedia: false,
    random: random.next,
  })
  const { control } = emulator
  const hosts = Array.from({ length: rooms }, (_, index) => createHost(cluster.url, `room-${index}`, createRandom(seed * 1000 + index), emulator))
  const requests = keepRequests(() => control.requests.list())
  try {
    cluster.start(instances, { file, databaseUrl, timings, trtcUrl: emulator.url, cloudUrl: emulator.url, env: { PAUSE_MS: '1000' } })
    await cluster.complete()

    const storm = AbortSignal.timeout(stormMs)
    // all hosts listen
    setMaxListeners(0, storm)
    await Promise.all([
      ...hosts.map(host => host.act(storm)),
      every(storm, () => random.between(1_500, 4_000), () => trace('weather:', changeWeather(emulator, random))),
      every(storm, () => random.between(1_500, 4_000), () => cluster.killOne()),
    ])
    control.faults.clear()
    await cluster.complete()
    trace('calm')

    const deadline = AbortSignal.timeout(calmMs)
    setMaxListeners(0, deadline)
    await Promise.all(hosts.map(host => settle(host, deadline, trace)))
    trace('settled')
    // no room is locked: each can be recorded once more, as soon as TRTC's quota has room for it
    await Promise.all(hosts.map(async host => {
      await recordOnceMore(host, deadline, trace)
      await settle(host, deadline, trace)
    }))
    await control.until(() => control.tasks.list().every(({ phase }) => phase === 'gone'), deadline).catch(() => {})

    let recordings: RecordingDetail[] = []
    const readBooks = async () => {
      recordings = await readRecordings(hosts)
      return auditBooks({ recordings, tasks: control.tasks.list(), requests: requests.all(), kills: cluster.kills() })
    }
    let books = await readBooks()
    // a file of which no callback told is looked for at times that grow apart, also when its recording has failed
    while (books.problems.length > 0 && !deadline.aborted) {
      await wait(1_000, undefined, { signal: deadline }).catch(() => {})
      books = await readBooks()
    }
    if (deadline.aborted) books.problems.push(`not settled within ${calmMs} ms`)
    for (const recording of recordings.filter(({ id }) => books.problems.some(problem => problem.includes(id)))) {
      const tasks = control.tasks.list().filter(({ recorderId }) => recorderId.includes(recording.id))
      trace('evidence', JSON.stringify({
        recording,
        tasks: tasks.map(({ taskId, phase, createdAt, timeline }) => ({ taskId, phase, createdAt, timeline })),
        requests: requests.all().filter(({ request }) => [recording.id, ...tasks.map(({ taskId }) => taskId)].some(id => JSON.stringify(request)?.includes(id))),
        callbacks: control.callbacks.list().filter(({ taskId }) => tasks.some(task => task.taskId === taskId)),
      }))
    }
    return books
  } finally {
    requests.stop()
    await cluster.close()
    await emulator.close()
  }
}

async function readRecordings(hosts: Host[]): Promise<RecordingDetail[]> {
  const recordings: RecordingDetail[] = []
  for (const host of hosts) {
    for (const { id } of await host.history() as { id: string }[]) recordings.push(await host.get(id) as RecordingDetail)
  }
  return recordings
}

async function every(signal: AbortSignal, pauseMs: () => number, act: () => void): Promise<void> {
  while (!signal.aborted) {
    act()
    await wait(pauseMs(), undefined, { signal }).catch(() => {})
  }
}

/** Stops what runs and waits until nothing of the room is under way. */
async function settle(host: Host, signal: AbortSignal, trace: Trace): Promise<void> {
  while (!signal.aborted) {
    host.enter()
    const snapshot = await host.snapshot()
    if (snapshot?.current) await host.stop(snapshot.current.id)
    else if (snapshot && snapshot.recent.every(({ status }) => status !== 'processing')) return
    await wait(500, undefined, { signal }).catch(() => {})
    if (signal.aborted) trace('not settled', JSON.stringify(snapshot))
  }
}

async function recordOnceMore(host: Host, signal: AbortSignal, trace: Trace): Promise<void> {
  while (!signal.aborted) {
    const snapshot = await host.snapshot()
    if (snapshot?.current?.capturing) return
    // also when an earlier start came to nothing
    if (snapshot?.current === null) await host.start()
    await wait(300, undefined, { signal }).catch(() => {})
    if (signal.aborted) trace('could not be recorded once more', JSON.stringify(snapshot))
  }
}

/** The emulator forgets older ones. */
function keepRequests(list: () => RequestRecord[]) {
  const kept: RequestRecord[] = []
  const collect = () => {
    const last = kept.at(-1)?.id ?? 0
    kept.push(...list().filter(({ id, service }) => id > last && service === 'trtc'))
  }
  const timer = setInterval(collect, 2_000)
  return {
    all() {
      collect()
      return kept
    },
    stop: () => clearInterval(timer),
  }
}
