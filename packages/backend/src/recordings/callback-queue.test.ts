import type { WaitingCallback } from './callback-queue.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCallbackQueue } from './callback-queue.js'

const ofTask = (id: number, taskId: string): WaitingCallback =>
  ({ id, callback: { eventType: 303, taskId, recorderUserId: `recorder of ${taskId}`, roomId: 'room', eventMsTs: id, payloadHash: '', fact: { type: 'other', detail: {} } } })
const ids = (group: WaitingCallback[]) => group.map(({ id }) => id)

describe('callbacks that wait to take effect', () => {
  it('are taken together with those of the same task, first come first served', () => {
    const queue = createCallbackQueue()
    for (const [id, taskId] of [[1, 'a'], [2, 'b'], [3, 'a'], [4, 'a']] as const) queue.put(ofTask(id, taskId))
    expect(ids(queue.take())).toEqual([1, 3, 4])
    expect(ids(queue.take())).toEqual([2])
    expect(queue.take()).toEqual([])
  })

  it('keep away from a task that somebody is at', () => {
    const queue = createCallbackQueue()
    queue.put(ofTask(1, 'a'))
    const first = queue.take()
    queue.put(ofTask(2, 'a'))
    expect(queue.take()).toEqual([])
    queue.done(first)
    expect(ids(queue.take())).toEqual([2])
  })

  it('are there once, also while they take effect', () => {
    const queue = createCallbackQueue()
    queue.put(ofTask(1, 'a'))
    queue.put(ofTask(1, 'a'))
    const group = queue.take()
    queue.put(ofTask(1, 'a'))
    expect(queue.length).toBe(1)
    queue.done(group)
    expect(queue.length).toBe(0)
    expect(queue.take()).toEqual([])
  })

  it('let other tasks go first when one has very many', () => {
    const queue = createCallbackQueue()
    for (let id = 0; id < 250; id++) queue.put(ofTask(id, 'busy'))
    queue.put(ofTask(999, 'quiet'))
    const first = queue.take()
    expect(first.length).toBeLessThan(250)
    queue.done(first)
    expect(ids(queue.take())).toEqual([999])
    expect(ids(queue.take())[0]).toBe(first.length)
  })

  it('are each taken exactly once, in their task\'s order, whatever happens between', () => {
    const act = fc.oneof(fc.constantFrom('a', 'b', 'c').map(taskId => ({ put: taskId })), fc.constant('take' as const), fc.nat(3).map(index => ({ done: index })))
    fc.assert(fc.property(fc.array(act, { maxLength: 60 }), acts => {
      const queue = createCallbackQueue()
      const put: WaitingCallback[] = []
      const taken: WaitingCallback[] = []
      const underWay: WaitingCallback[][] = []
      const take = () => {
        const group = queue.take()
        if (group.length === 0) return false
        taken.push(...group)
        underWay.push(group)
        return true
      }
      const finish = (index: number) => underWay.splice(index, 1).forEach(queue.done)
      for (const act of acts) {
        if (act === 'take') take()
        else if ('done' in act) finish(act.done)
        else queue.put(put[put.push(ofTask(put.length, act.put)) - 1]!)
      }
      while (take() || underWay.length > 0) finish(0)
      for (const taskId of ['a', 'b', 'c']) {
        const of = (list: WaitingCallback[]) => ids(list.filter(({ callback }) => 'taskId' in callback && callback.taskId === taskId))
        expect(of(taken)).toEqual(of(put))
      }
      expect(queue.length).toBe(0)
    }))
  })
})
