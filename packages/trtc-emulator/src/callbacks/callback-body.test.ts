import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { variantsSchema } from '../variants.js'
import { callbackBody } from './callback-body.js'
import { callbackDocument } from './callback-event.js'
import { callbackSign } from './callback-sign.js'

const key = 'Rk7wQ2mZ9tLb4XcV'
const variants = variantsSchema.parse({})

/** In the service's own formatting, 252 bytes. */
const sample = '{\n\t"EventGroupId":\t3,\n\t"EventType":\t301,\n\t"CallbackTs":\t1767225600500,\n\t"EventInfo":\t{\n\t\t"RoomId":\t4242,\n\t\t"EventTs":\t"1767225600",\n\t\t"EventMsTs":\t1767225600123,\n\t\t"UserId":\t"rec_4242",\n\t\t"TaskId":\t"demo-task_1.",\n\t\t"Payload":\t{\n\t\t\t"Status":\t0\n\t\t}\n\t}\n}'
const compact = '{"EventGroupId":3,"EventType":302,"CallbackTs":1767225600500,"EventInfo":{"RoomId":"会议-01","EventTs":1767225600,"EventMsTs":1767225600123,"UserId":"rec_r01","TaskId":"demo-task_1.","Payload":{"LeaveCode":99}}}'

const started = {
  kind: 'recording',
  eventType: 301,
  roomId: '4242',
  roomIdType: 1,
  at: 1767225600123,
  userId: 'rec_4242',
  taskId: 'demo-task_1.',
  payload: { Status: 0 },
} as const

describe('the body of a callback', () => {
  it('is laid out byte by byte as the service does', () => {
    const body = callbackBody(callbackDocument(started, 1767225600500, variants))
    expect(body).toBe(sample)
    expect(Buffer.byteLength(body)).toBe(252)
  })

  it('has its lists in one line', () => {
    expect(callbackBody({ FileList: ['a.mp4', 'b.mp4'], Nothing: [], FileMessage: [{ FileName: 'a.mp4' }] }))
      .toBe('{\n\t"FileList":\t["a.mp4", "b.mp4"],\n\t"Nothing":\t[],\n\t"FileMessage":\t[{\n\t\t\t"FileName":\t"a.mp4"\n\t\t}]\n}')
  })

  it('reads back as what was written', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
      expect(JSON.parse(callbackBody(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }))
  })
})

describe('the header Sign', () => {
  it.each([
    ['compact and Chinese', compact, 'tqJZ1Qdsq6wQYjQsAG+jcbvth3zZgwR0QjzyXg+t80w='],
    ['laid out with tabs', sample, 'MfK8p5V01Gyn3Mehna+/qUn9z5F3J5qquoqtbjvRtao='],
    ['the same, serialised anew', JSON.stringify(JSON.parse(sample)), 'dshYuC7zJ61/b7q0YN77XG0L3aTwLPDmVtwm0AHubd8='],
  ])('of a body that is %s', (_, body, sign) => {
    expect(callbackSign(key, body)).toBe(sign)
  })
})

describe('where the documents disagree, a body', () => {
  it.each([
    ['eventTs', 'number', { EventTs: 1767225600 }],
    ['numericRoomId', 'string', { RoomId: '4242' }],
    ['extraFields', 'yes', { EventSeq: expect.any(Number) as number }],
  ])('follows the switch %s: %s', (name, value, expected) => {
    const document = callbackDocument(started, 1767225600500, variantsSchema.parse({ [name]: value }))
    expect(document).toMatchObject({ EventInfo: expected })
  })
})
