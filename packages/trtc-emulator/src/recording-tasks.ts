import type { CreateCloudRecordingRequest } from './actions/create-cloud-recording.js'
import type { Faults } from './faults.js'
import type { ResolvedOptions } from './options.js'
import type { LeaveCode, TaskEvents, TaskOrigin } from './recording-task.js'
import type { RoomEvent, RoomIdType, RoomService } from './rooms/room-service.js'
import { randomBytes, randomUUID } from 'node:crypto'
import { taskNotFound } from './errors.js'
import { leaveCodes, RecordingTask } from './recording-task.js'

/** Ended tasks that are kept to be looked at. */
const REMEMBERED = 5000

export interface RecordingTasksContext {
  options: ResolvedOptions
  rooms: RoomService
  faults: Faults
  on: TaskEvents
}

export type RecordingTasks = ReturnType<typeof createRecordingTasks>

/** All recording tasks, kept in step with the rooms. */
export function createRecordingTasks({ options, rooms, faults, on }: RecordingTasksContext) {
  const tasks = new Map<string, RecordingTask>()
  const followers = new Set<(task: RecordingTask) => void>()
  const follow = (task: RecordingTask) => { for (const follower of followers) follower(task) }
  const live = () => [...tasks.values()].filter(task => task.phase !== 'gone')

  const told: TaskEvents = {
    ...on,
    entered(task) {
      on.entered(task)
      follow(task)
    },
    left(task, leaveCode) {
      on.left(task, leaveCode)
      follow(task)
    },
  }

  const unsubscribe = rooms.subscribe(event => {
    for (const task of inRoom(event.room.roomId, event.room.roomIdType)) {
      if (event.type === 'roomClosed') task.leave(closingCode(event))
      else task.follow()
    }
  })

  /** The recorders that are in a room. */
  function inRoom(roomId: string, roomIdType: RoomIdType): RecordingTask[] {
    return live().filter(({ phase, request }) => phase === 'running' && request.RoomId === roomId && request.RoomIdType === roomIdType)
  }

  /** Whoever enters a room under an id that is in it already puts the other one out. */
  function makeWay(task: RecordingTask) {
    const { RoomId, RoomIdType } = task.request
    for (const other of inRoom(RoomId, RoomIdType)) {
      if (other !== task && other.recorderId === task.recorderId) other.leave(leaveCodes.replaced)
    }
    const room = rooms.find(RoomId, RoomIdType)
    if (room?.users.has(task.recorderId)) rooms.leave(room, task.recorderId, 'kicked')
  }

  return {
    list: (): RecordingTask[] => [...tasks.values()],
    find: (taskId: string): RecordingTask | undefined => tasks.get(taskId),
    inRoom,
    /** Those that count against the quota. */
    liveCount: (): number => live().filter(({ origin }) => origin === 'api').length,

    /** @throws TencentCloudError `ResourceNotFound` (as switched) when the task never was, has ended, or left its control window */
    controllable(taskId: string): RecordingTask {
      const { endedTask, autoTaskControl } = options.variants
      const task = tasks.get(taskId)
      const isForeign = task !== undefined && task.origin !== 'api' && autoTaskControl === 'refused'
      if (!task || isForeign || task.phase === 'gone' || options.clock.now() >= task.controllableUntil) throw taskNotFound(taskId, endedTask)
      return task
    },

    create(request: CreateCloudRecordingRequest, origin: TaskOrigin = 'api'): RecordingTask {
      const taskId = options.variants.taskId === 'uuid' ? randomUUID() : createTaskId()
      const task = new RecordingTask({ taskId, request, origin, options, strike: effect => faults.forTask(effect, request.RoomId), rooms, makeWay, on: told })
      tasks.set(task.taskId, task)
      for (const old of tasks.values()) {
        if (tasks.size <= REMEMBERED) break
        if (old.phase === 'gone') tasks.delete(old.taskId)
      }
      return task
    },

    /** Calls `follower` when a recorder has entered and when it has left, until the returned function is called. */
    follow(follower: (task: RecordingTask) => void): () => void {
      followers.add(follower)
      return () => { followers.delete(follower) }
    },

    dispose() {
      unsubscribe()
      for (const task of tasks.values()) task.dispose()
    },
  }
}

function closingCode({ operator }: Extract<RoomEvent, { type: 'roomClosed' }>): LeaveCode {
  return operator === null ? leaveCodes.closedByServer : leaveCodes.closedByCustomer
}

/** TRTC's task ids are long opaque text in which `-`, `_` and `.` occur. */
function createTaskId(): string {
  const part = () => randomBytes(24).toString('base64url')
  return `${part()}-${part()}_${part()}.`
}
