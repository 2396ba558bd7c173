import type { TrtcErrorKind } from '../trtc/trtc-error.js'
import { describe, expect, it } from 'vitest'
import { createObedientTrtc } from '../../testing/plain.js'
import { TrtcError } from '../trtc/trtc-error.js'
import { createTrtcHealth } from './trtc-health.js'
import { watchTrtc } from './watch-trtc.js'

function healthOf(fail?: [kind: TrtcErrorKind, upstreamCode: string | undefined]) {
  let time = 0
  let asked = 0
  const health = createTrtcHealth({ now: () => time })
  const trtc = watchTrtc({
    ...createObedientTrtc().api,
    async describeCloudRecording() {
      asked++
      if (fail) throw new TrtcError('DescribeCloudRecording', fail[0], fail[1] === undefined ? {} : { upstreamCode: fail[1] })
      return { status: 'Idle' }
    },
  }, health.note)
  return { trtc, state: () => health.state(() => trtc.describeCloudRecording('x')), asked: () => asked, pass: (ms: number) => { time += ms } }
}

describe('the state of the service', () => {
  it.each<[TrtcErrorKind, string | undefined, string]>([
    ['gone', 'ResourceNotFound', 'ok'],
    ['capacity', 'FailedOperation.RestrictedConcurrency', 'ok'],
    ['lost', undefined, 'failed'],
    ['unreachable', undefined, 'failed'],
    ['retry', 'InternalError', 'warning'],
    ['busy', 'RequestLimitExceeded', 'warning'],
    ['refused', 'AuthFailure.SignatureExpire', 'failed'],
    ['refused', 'InvalidParameter', 'ok'],
  ])('after an answer %s %s is %s', async (kind, code, state) => {
    expect(await healthOf([kind, code]).state()).toBe(state)
  })

  it('is that of the last call; TRTC is asked only when that is a minute ago, once for all', async () => {
    const { trtc, state, asked, pass } = healthOf()
    await trtc.deleteCloudRecording('t')
    expect([await state(), asked()]).toEqual(['ok', 0])
    pass(60_001)
    expect(await Promise.all([state(), state(), state()])).toEqual(['ok', 'ok', 'ok'])
    expect(asked()).toBe(1)
  })
})
