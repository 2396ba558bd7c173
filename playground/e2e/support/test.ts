import type { Browser } from '@playwright/test'
import type { Stack } from '../../server/stack.js'
import type { EmulatorClient } from './emulator.js'
import type { JoinOptions } from './participant.js'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { startStack } from '../../server/stack.js'
import { createEmulatorClient } from './emulator.js'
import { Participant } from './participant.js'

export { expect }

export interface TestStack extends Omit<Stack, 'emulator'> {
  emulator: EmulatorClient
}

export interface BrowserOptions extends JoinOptions {
  /** How far this browser's clock is ahead of everybody else's. */
  clockAheadMs?: number
  viewport?: { width: number, height: number }
  /** Switches the camera on once in the meeting. */
  camera?: boolean
}

interface TestFixtures {
  /** A room of this test's own. */
  room: string
  /** Brings somebody into the room with a browser of their own. */
  join: (userId: string, options?: BrowserOptions) => Promise<Participant>
}

interface WorkerFixtures {
  stack: TestStack
}

/** Shifts what the page takes for the time, and nothing else. */
function putClockAhead(ms: number) {
  const RealDate = Date
  class AheadDate extends RealDate {
    constructor(...args: unknown[]) {
      super(...(args.length > 0 ? args : [RealDate.now() + ms]) as [number])
    }

    static override now() { return RealDate.now() + ms }
  }
  globalThis.Date = AheadDate as DateConstructor
}

async function openBrowser(browser: Browser, { clockAheadMs, viewport, lang, view }: BrowserOptions) {
  const context = await browser.newContext({
    ...(viewport && { viewport }),
    ...(lang && { locale: lang }),
    ...(view === 'h5' && { hasTouch: true, isMobile: true }),
    permissions: ['camera', 'microphone'],
  })
  if (clockAheadMs !== undefined) await context.addInitScript(putClockAhead, clockAheadMs)
  return context
}

let rooms = 0

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern
  stack: [async ({}, use, { workerIndex }) => {
    const folder = await mkdtemp(joinPath(tmpdir(), 'roomkit-recording-'))
    const lines: string[] = []
    const stack = await startStack({
      ports: { page: 0, emulator: 0, backend: 0 },
      page: 'preview',
      databaseUrl: `pglite:${joinPath(folder, 'db')}`,
      env: { MAX_IDLE_SECONDS: '5' },
      onLine: (part, line) => { lines.push(`${part}: ${line}`) },
      onDeath: (part, code) => { throw new Error(`The ${part} of worker ${workerIndex} ended with ${code}.\n${lines.slice(-40).join('\n')}`) },
    })
    await use({ ...stack, emulator: createEmulatorClient(stack.urls.emulator!) })
    await stack.close()
    await rm(folder, { recursive: true })
  }, { scope: 'worker', timeout: 240_000 }],

  // eslint-disable-next-line no-empty-pattern -- as above
  room: async ({}, use, { workerIndex }) => {
    await use(`room-${workerIndex}-${++rooms}`)
  },

  join: async ({ browser, stack, room }, use) => {
    const people: Participant[] = []
    await use(async (userId, options = {}) => {
      const context = await openBrowser(browser, options)
      const person = new Participant(await context.newPage(), context, userId, room)
      people.push(person)
      await person.enter(stack.urls.page, options)
      // TUIRoomKit shows the room before it has entered it
      await expect.poll(() => stack.emulator.isInRoom(room, userId)).toBe(true)
      if (options.camera) await stack.emulator.setStreams(room, userId, { camera: true, microphone: true })
      return person
    })
    await stack.emulator.clearFaults()
    for (const person of people) await person.context.close()
    await stack.emulator.closeRoom(room)
    expect(people.flatMap(person => person.pageErrors.map(error => `${person.userId}: ${error.message}`))).toEqual([])
  },
})
