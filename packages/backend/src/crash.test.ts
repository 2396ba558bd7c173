import type { RecordingTask } from '@roomkit-recording/trtc-emulator'
import type { CrashChain } from '../testing/crash/crash-chain.js'
import type { Postgres } from '../testing/postgres.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundle } from '../testing/bundle.js'
import { startCrashChain } from '../testing/crash/crash-chain.js'
import { faultPoints } from '../testing/crash/fault-points.js'
import { startPostgres } from '../testing/postgres.js'

/** All of them, unless somebody looks into one: `CRASH_POINTS=create.`. */
const points = faultPoints.filter(point => point.startsWith(process.env.CRASH_POINTS ?? ''))

let postgres: Postgres
let child: Awaited<ReturnType<typeof bundle>> | undefined
/** The lives that begin and end one after the other take a while; some backends share the points. */
const CHAINS = 3
let chains: CrashChain[] = []

beforeAll(async () => {
  [postgres, child] = await Promise.all([startPostgres(), bundle('testing/crash/crashing-backend.ts')])
  chains = await Promise.all(Array.from({ length: CHAINS }, async (_, share) => startCrashChain({
    file: child!.file,
    databaseUrl: await postgres.createDatabase(),
    points: points.filter((_, index) => index % CHAINS === share),
  })))
})
afterAll(async () => {
  await Promise.all(chains.map(chain => chain.close()))
  await postgres.stop()
  await child?.remove()
})

const enteredAt = ({ timeline }: RecordingTask) => timeline.find(({ event }) => event === 'entered')?.at ?? null

describe.each(points.map((point, index) => ({ point, index })))('a process killed at $point', ({ point, index }) => {
  it('is taken up by the next one: nothing runs on unseen, nothing is recorded twice, nothing is lost, and the room is free', async () => {
    const { tasks, recording, isFree } = await chains[index % CHAINS]!.aftermath(point)

    expect(tasks.filter(task => task.phase !== 'gone')).toEqual([])
    const stays = tasks.filter(task => enteredAt(task) !== null).toSorted((a, b) => enteredAt(a)! - enteredAt(b)!)
    stays.slice(1).forEach((task, before) => expect(enteredAt(task)).toBeGreaterThanOrEqual(stays[before]!.endedAt!))

    const files = tasks.flatMap(task => task.files().map(({ name }) => `${task.taskId}/${name}`))
    expect(files.length).toBeGreaterThan(0)
    expect(recording.fileCounts.ready).toBe(files.length)
    expect(recording.taskIds).toEqual(expect.arrayContaining(tasks.map(({ taskId }) => taskId)))
    expect(recording.status).toBe('ready')
    expect(isFree).toBe(true)
  }, 300_000)
})
