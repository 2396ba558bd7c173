import type { CreateCloudRecordingRequest } from './actions/create-cloud-recording.js'
import type { MixLayoutParams } from './actions/mix-params.js'
import type { SubscribeStreamUserIds } from './actions/record-params.js'
import type { Capture, CapturedStream } from './capture.js'
import type { StruckFault, TaskEffect } from './faults.js'
import type { ResolvedOptions } from './options.js'
import type { RecordedFile } from './recording-files.js'
import type { RoomService } from './rooms/room-service.js'
import { capturedStreams, createCaptureLog, hasAnchor } from './capture.js'
import { fileFormats, recordedFiles } from './recording-files.js'
import { checkUserSig } from './user-sig.js'

/** Why the recorder left: `LeaveCode` of callback 302. */
export const leaveCodes = {
  stopped: 0,
  removedByCustomer: 1,
  closedByCustomer: 2,
  removedByServer: 3,
  closedByServer: 4,
  idle: 99,
  cutOff: 100,
  replaced: 101,
} as const
export type LeaveCode = typeof leaveCodes[keyof typeof leaveCodes]

export type TaskStatus = 'Idle' | 'InProgress' | 'Exited'

/** `starting`: the recorder is on its way into the room. `gone`: no call knows the task any more. */
export type TaskPhase = 'starting' | 'running' | 'leaving' | 'gone'

/** After this many moves to another machine a task is given up. */
const MOST_MOVES = 3

export interface TimelineEntry {
  /** Milliseconds since the epoch. */
  at: number
  event: 'created' | 'entered' | 'failed' | TaskStatus | 'modified' | 'moved' | 'leaving' | 'gone'
  detail?: string
}

/** How the picture was composed and whose streams went into it, from a moment on. */
export interface Composition {
  at: number
  layout: MixLayoutParams | undefined
  subscribe: SubscribeStreamUserIds
}

/** Which streams were being recorded, from a moment on. */
export interface StreamChange {
  at: number
  streams: readonly CapturedStream[]
}

/** `api`: CreateCloudRecording started it. `auto`: a template did. `conference`: somebody in the room did, through the Conference SDK. */
export type TaskOrigin = 'api' | 'auto' | 'conference'

/** Moments of a task that somebody outside has to know about. */
export interface TaskEvents {
  /** The recorder is in the room. */
  entered: (task: RecordingTask) => void
  /** The recorder could not enter. */
  failed: (task: RecordingTask) => void
  captureBegan: (task: RecordingTask, captures: Capture[]) => void
  /** It has another layout and subscription now. */
  modified: (task: RecordingTask) => void
  moved: (task: RecordingTask) => void
  /** The recorder has left and its files are to be uploaded. */
  left: (task: RecordingTask, leaveCode: LeaveCode) => void
  changed: () => void
}

export interface RecordingTaskContext {
  taskId: string
  request: CreateCloudRecordingRequest
  origin: TaskOrigin
  options: ResolvedOptions
  /** Lets a fault strike the task. */
  strike: (effect: TaskEffect) => StruckFault | undefined
  rooms: RoomService
  /** Called before the recorder enters, so that whoever has its id leaves first. */
  makeWay: (task: RecordingTask) => void
  on: TaskEvents
}

/** One run of cloud recording. It follows its room by itself, from CreateCloudRecording to the recorder's leaving. */
export class RecordingTask {
  readonly taskId: string
  readonly request: CreateCloudRecordingRequest
  readonly origin: TaskOrigin
  readonly createdAt: number
  /** From the recorder's entry to its leaving, when nothing is recorded any more. */
  readonly streamChanges: StreamChange[] = []
  readonly timeline: TimelineEntry[] = []
  readonly compositions: Composition[] = []

  #phase: TaskPhase = 'starting'
  #status: TaskStatus = 'Idle'
  #leaveCode: LeaveCode | null = null
  #endedAt: number | null = null
  #moves = 0
  readonly #context: RecordingTaskContext
  readonly #log
  #cancelNext: () => void
  #cancelIdle: (() => void) | null = null
  #cancelFaults: (() => void)[] = []

  constructor(context: RecordingTaskContext) {
    this.#context = context
    this.taskId = context.taskId
    this.request = context.request
    this.origin = context.origin
    this.createdAt = this.#now()
    this.#log = createCaptureLog(context.request.RecordParams.RecordMode === 2)
    const { MixLayoutParams: layout, RecordParams } = context.request
    this.compositions.push({ at: this.createdAt, layout, subscribe: RecordParams.SubscribeStreamUserIds })
    this.#note('created')
    this.#cancelNext = context.options.clock.setTimeout(() => { this.#enter() }, context.options.recorderStartDelayMs)
  }

  get recorderId(): string { return this.request.UserId }
  get phase(): TaskPhase { return this.#phase }
  get status(): TaskStatus { return this.#status }
  get leaveCode(): LeaveCode | null { return this.#leaveCode }
  /** When the recorder stopped recording, or null while it does. */
  get endedAt(): number | null { return this.#endedAt }
  get captures(): readonly Capture[] { return this.#log.captures }

  /** Describe, Modify and Delete stop working then, while the recording goes on. */
  get controllableUntil(): number { return this.createdAt + this.request.ResourceExpiredHour * 3_600_000 }

  /** Overwrites layout and subscription. */
  modify({ layout, subscribe }: Omit<Composition, 'at'>): void {
    this.compositions.push({ at: this.#now(), layout, subscribe })
    this.#note('modified')
    this.#context.on.modified(this)
    this.follow()
  }

  /** Looks at the room again. To be called after everything that happens in it. */
  follow(): void {
    if (this.#phase !== 'running') return
    const room = this.#room()
    const { RecordParams } = this.request
    const streams = capturedStreams(room, RecordParams, this.compositions.at(-1)!.subscribe)
    const begun = this.#log.follow(streams, this.#now(), this.#moves)
    this.#noteStreams(streams)
    this.#setStatus(streams.length > 0 ? 'InProgress' : 'Idle')
    if (begun.length > 0) this.#context.on.captureBegan(this, begun)

    // Idle time only runs while no anchor is in the room: a silent one keeps the task alive.
    if (hasAnchor(room)) {
      this.#cancelIdle?.()
      this.#cancelIdle = null
    } else {
      this.#cancelIdle ??= this.#context.options.clock.setTimeout(() => { this.leave(leaveCodes.idle) }, RecordParams.MaxIdleTime * 1000)
    }
  }

  /** The recorder leaves. Does nothing when it is leaving already. */
  leave(leaveCode: LeaveCode): void {
    if (this.#phase === 'leaving' || this.#phase === 'gone') return
    const { clock, recorderStopDelayMs } = this.#context.options
    this.#stopTimers()
    this.#log.follow([], this.#now(), this.#moves)
    if (this.#phase === 'running') this.#noteStreams([])
    this.#phase = 'leaving'
    this.#leaveCode = leaveCode
    this.#endedAt = this.#now()
    this.#note('leaving', `LeaveCode ${leaveCode}`)
    this.#setStatus('Exited')
    this.#cancelNext = clock.setTimeout(() => {
      this.#phase = 'gone'
      this.#note('gone')
      this.#context.on.left(this, leaveCode)
    }, recorderStopDelayMs)
  }

  /** Moves the task to another machine, where the recorder has to enter again: only now a UserSig that has expired is noticed. */
  failOver(): void {
    if (this.#phase !== 'running') return
    if (this.#moves >= MOST_MOVES || this.#userSigFault()) {
      this.leave(leaveCodes.cutOff)
      return
    }
    this.#moves++
    this.#note('moved')
    this.#context.on.moved(this)
    this.follow()
  }

  /** The files there would be if the task ended now. */
  files(): RecordedFile[] {
    return recordedFiles(this.request, this.captures, this.#context.options.variants, this.#now())
  }

  /** `StorageFileList` of DescribeCloudRecording: index files in COS. */
  storageFiles() {
    if (this.request.StorageParams.CloudVod || !fileFormats(this.request).includes('m3u8')) return []
    return this.files().filter(({ format }) => format === 'm3u8').map(({ userId, name, trackType, begin }) =>
      ({ UserId: userId, FileName: name, TrackType: trackType, BeginTimeStamp: begin }))
  }

  /** Stops everything without telling anybody. */
  dispose(): void {
    this.#stopTimers()
    this.#phase = 'gone'
  }

  #enter() {
    const fault = this.#userSigFault()
    if (fault || this.#context.strike('startFailed')) {
      this.#phase = 'gone'
      this.#setStatus('Exited')
      this.#note('failed', fault ? `UserSig ${fault}` : 'a fault')
      this.#context.on.failed(this)
      return
    }
    this.#context.makeWay(this)
    this.#phase = 'running'
    this.#note('entered')
    this.#context.on.entered(this)
    this.follow()
    this.#suffer('failover', () => { this.failOver() })
    this.#suffer('cutOff', () => { this.leave(leaveCodes.cutOff) })
  }

  #suffer(effect: TaskEffect, blow: () => void) {
    const fault = this.#context.strike(effect)
    if (fault) this.#cancelFaults.push(this.#context.options.clock.setTimeout(blow, fault.delayMs ?? 0))
  }

  #userSigFault() {
    if (this.origin !== 'api') return null
    const { sdkAppId, sdkSecretKey } = this.#context.options
    return checkUserSig(this.request.UserSig, { userId: this.recorderId, sdkAppId, sdkSecretKey, now: this.#now() })
  }

  #noteStreams(streams: CapturedStream[]) {
    const before = this.streamChanges.at(-1)?.streams
    if (!before || JSON.stringify(before) !== JSON.stringify(streams)) this.streamChanges.push({ at: this.#now(), streams })
  }

  #setStatus(status: TaskStatus) {
    if (this.#status === status) return
    this.#status = status
    this.#note(status)
  }

  #note(event: TimelineEntry['event'], detail?: string) {
    this.timeline.push({ at: this.#now(), event, ...detail === undefined ? {} : { detail } })
    this.#context.on.changed()
  }

  #stopTimers() {
    this.#cancelNext()
    this.#cancelIdle?.()
    this.#cancelIdle = null
    for (const cancel of this.#cancelFaults.splice(0)) cancel()
  }

  #room() {
    return this.#context.rooms.find(this.request.RoomId, this.request.RoomIdType)
  }

  #now() {
    return this.#context.options.clock.now()
  }
}
