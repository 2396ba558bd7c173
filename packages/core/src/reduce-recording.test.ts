import type { RecordingPress, RecordingState } from './recording-state.js'
import type { RecordingAction } from './reduce-recording.js'
import type { Recording, RoomSnapshot } from './types.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { initialRecordingState } from './recording-state.js'
import { reduceRecording } from './reduce-recording.js'
import { aRecording, aSnapshot, SAMPLE_TIME } from './testing/index.js'
import { watchRecording } from './watch-recording.js'

const MINUTE = 60_000
const T = SAMPLE_TIME

const inRoom = after(initialRecordingState, { type: 'roomChanged', roomId: 'demo', at: T })

function after(state: RecordingState, ...actions: RecordingAction[]): RecordingState {
  return actions.reduce(reduceRecording, state)
}

function told(snapshot: Partial<RoomSnapshot>, at = T): RecordingAction {
  return { type: 'snapshotReceived', snapshot: aSnapshot(snapshot), at }
}

type Rest<T> = T extends RecordingPress ? Omit<T, 'id' | 'deadline'> : never

function aPress(press: Rest<RecordingPress>, id = 1): RecordingPress {
  return { ...press, id, deadline: T + 20_000 }
}

const start = aPress({ type: 'start', userId: 'alice' })
const stop = aPress({ type: 'stop', recordingId: 'rec-1' }, 2)
const problem = { code: 'network', message: 'No answer', retryable: true }

describe('of two snapshots', () => {
  it.each([
    ['the higher revision wins', { revision: 2 }, { revision: 3 }, 3],
    ['the lower revision is dropped', { revision: 3 }, { revision: 2 }, 3],
    ['the lower revision is dropped even when it is written later', { revision: 3 }, { revision: 2, serverTime: T + 5 }, 3],
  ])('%s', (_, first, second, revision) => {
    expect(after(inRoom, told(first), told(second)).snapshot?.revision).toBe(revision)
  })

  it('with one revision the later written one wins, so that a fresh proof gets through', () => {
    const older = told({ current: aRecording({ confirmBy: T + 1000 }) })
    const newer = told({ serverTime: T + 500, current: aRecording({ confirmBy: T + MINUTE }) }, T + 500)
    for (const actions of [[older, newer], [newer, older]])
      expect(after(inRoom, ...actions).current?.confirmBy).toBe(T + MINUTE)
  })

  it('the new epoch wins, whatever its revision and time', () => {
    const state = after(inRoom, told({ epoch: 'old', revision: 900 }), told({ epoch: 'new', revision: 1, serverTime: T - 24 * 60 * MINUTE }))
    expect(state.snapshot).toMatchObject({ epoch: 'new', revision: 1 })
  })

  it('the one of another room is dropped', () => {
    expect(after(inRoom, told({ roomId: 'other' })).snapshot).toBeNull()
  })

  it('the same one again changes nothing at all', () => {
    const state = after(inRoom, told({ current: aRecording() }))
    expect(after(state, told({ current: aRecording() }, T + 100))).toBe(state)
  })
})

describe('a replaced epoch', () => {
  const replaced = after(inRoom, told({ epoch: 'old', revision: 900 }), told({ epoch: 'new', revision: 1 }))

  it('stays replaced when a late message of it arrives', () => {
    expect(after(replaced, told({ epoch: 'old', revision: 901, serverTime: T + MINUTE }, T + MINUTE - 1))).toBe(replaced)
  })

  it('stays replaced across several replacements', () => {
    const state = after(replaced, told({ epoch: 'newest' }), told({ epoch: 'old', revision: 902 }), told({ epoch: 'new', revision: 2 }))
    expect(state.snapshot?.epoch).toBe('newest')
  })

  it('wins again when it still talks after a minute: its replacement was the late message', () => {
    expect(after(replaced, told({ epoch: 'old', revision: 901 }, T + MINUTE)).snapshot?.epoch).toBe('old')
  })

  it('does not move the server\'s clock', () => {
    expect(after(replaced, told({ epoch: 'old', revision: 901, serverTime: T + 60 * MINUTE })).clockOffset).toBe(0)
  })
})

describe('the status', () => {
  const soon = { confirmBy: T + MINUTE }

  it.each<[string, RecordingAction[], RecordingState['status']]>([
    ['nothing is known', [], 'idle'],
    ['nothing is recorded', [told({})], 'idle'],
    ['a recording is starting', [told({ current: aRecording({ status: 'starting', ...soon }) })], 'starting'],
    ['a recording runs', [told({ current: aRecording(soon) })], 'recording'],
    ['a recording is stopping', [told({ current: aRecording({ status: 'stopping', ...soon }) })], 'stopping'],
    ['the proof is overdue', [told({ current: aRecording(soon) }, T), { type: 'timePassed', at: T + MINUTE }], 'unconfirmed'],
    ['only others record', [told({ auto: { active: true, startedAt: T, taskCount: 2 } })], 'automatic'],
    ['ours and others record', [told({ current: aRecording(soon), auto: { active: true, startedAt: T, taskCount: 2 } })], 'recording'],
    ['others were lost sight of', [told({ auto: { active: null, startedAt: T, taskCount: 2 } })], 'unconfirmed'],
    ['others can\'t be seen at all', [told({ auto: { active: null, startedAt: null, taskCount: 0 } })], 'idle'],
    ['start was pressed', [told({}), { type: 'pressed', press: start, at: T }], 'starting'],
    ['start was pressed before anything is known', [{ type: 'pressed', press: start, at: T }], 'starting'],
    ['start was pressed and got lost', [told({}), { type: 'pressed', press: start, at: T }, { type: 'lost', press: start, problem, at: T }], 'unconfirmed'],
    ['start was pressed long ago', [told({}), { type: 'pressed', press: start, at: T }, { type: 'timePassed', at: T + 20_000 }], 'unconfirmed'],
    ['start was pressed while somebody else\'s recording turns up', [told({}), { type: 'pressed', press: start, at: T }, told({ revision: 2, current: aRecording({ ...soon, startedBy: { userId: 'bob', name: 'Bob' } }) })], 'recording'],
    ['start was pressed while the one before is still stopping', [told({ current: aRecording({ status: 'stopping', ...soon }) }), { type: 'pressed', press: start, at: T }], 'starting'],
    ['stop was pressed', [told({ current: aRecording(soon) }), { type: 'pressed', press: stop, at: T }], 'stopping'],
    ['stop was pressed and got lost', [told({ current: aRecording(soon) }), { type: 'pressed', press: stop, at: T }, { type: 'lost', press: stop, problem, at: T }], 'unconfirmed'],
    ['stop was pressed for one that has ended meanwhile', [told({ current: aRecording(soon) }), { type: 'pressed', press: stop, at: T }, told({ revision: 2, current: aRecording({ id: 'rec-2', ...soon }) })], 'recording'],
    ['a layout was chosen', [told({ current: aRecording(soon) }), { type: 'pressed', press: aPress({ type: 'update', recordingId: 'rec-1', change: {} }), at: T }], 'recording'],
  ])('when %s', (_, actions, status) => {
    expect(after(inRoom, ...actions).status).toBe(status)
  })

  it('is judged by the server\'s clock', () => {
    const ahead = 60 * MINUTE
    const state = after(inRoom, told({ serverTime: T + ahead, current: aRecording({ confirmBy: T + ahead + MINUTE }) }, T))
    expect(state).toMatchObject({ status: 'recording', clockOffset: ahead })
    expect(after(state, { type: 'timePassed', at: T + MINUTE - 1 })).toBe(state)
    expect(after(state, { type: 'timePassed', at: T + MINUTE }).status).toBe('unconfirmed')
  })
})

describe('a press', () => {
  const recorded = (changes: Partial<Recording> = {}) => aRecording({ id: 'new', status: 'starting', confirmBy: T + MINUTE, ...changes })
  const pressed = after(inRoom, told({ recent: [aRecording({ id: 'before', status: 'failed' })] }), { type: 'pressed', press: start, at: T })

  it('of start is heard when a snapshot shows the recording, before the answer', () => {
    expect(after(pressed, told({ revision: 2, current: recorded() }))).toMatchObject({ intent: null, failure: null, status: 'starting' })
  })

  it('of start is not heard by somebody else\'s recording', () => {
    expect(after(pressed, told({ revision: 2, current: recorded({ startedBy: { userId: 'bob', name: null } }) })).intent).not.toBeNull()
  })

  it('of start does not count a failure from before it', () => {
    expect(after(pressed, told({ revision: 2, recent: [aRecording({ id: 'before', status: 'failed' })] })).failure).toBeNull()
  })

  it('of start fails with its recording, also when that never was current', () => {
    const failed = recorded({ status: 'failed', error: { code: 'quota', message: 'Full', retryable: true } })
    const state = after(pressed, { type: 'answered', press: start, snapshot: aSnapshot({ revision: 3, recent: [failed] }), at: T + 5 })
    expect(state).toMatchObject({ intent: null, status: 'idle', failure: { action: 'start', code: 'quota', recordingId: 'new', at: T + 5 } })
  })

  it('of start knows its recording by the answer when the room and the backend name people differently', () => {
    const nobody = aPress({ type: 'start', userId: null })
    const anonymous = after(inRoom, told({}), { type: 'pressed', press: nobody, at: T })
    const answered = after(anonymous, { type: 'answered', press: nobody, snapshot: aSnapshot({ revision: 2, current: recorded() }), at: T })
    expect(after(answered, told({ revision: 3, recent: [recorded({ status: 'failed', error: problem })] })).failure).toMatchObject({ code: 'network', recordingId: 'new' })
  })

  it('of start that was refused takes the snapshot that came along, and keeps the reason', () => {
    const state = after(pressed, { type: 'refused', press: start, problem: { ...problem, code: 'already_recording' }, snapshot: aSnapshot({ revision: 2, current: recorded() }), at: T })
    expect(state).toMatchObject({ intent: null, status: 'starting', failure: { code: 'already_recording', recordingId: null } })
  })

  it('of stop takes the place of a start, whose refusal then is no news', () => {
    const cancel = aPress({ type: 'stop', recordingId: null }, 2)
    const state = after(pressed, { type: 'pressed', press: cancel, at: T }, { type: 'refused', press: start, problem, at: T })
    expect(state).toMatchObject({ status: 'stopping', intent: { type: 'stop' }, failure: null })
  })

  it('takes the shown failure away', () => {
    const failed = after(pressed, { type: 'refused', press: start, problem, at: T })
    expect(failed.failure).not.toBeNull()
    expect(after(failed, { type: 'pressed', press: { ...start, id: 2 }, at: T }).failure).toBeNull()
  })

  describe('that got lost', () => {
    const lost = after(pressed, { type: 'lost', press: start, problem, at: T + 100 })

    it('is settled by a snapshot that was asked for afterwards', () => {
      const again = { ...told({ recent: pressed.snapshot!.recent }, T + 200), askedAt: T + 100 } as RecordingAction
      expect(after(lost, again)).toMatchObject({ status: 'idle', intent: null, failure: { action: 'start', code: 'network' } })
    })

    it('is not settled by one that was asked for before, or says nothing new', () => {
      const before = { ...told({ recent: pressed.snapshot!.recent }, T + 200), askedAt: T + 99 } as RecordingAction
      expect(after(lost, before, told({}, T + 300)).status).toBe('unconfirmed')
    })

    it('is settled by what happens next', () => {
      expect(after(lost, told({ revision: 2 }, T + 200))).toMatchObject({ status: 'idle', intent: null })
    })

    it('is no failure any more once its recording shows up', () => {
      expect(after(lost, told({ revision: 2, current: recorded() }, T + 200))).toMatchObject({ status: 'starting', intent: null, failure: null })
    })
  })
})

describe('a layout change', () => {
  const layout = (state: 'applied' | 'applying' | 'failed') => ({ wanted: { mode: 'grid' as const }, applied: null, state, error: state === 'failed' ? problem : null })
  const running = (state: 'applied' | 'applying' | 'failed') => aRecording({ confirmBy: T + MINUTE, layout: layout(state) })
  const update = aPress({ type: 'update', recordingId: 'rec-1', change: { layout: { mode: 'grid' } } })
  const pressed = after(inRoom, told({ revision: 5, current: running('failed') }), { type: 'pressed', press: update, at: T })

  it.each([
    ['fails with the first snapshot from its answer on that says so', [told({ revision: 7, current: running('failed') })], 'network'],
    ['fails later just as well', [told({ revision: 7, current: running('applying') }), told({ revision: 8, current: running('failed') })], 'network'],
    ['is over once it is applied', [told({ revision: 7, current: running('applied') }), told({ revision: 8, current: running('failed') })], undefined],
    ['is over with its recording', [told({ revision: 7 }), told({ revision: 8, current: running('failed') })], undefined],
  ])('%s', (_, snapshots, code) => {
    const answered = after(pressed, { type: 'answered', press: update, snapshot: aSnapshot({ revision: 6, current: running('applying') }), at: T })
    expect(answered).toMatchObject({ intent: null, failure: null })
    expect(after(answered, ...snapshots).failure?.code).toBe(code)
  })

  it('whose outcome arrived before its answer fails all the same', () => {
    const state = after(pressed, told({ revision: 7, current: running('failed') }), { type: 'answered', press: update, snapshot: aSnapshot({ revision: 6, current: running('applying') }), at: T })
    expect(state.failure).toMatchObject({ action: 'update', code: 'network', recordingId: 'rec-1' })
  })
})

describe('leaving the room', () => {
  it('forgets everything but what time it is at the server, and which stores are gone', () => {
    const state = after(inRoom, told({ epoch: 'old' }), told({ epoch: 'new', serverTime: T + 5000, current: aRecording() }), { type: 'pressed', press: stop, at: T }, { type: 'roomChanged', roomId: 'other', at: T })
    expect(state).toMatchObject({ roomId: 'other', snapshot: null, current: null, intent: null, failure: null, status: 'idle', clockOffset: 5000 })
    expect(after(state, told({ roomId: 'other', epoch: 'new' }), told({ roomId: 'other', epoch: 'old' })).snapshot?.epoch).toBe('new')
  })
})

describe('whatever happens in whatever order', () => {
  interface Written { snapshot: RoomSnapshot, epochIndex: number }

  const recordingStatus = fc.constantFrom('starting' as const, 'recording' as const, 'stopping' as const)
  const content = fc.record({
    current: fc.option(recordingStatus),
    recent: fc.constantFrom([], ['processing' as const], ['failed' as const], ['ready' as const]),
    isSameRevision: fc.boolean(),
    pause: fc.integer({ min: 1, max: 40_000 }),
  })

  /** What a backend wrote, oldest first: some epochs with some revisions, or fresh proofs of one. */
  const history = fc.array(fc.array(content, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }).map(epochs => {
    let serverTime = T
    return epochs.flatMap((contents, epochIndex): Written[] => {
      let revision = 0
      return contents.map(({ current, recent, isSameRevision, pause }) => {
        serverTime += pause
        revision += isSameRevision && revision > 0 ? 0 : 1
        const confirmBy = serverTime + MINUTE
        const snapshot = aSnapshot({
          epoch: `epoch-${epochIndex}`,
          revision,
          serverTime,
          current: current && aRecording({ id: `rec-${revision}`, status: current, confirmBy }),
          recent: recent.map(status => aRecording({ id: `old-${revision}`, status, confirmBy: null })),
        })
        return { snapshot, epochIndex }
      })
    })
  })

  /** The messages in some order, some twice or more often, some never, but the last one at least once. */
  const delivery = history.chain(written => {
    const last = written.length - 1
    return fc.array(fc.nat(last), { maxLength: 40 })
      .chain(order => fc.nat(order.length).map(position => order.toSpliced(position, 0, last)))
      .map(order => {
        // a store that was replaced before anybody heard of it can't be known as replaced
        const seen = new Set<number>()
        const delivered = order.map(index => written[index]!).filter(({ epochIndex }) => {
          const isKnown = seen.has(epochIndex) || [...seen].every(other => other < epochIndex)
          seen.add(isKnown ? epochIndex : -1)
          return isKnown
        })
        return { last: written[last]!.snapshot, delivered: delivered.map(({ snapshot }) => snapshot) }
      })
  })

  const press = fc.record({
    kind: fc.constantFrom('start' as const, 'stop' as const, 'update' as const),
    outcome: fc.constantFrom('answered' as const, 'refused' as const, 'lost' as const, 'none' as const),
    recordingId: fc.constantFrom('rec-1', 'rec-2', null),
  })

  const noise = fc.array(fc.oneof(
    press,
    fc.constantFrom('connecting' as const, 'live' as const, 'polling' as const, 'offline' as const),
    fc.constant('dismiss' as const),
    fc.integer({ min: -60 * MINUTE, max: 60 * MINUTE }),
  ), { maxLength: 40 })

  /** Snapshots and everything else, mixed. Numbers set this browser's clock. */
  const story = fc.tuple(delivery, noise, fc.infiniteStream(fc.boolean())).map(([{ last, delivered }, noise, coin]) => {
    const actions: RecordingAction[] = []
    const rest = [...delivered]
    let at = T
    let id = 0
    const add = (action: RecordingAction) => { actions.push(action) }
    const tellNext = () => {
      const snapshot = rest.shift()
      if (snapshot)
        add({ type: 'snapshotReceived', snapshot, at: at += 100 })
    }
    for (const event of noise) {
      while (rest.length > 0 && coin.next().value)
        tellNext()
      if (typeof event === 'number') {
        at += event
      } else if (event === 'dismiss') {
        add({ type: 'failureDismissed', at })
      } else if (typeof event === 'string') {
        add({ type: 'connectionChanged', connection: event, at })
      } else {
        const { kind, outcome, recordingId } = event
        const base = { id: ++id, deadline: at + 20_000 }
        const press: RecordingPress = kind === 'start'
          ? { ...base, type: 'start', userId: 'alice' }
          : kind === 'stop'
            ? { ...base, type: 'stop', recordingId }
            : { ...base, type: 'update', recordingId: recordingId ?? 'rec-1', change: {} }
        add({ type: 'pressed', press, at })
        tellNext()
        if (outcome === 'answered')
          add({ type: 'answered', press, snapshot: delivered[0]!, at: at += 50 })
        else if (outcome !== 'none')
          add({ type: outcome, press, problem, at: at += 50 })
      }
    }
    while (rest.length > 0)
      tellNext()
    return { actions, last }
  })

  it('the state ends at the last revision of the newest epoch', () => {
    fc.assert(fc.property(delivery, ({ delivered, last }) => {
      const state = after(inRoom, ...delivered.map((snapshot, index): RecordingAction => ({ type: 'snapshotReceived', snapshot, at: T + index * 100 })))
      expect(state.snapshot).toEqual(last)
      expect(state.current).toEqual(last.current)
    }), { numRuns: 500 })
  })

  it('it does so too while people press, answers get lost and clocks are set, and then tells it once more', () => {
    fc.assert(fc.property(story, ({ actions, last }) => {
      // a replaced epoch is remembered for a minute of this browser's clock, so a clock that is set may let it back in; the next message heals that
      const state = after(inRoom, ...actions, { type: 'snapshotReceived', snapshot: last, at: T + 1e10 })
      expect(state.snapshot).toEqual(last)
    }), { numRuns: 500 })
  })

  it('no pending status lives for ever', () => {
    fc.assert(fc.property(story, ({ actions }) => {
      const state = after(inRoom, ...actions, { type: 'timePassed', at: T + 1e10 })
      expect(['idle', 'unconfirmed', 'automatic']).toContain(state.status)
      expect(state.intent?.lostAt).not.toBeNull()
    }), { numRuns: 500 })
  })

  it('a snapshot that was asked for afterwards settles every lost press', () => {
    fc.assert(fc.property(story, ({ actions, last }) => {
      const at = T + 1e10
      const state = after(inRoom, ...actions, { type: 'timePassed', at }, { type: 'snapshotReceived', snapshot: last, askedAt: at, at: at + 1 })
      expect(state.intent).toBeNull()
    }), { numRuns: 500 })
  })

  it('current is the snapshot\'s, and an idle status never hides a live recording', () => {
    fc.assert(fc.property(story, ({ actions }) => {
      let state = inRoom
      for (const action of actions) {
        state = reduceRecording(state, action)
        expect(state.current).toBe(state.snapshot?.current ?? null)
        if (state.current)
          expect(['idle', 'automatic']).not.toContain(state.status)
      }
    }))
  })

  it('who has not pressed sees the same with and without the code for presses', () => {
    const isNews = ({ type }: RecordingAction) => !['pressed', 'answered', 'refused', 'lost'].includes(type)
    fc.assert(fc.property(story, ({ actions }) => {
      const news = actions.filter(isNews)
      expect(news.reduce(watchRecording, inRoom)).toEqual(news.reduce(reduceRecording, inRoom))
    }))
  })

  it('nothing in it is changed in place', () => {
    const freeze = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null)
        Object.values(Object.freeze(value)).forEach(freeze)
      return value
    }
    fc.assert(fc.property(story, ({ actions }) => {
      expect(() => actions.reduce((state, action) => freeze(reduceRecording(state, freeze(action))), freeze(inRoom))).not.toThrow()
    }))
  })
})

describe('requests', () => {
  const request = (id: string) => ({ id, kind: 'start' as const, by: { userId: 'bob', name: 'Bob' }, at: T })
  const ids = (state: RecordingState) => state.requests.map(({ id }) => id)

  it('stay until they are dismissed, the oldest first, each once', () => {
    const state = after(inRoom, ...['a', 'b', 'a', 'c'].map(id => ({ type: 'requestReceived' as const, request: request(id), at: T })))
    expect(ids(state)).toEqual(['b', 'a', 'c'])
    expect(ids(after(state, { type: 'requestDismissed', id: 'a', at: T }))).toEqual(['b', 'c'])
  })

  it('dismissing an unknown one changes nothing', () => {
    expect(reduceRecording(inRoom, { type: 'requestDismissed', id: 'a', at: T })).toBe(inRoom)
  })

  it('are left behind with the room', () => {
    const state = after(inRoom, { type: 'requestReceived', request: request('a'), at: T }, { type: 'roomChanged', roomId: 'other', at: T })
    expect(state.requests).toEqual([])
  })

  it('never grow without end', () => {
    const many = Array.from({ length: 200 }, (_, index): RecordingAction => ({ type: 'requestReceived', request: request(`${index}`), at: T }))
    const state = after(inRoom, ...many)
    expect(state.requests.length).toBeLessThanOrEqual(50)
    expect(ids(state).at(-1)).toBe('199')
  })
})
