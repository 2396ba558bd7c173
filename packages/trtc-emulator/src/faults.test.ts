import type { Fault } from './faults.js'
import { describe, expect, it } from 'vitest'
import { createFaults } from './faults.js'

function setUp(list: Fault[], random = () => 0.5) {
  const faults = createFaults({ random, onChange: () => {} })
  faults.set(list)
  return faults
}

describe('faults', () => {
  it('strike the call they name, or every call', () => {
    const faults = setUp([{ action: 'CreateCloudRecording', effect: 'drop' }, { effect: 'http500' }])
    expect([faults.forCall('CreateCloudRecording')?.effect, faults.forCall('get_room_info')?.effect, faults.forCallback(301, 'r')]).toEqual(['drop', 'http500', undefined])
  })

  it('strike the callback they name, or every one', () => {
    const faults = setUp([{ callback: 301, effect: 'drop' }, { callback: '*', effect: 'duplicate' }])
    expect([faults.forCallback(301, 'r')?.effect, faults.forCallback(302, 'r')?.effect, faults.forCall('CreateCloudRecording')]).toEqual(['drop', 'duplicate', undefined])
  })

  it('strike as often as they say, then the next in the list does', () => {
    const faults = setUp([{ effect: 'error', code: 'A', times: 2 }, { effect: 'error', code: 'B', times: 1 }])
    expect([1, 2, 3, 4].map(() => faults.forCall('x')?.code)).toEqual(['A', 'A', 'B', undefined])
    expect(faults.list()).toEqual([])
  })

  it('strike with their probability', () => {
    const draws = [0.1, 0.3, 0.29]
    const faults = setUp([{ effect: 'drop', probability: 0.3 }], () => draws.shift()!)
    expect([1, 2, 3].map(() => faults.forCall('x')?.effect)).toEqual(['drop', undefined, 'drop'])
  })

  it('strike only the room they name, if they name one', () => {
    const faults = setUp([{ roomId: 'a', action: 'x', effect: 'drop', times: 1 }, { roomId: 'a', callback: '*', effect: 'drop' }, { roomId: 'a', effect: 'cutOff' }])
    expect([faults.forCall('x', 'b'), faults.forCall('x'), faults.forCallback(301, 'b'), faults.forTask('cutOff', 'b')]).toEqual([undefined, undefined, undefined, undefined])
    expect([faults.forCall('x', 'a'), faults.forCallback(301, 'a'), faults.forTask('cutOff', 'a')]).toMatchObject([{ effect: 'drop' }, { effect: 'drop' }, { effect: 'cutOff' }])
    expect(faults.forCall('x', 'a')).toBeUndefined()
  })

  it('are added to, and cleared for one room', () => {
    const faults = setUp([{ roomId: 'a', effect: 'drop' }])
    faults.add([{ roomId: 'b', effect: 'drop' }, { effect: 'cutOff' }])
    expect(() => { faults.add([{ effect: 'error' }]) }).toThrow('needs a code')
    faults.clear('a')
    expect(faults.list()).toEqual([{ roomId: 'b', effect: 'drop' }, { effect: 'cutOff' }])
  })

  it('are gone once they are cleared', () => {
    const faults = setUp([{ effect: 'drop' }])
    faults.clear()
    expect(faults.forCall('x')).toBeUndefined()
  })

  it.each<[string, object]>([
    ['an effect that there is not', { effect: 'explode' }],
    ['an error without a code', { effect: 'error' }],
    ['a delay without a time', { effect: 'delay' }],
    ['a call and a callback at once', { action: 'x', callback: 301, effect: 'drop' }],
    ['an effect of callbacks for a call', { action: 'x', effect: 'duplicate' }],
    ['an effect of calls for a callback', { callback: 301, effect: 'http500' }],
    ['a variant that there is not', { callback: 301, effect: 'variant', code: 'eventTs:roman' }],
    ['no times at all', { effect: 'drop', times: 0 }],
    ['an unknown field', { effect: 'drop', often: true }],
  ])('with %s are refused, and those in force stay', (_, fault) => {
    const faults = setUp([{ effect: 'drop' }])
    expect(() => { faults.set([fault as Fault]) }).toThrow()
    expect(faults.list()).toEqual([{ effect: 'drop' }])
  })
})
