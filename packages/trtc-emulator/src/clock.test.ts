import { describe, expect, it } from 'vitest'
import { createVirtualClock, wait } from './clock.js'

describe('virtual time', () => {
  it('stands still until it is advanced, and lets everything happen at its own time', async () => {
    const clock = createVirtualClock({ now: 1000 })
    const seen: [string, number][] = []
    const note = (name: string) => () => { seen.push([name, clock.now()]) }
    clock.setTimeout(note('late'), 300)
    clock.setTimeout(note('early'), 100)
    clock.setTimeout(note('never'), 500)
    clock.setTimeout(note('cancelled'), 200)()
    clock.setTimeout(() => { clock.setTimeout(note('follow-up'), 50) }, 100)
    await clock.advance(400)
    expect(seen).toEqual([['early', 1100], ['follow-up', 1150], ['late', 1300]])
    expect(clock.now()).toBe(1400)
  })

  it('waits for work outside before it goes on', async () => {
    const clock = createVirtualClock({ now: 0 })
    let finish = () => {}
    const work = clock.during(new Promise<void>(resolve => { finish = resolve }))
    let done = false
    void work.then(() => { clock.setTimeout(() => { done = true }, 10) })
    setImmediate(() => { finish() })
    await clock.advance(10)
    expect(done).toBe(true)
  })

  it('goes on without work that hangs', async () => {
    const clock = createVirtualClock({ now: 0, patienceMs: 1 })
    void clock.during(new Promise(() => {}))
    await clock.advance(10)
    expect(clock.now()).toBe(10)
  })
})

describe('waiting', () => {
  it('ends when the time has come', async () => {
    const clock = createVirtualClock({ now: 0 })
    const waiting = wait(clock, 100, new AbortController().signal).then(() => clock.now())
    await clock.advance(500)
    expect(await waiting).toBe(100)
  })

  it('is given up at once when it is aborted, before or meanwhile', async () => {
    const clock = createVirtualClock({ now: 0 })
    const stop = new AbortController()
    const waiting = wait(clock, 100, stop.signal)
    stop.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(wait(clock, 100, stop.signal)).rejects.toThrow('enough')
  })
})
