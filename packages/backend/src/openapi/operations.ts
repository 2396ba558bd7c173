import type { RecordingFeature } from '@roomkit-recording/core'
import type { RefusalCode } from '../http/refusal.js'
import type { ContractName } from './contract-schemas.js'
import { z } from 'zod'
import { idempotencyKeySchema, pageSchema, roomIdSchema, usageQuerySchema } from '../schemas.js'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  schema: z.ZodType
  description: string
  required?: boolean
}

/** What an answer carries: JSON of that name, text of that kind, or nothing. */
export type Content = ContractName | { text: string, description: string } | null

export interface Operation {
  method: 'get' | 'post' | 'patch' | 'delete'
  path: string
  id: string
  tag: 'recording' | 'room' | 'history' | 'optional' | 'service'
  summary: string
  description?: string
  /** Optional: served when `Permissions.features` names it. */
  feature?: RecordingFeature
  /** For everybody, without a token. */
  open?: boolean
  parameters?: Parameter[]
  body?: { schema: ContractName, required: boolean } | { text: string, description: string }
  answers: Record<number, { description: string, content: Content }>
  /** Why it may say no. */
  refusals: RefusalCode[]
  extensions?: Record<string, unknown>
}

const textSchema = z.string()
const idSchema = z.string().min(1).max(64)

const roomId: Parameter = { name: 'roomId', in: 'path', schema: roomIdSchema, description: 'The room, at most 64 bytes of UTF-8' }
const recordingId: Parameter = { name: 'recordingId', in: 'path', schema: idSchema, description: 'The recording' }
const fileId: Parameter = { name: 'fileId', in: 'path', schema: idSchema, description: 'One of its files' }
const id: Parameter = { name: 'id', in: 'query', schema: idSchema, description: 'The recording that is meant, so that a late press never hits another one', required: true }
const idempotencyKey: Parameter = { name: 'Idempotency-Key', in: 'header', schema: idempotencyKeySchema, description: 'One per press. Of one user in one room, for 24 hours: a replay answers the present snapshot and never starts again; another body under the same key is refused' }
const query = (name: string, schema: z.ZodType, description: string): Parameter => ({ name, in: 'query', schema, description })

const inRoom: RefusalCode[] = ['unauthenticated', 'not_found', 'invalid_request', 'rate_limited', 'unavailable']
const withRight: RefusalCode[] = [...inRoom, 'forbidden']
const snapshot = (description: string) => ({ description, content: 'RoomSnapshot' as const })

const recording = '/v1/rooms/{roomId}/recording'
const one = '/v1/recordings/{recordingId}'

/** Every route of the contract. */
export const operations: Operation[] = [
  {
    method: 'get',
    path: recording,
    id: 'getSnapshot',
    tag: 'recording',
    summary: 'The room\'s snapshot',
    parameters: [roomId],
    answers: { 200: snapshot('As it is now') },
    refusals: inRoom,
  },
  {
    method: 'post',
    path: recording,
    id: 'startRecording',
    tag: 'recording',
    summary: 'Start a recording',
    description: 'Answers as soon as the intent is stored; what TRTC then refuses appears as `error` of the recording.',
    parameters: [roomId, idempotencyKey],
    body: { schema: 'StartOptions', required: false },
    answers: { 202: snapshot('It starts, or for a replay: as it is now') },
    refusals: [...withRight, 'already_recording', 'idempotency_key_reused', 'layout_needs_mixed'],
  },
  {
    method: 'patch',
    path: recording,
    id: 'updateRecording',
    tag: 'recording',
    summary: 'Change layout and/or subscription of the running recording',
    description: 'While it starts the change waits for the task.',
    parameters: [roomId, id],
    body: { schema: 'RecordingUpdate', required: true },
    answers: { 202: snapshot('It is being applied') },
    refusals: [...withRight, 'not_recording', 'layout_needs_mixed'],
  },
  {
    method: 'delete',
    path: recording,
    id: 'stopRecording',
    tag: 'recording',
    summary: 'Stop that recording',
    description: 'Stopping what already stopped is success and touches nothing else.',
    parameters: [roomId, id],
    answers: { 202: snapshot('It is being stopped'), 200: snapshot('There was nothing left to stop') },
    refusals: withRight,
  },
  {
    method: 'get',
    path: '/v1/rooms/{roomId}/permissions',
    id: 'getPermissions',
    tag: 'room',
    summary: 'What the caller may do here',
    description: 'Asked afresh: after a role change the answer is the new one.',
    parameters: [roomId],
    answers: { 200: { description: 'At this moment', content: 'Permissions' } },
    refusals: inRoom,
  },
  {
    method: 'get',
    path: '/v1/rooms/{roomId}/events',
    id: 'listen',
    tag: 'room',
    summary: 'The room\'s event stream',
    description: [
      '- `permissions` (Permissions): the first event, and again whenever they change.',
      '- `snapshot` (RoomSnapshot), `id` its revision: the first at once, then with every change.',
      '- `request` (RecordingRequest): to those in control.',
      '- a comment line every 15 seconds.',
      '',
      '`Last-Event-ID` is not needed and ignored: every snapshot is complete. The stream ends when the caller\'s token does.',
    ].join('\n'),
    parameters: [roomId],
    answers: { 200: { description: 'Server-sent events', content: { text: 'text/event-stream', description: 'The data of each event is JSON, see `x-events`' } } },
    refusals: inRoom,
    extensions: {
      'x-events': {
        permissions: { $ref: '#/components/schemas/Permissions' },
        snapshot: { $ref: '#/components/schemas/RoomSnapshot' },
        request: { $ref: '#/components/schemas/RecordingRequest' },
      },
    },
  },
  {
    method: 'get',
    path: '/v1/rooms/{roomId}/recordings',
    id: 'listRecordings',
    tag: 'history',
    summary: 'The room\'s history, newest first',
    description: 'Holds only what the caller may list: the right belongs to the owner and admins seen while a recording ran.',
    parameters: [roomId, query('cursor', pageSchema.shape.cursor, 'Where the page before ended'), query('limit', pageSchema.shape.limit, 'Recordings on a page')],
    answers: { 200: { description: 'A page', content: 'RecordingPage' } },
    refusals: withRight,
  },
  {
    method: 'get',
    path: one,
    id: 'getRecording',
    tag: 'history',
    summary: 'One recording with its files, TaskIds and log',
    parameters: [recordingId],
    answers: { 200: { description: 'All of it', content: 'RecordingDetail' } },
    refusals: withRight,
  },
  {
    method: 'patch',
    path: one,
    id: 'renameRecording',
    tag: 'optional',
    feature: 'rename',
    summary: 'Give a recording a title, or take it away',
    parameters: [recordingId],
    body: { schema: 'NewTitle', required: true },
    answers: { 200: { description: 'The recording under its new title', content: 'RecordingDetail' } },
    refusals: withRight,
  },
  {
    method: 'post',
    path: `${one}/files/{fileId}/url`,
    id: 'createFileUrl',
    tag: 'optional',
    feature: 'fileUrl',
    summary: 'A link for playing or downloading a file',
    parameters: [recordingId, fileId],
    body: { schema: 'FileUrlRequest', required: false },
    answers: { 200: { description: 'The link', content: 'RecordingFileLink' } },
    refusals: [...withRight, 'file_not_ready'],
  },
  {
    method: 'delete',
    path: `${one}/files/{fileId}`,
    id: 'deleteFile',
    tag: 'optional',
    feature: 'fileDelete',
    summary: 'Delete the media for good',
    parameters: [recordingId, fileId],
    answers: { 204: { description: 'It is gone, or will be as soon as the storage answers', content: null } },
    refusals: [...withRight, 'file_not_ready'],
  },
  {
    method: 'post',
    path: `${one}/consents`,
    id: 'answerConsent',
    tag: 'optional',
    feature: 'consents',
    summary: 'A participant\'s answer to the notice that a recording runs',
    parameters: [recordingId],
    body: { schema: 'ConsentAnswer', required: true },
    answers: { 204: { description: 'Kept; the latest answer counts', content: null } },
    refusals: withRight,
  },
  {
    method: 'get',
    path: `${one}/consents`,
    id: 'listConsents',
    tag: 'optional',
    feature: 'consents',
    summary: 'One\'s own answer, and everybody\'s for those in control',
    parameters: [recordingId],
    answers: { 200: { description: 'The answers', content: 'RecordingConsents' } },
    refusals: withRight,
  },
  {
    method: 'post',
    path: `${one}/markers`,
    id: 'addMarker',
    tag: 'optional',
    feature: 'markers',
    summary: 'A moment worth finding again',
    parameters: [recordingId],
    body: { schema: 'NewMarker', required: true },
    answers: { 201: { description: 'The marker', content: 'RecordingMarker' } },
    refusals: [...withRight, 'not_recording'],
  },
  {
    method: 'get',
    path: `${one}/markers`,
    id: 'listMarkers',
    tag: 'optional',
    feature: 'markers',
    summary: 'A recording\'s markers in order of time',
    parameters: [recordingId],
    answers: { 200: { description: 'All of them', content: 'RecordingMarkers' } },
    refusals: withRight,
  },
  {
    method: 'get',
    path: `${one}/timeline.json`,
    id: 'getTimeline',
    tag: 'optional',
    feature: 'timeline',
    summary: 'Markers and layout changes with media time',
    parameters: [recordingId],
    answers: { 200: { description: 'In order of time', content: 'RecordingTimeline' } },
    refusals: withRight,
  },
  {
    method: 'get',
    path: `${one}/timeline.vtt`,
    id: 'getTimelineAsWebVtt',
    tag: 'optional',
    feature: 'timeline',
    summary: 'The same as WebVTT',
    parameters: [recordingId],
    answers: { 200: { description: 'WebVTT', content: { text: 'text/vtt', description: 'A cue for each moment' } } },
    refusals: withRight,
  },
  {
    method: 'post',
    path: '/v1/rooms/{roomId}/requests',
    id: 'askThoseInControl',
    tag: 'optional',
    feature: 'requests',
    summary: 'Ask those in control to start, or to be left out',
    description: 'They hear of it by `request` on their event stream. Rate-limited.',
    parameters: [roomId],
    body: { schema: 'NewRequest', required: true },
    answers: { 202: { description: 'They are asked', content: null } },
    refusals: withRight,
  },
  {
    method: 'get',
    path: '/v1/rooms/{roomId}/preflight',
    id: 'getPreflight',
    tag: 'optional',
    feature: 'preflight',
    summary: 'What a start can be made of here',
    parameters: [roomId],
    answers: { 200: { description: 'At this moment', content: 'RecordingPreflight' } },
    refusals: withRight,
  },
  {
    method: 'get',
    path: '/v1/usage',
    id: 'getUsage',
    tag: 'optional',
    feature: 'usage',
    summary: 'Recorded minutes by mode and media',
    parameters: [
      query('from', usageQuerySchema.shape.from, 'Milliseconds since the Unix epoch'),
      query('to', usageQuerySchema.shape.to, 'Milliseconds since the Unix epoch'),
      query('groupBy', usageQuerySchema.shape.groupBy, 'A line for each day, or for each room'),
    ],
    answers: { 200: { description: 'The minutes', content: 'RecordingUsage' } },
    refusals: ['unauthenticated', 'forbidden', 'not_found', 'invalid_request', 'rate_limited', 'unavailable'],
  },
  {
    method: 'post',
    path: '/v1/trtc/callbacks',
    id: 'takeCallback',
    tag: 'service',
    summary: 'Recording, room and media callbacks of TRTC',
    description: '`Sign` is base64(HMAC-SHA256(key, body)) over the bytes as they came ("云端录制回调", TRTC). What is answered with 200 is stored.',
    open: true,
    parameters: [
      { name: 'Sign', in: 'header', schema: textSchema, description: 'The signature' },
      { name: 'SdkAppId', in: 'header', schema: textSchema, description: 'The TRTC application' },
    ],
    body: { text: 'application/json', description: 'As TRTC sends it' },
    answers: { 200: { description: 'Taken', content: 'CallbackTaken' } },
    refusals: ['unauthenticated', 'invalid_request', 'unavailable'],
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    id: 'getOpenapi',
    tag: 'service',
    summary: 'This document',
    open: true,
    answers: { 200: { description: 'OpenAPI 3.1', content: { text: 'application/json', description: 'OpenAPI 3.1' } } },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/healthz',
    id: 'getHealth',
    tag: 'service',
    summary: 'The process lives',
    open: true,
    answers: { 200: { description: 'It does', content: 'Health' } },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/readyz',
    id: 'getReadiness',
    tag: 'service',
    summary: 'It can do its work',
    open: true,
    answers: { 200: { description: 'It can', content: 'Readiness' } },
    refusals: ['unavailable'],
  },
  {
    method: 'get',
    path: '/v1/metrics',
    id: 'getMetrics',
    tag: 'service',
    summary: 'Measurements for Prometheus',
    description: 'May want a token of its own.',
    open: true,
    answers: { 200: { description: 'Prometheus text', content: { text: 'text/plain', description: 'Exposition format' } } },
    refusals: ['unauthenticated'],
  },
]
