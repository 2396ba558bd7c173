import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createRecordingController } from './recording-controller.js'
import { createFakeAdapter, createFakeBackend, createFakeRoom } from './testing/index.js'

const LIVE = ['starting', 'recording', 'stopping']

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

type World = ReturnType<typeof aWorld>
type Person = World['people'][number]

/** Two people in front of one backend. */
function aWorld() {
  const backend = createFakeBackend()
  const people = ['alice', 'bob'].map(userId => {
    const adapter = createFakeAdapter({ backend, user: { userId, name: null } })
    const room = createFakeRoom({ self: { userId, role: 'admin' } })
    const controller = createRecordingController({ adapter, room })
    const answered: Promise<unknown>[] = []
    let last: { action: string, outcome: 'pending' | 'answered' | 'failed' } | null = null
    let release = () => {}
    return {
      adapter,
      room,
      controller,
      answered,
      /** The last start or stop, and what became of it. */
      last: () => last,
      press(action: 'start' | 'stop' | 'update') {
        const call = { start: () => controller.start(), stop: () => controller.stop(), update: () => controller.update({ layout: { mode: 'float' } }) }[action]
        const press: typeof last = { action, outcome: 'pending' }
        if (action !== 'update')
          last = press
        answered.push(call().then(() => { press.outcome = 'answered' }, () => { press.outcome = 'failed' }))
      },
      hold() {
        release()
        release = adapter.holdAnswers()
      },
      release: () => release(),
    }
  })
  return { backend, people }
}

const somebody = fc.nat(1)
const step: fc.Arbitrary<[string, (world: World, person: Person) => unknown, number]> = fc.tuple(
  fc.constantFrom<[string, (world: World, person: Person) => unknown][]>(
    ['start', (_, person) => person.press('start')],
    ['start', (_, person) => person.press('start')],
    ['stop', (_, person) => person.press('stop')],
    ['stop', (_, person) => person.press('stop')],
    ['update', (_, person) => person.press('update')],
    ['refuse', (_, { adapter }) => adapter.refuseNext('forbidden')],
    ['lose the answer', (_, { adapter }) => adapter.loseNext()],
    ['lose the call', (_, { adapter }) => adapter.loseNext({ reached: false })],
    ['hold', (_, person) => person.hold()],
    ['release', (_, person) => person.release()],
    ['disconnect', (_, { adapter }) => adapter.disconnect()],
    ['reconnect', (_, { adapter }) => adapter.reconnect()],
    ['refresh', (_, { controller }) => controller.refresh()],
    ['leave', (_, { room }) => room.leave()],
    ['join', (_, { room }) => room.state.roomId ?? room.join()],
    ['confirm start', ({ backend }) => backend.snapshot('demo').current?.status === 'starting' && backend.confirmStart()],
    ['fail start', ({ backend }) => backend.snapshot('demo').current?.status === 'starting' && backend.failStart()],
    ['confirm stop', ({ backend }) => backend.snapshot('demo').current && backend.confirmStop()],
    ['confirm layout', ({ backend }) => backend.snapshot('demo').current && backend.confirmLayout()],
    ['fail layout', ({ backend }) => backend.snapshot('demo').current && backend.failLayout()],
    ['prove', ({ backend }) => backend.snapshot('demo').current && backend.prove()],
    ['finish', ({ backend }) => backend.snapshot('demo').recent[0]?.status === 'processing' && backend.finish()],
    ['an old message', ({ backend }) => backend.deliver({ ...backend.snapshot('demo'), revision: backend.snapshot('demo').revision - 1 })],
    ['a message again', ({ backend }) => backend.deliver(backend.snapshot('demo'))],
    ['replace the store', ({ backend }) => backend.replaceStore()],
  ),
  somebody,
).map(([[name, act], index]) => [name, (world: World) => act(world, world.people[index]!), index])

const pause = fc.constantFrom(0, 0, 1, 300, 2000, 9000, 25_000, 61_000)
const script = fc.array(fc.tuple(step, pause), { maxLength: 30 })

async function play(world: World, steps: (typeof script extends fc.Arbitrary<infer T> ? T : never)) {
  for (const [[, act, index], ms] of steps) {
    act(world, world.people[index]!)
    await vi.advanceTimersByTimeAsync(ms)
  }
}

/** Everybody is back in the room, and everything gets through again. */
async function heal({ people, backend }: World) {
  for (const { adapter, room, release } of people) {
    release()
    if (room.state.roomId === null)
      room.join()
    adapter.reconnect()
  }
  await vi.advanceTimersByTimeAsync(3 * 60_000)
  if (backend.snapshot('demo').current)
    backend.prove()
  await vi.advanceTimersByTimeAsync(0)
}

const print = (steps: [[string, unknown, number], number][]) => steps.map(([[name,, index], ms]) => `${['alice', 'bob'][index]}: ${name}, then ${ms} ms`).join('\n')

/** Runs the property with the clock at rest before and after each story. */
function stories(check: (world: World, steps: (typeof script extends fc.Arbitrary<infer T> ? T : never)) => Promise<void>) {
  return fc.assert(fc.asyncProperty(script, async steps => {
    const world = aWorld()
    await vi.advanceTimersByTimeAsync(0)
    try {
      await check(world, steps)
    } finally {
      for (const { controller } of world.people)
        controller.dispose()
      vi.clearAllTimers()
    }
  }), { numRuns: 200, reporter: run => {
    if (run.failed)
      throw new Error(`${print(run.counterexample![0])}\n\n${run.errorInstance} (seed ${run.seed})`, { cause: run.errorInstance })
  } })
}

it('after any story everybody sees what the backend has, and every press came to an end', async () => {
  await stories(async (world, steps) => {
    await play(world, steps)
    await heal(world)
    const snapshot = world.backend.snapshot('demo')
    for (const { controller, answered } of world.people) {
      await Promise.all(answered)
      expect(controller.state.snapshot).toEqual(snapshot)
      expect(controller.state.intent).toBeNull()
      expect(controller.state.status).toBe(snapshot.current?.status ?? 'idle')
    }
  })
})

it('a pending status never outlives its deadlines, whatever was lost', async () => {
  await stories(async (world, steps) => {
    await play(world, steps)
    for (const { adapter } of world.people)
      adapter.disconnect()
    await vi.advanceTimersByTimeAsync(2 * 60_000)
    for (const { controller } of world.people)
      expect(LIVE).not.toContain(controller.state.status)
  })
})

it('disposing leaves no timer and no listener, in the middle of any story', async () => {
  await stories(async (world, steps) => {
    await play(world, steps)
    for (const { controller, room, adapter } of world.people) {
      controller.dispose()
      expect(room.listenerCount).toBe(0)
      expect(adapter.subscriptionCount).toBe(0)
    }
    expect(world.backend.listenerCount).toBe(0)
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})

it('a stop that was answered leaves nothing of that person\'s running', async () => {
  await stories(async (world, steps) => {
    const [alice] = world.people as [Person, Person]
    await play(world, steps.filter(([[name,, index]]) => index === 0 && !['leave', 'join'].includes(name)))
    await heal(world)
    const last = alice.last()
    if (last?.action === 'stop' && last.outcome === 'answered')
      expect(['starting', 'recording']).not.toContain(world.backend.snapshot('demo').current?.status)
  })
})
