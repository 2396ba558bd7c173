import type { Room, RoomUser } from '../rooms/room-service.js'
import type { Services } from '../services.js'
import { z } from 'zod'
import { ConferenceCode, ConferenceError } from './conference-error.js'
import { roomInfo } from './room-info.js'

/** A page of `get_room_member_list` never has more. */
const LARGEST_PAGE = 50

type Command = (body: unknown, services: Services) => object

/** `room_engine_http_srv`, by command. */
export const conferenceCommands: Readonly<Record<string, Command>> = {
  get_room_info: command({}, ({ RoomId }, services) => ({ RoomInfo: roomInfo(findRoom(RoomId, services)) })),

  get_room_member_list: command({ Count: z.int().min(1), Next: z.string() }, ({ RoomId, Count, Next }, services) => {
    const users = [...findRoom(RoomId, services).users.values()]
    const start = readNext(Next)
    const end = start + Math.min(Count, LARGEST_PAGE)
    return {
      Next: end < users.length ? Buffer.from(`member:${end}`).toString('base64url') : '',
      MemberList: users.slice(start, end).map(user => member(user, services)),
    }
  }),

  update_room_info: command({
    RoomName: z.string().min(1).max(100).optional(),
    IsVideoDisabled: z.boolean().optional(),
    IsAudioDisabled: z.boolean().optional(),
    IsMessageDisabled: z.boolean().optional(),
    IsScreenSharingDisabled: z.boolean().optional(),
    IsCloudRecordingDisabled: z.boolean().optional(),
    CustomInfo: z.string().refine(text => Buffer.byteLength(text) <= 500, 'at most 500 bytes').optional(),
  }, (change, services) => {
    const fields = {
      roomName: change.RoomName,
      isAllCameraDisabled: change.IsVideoDisabled,
      isAllMicrophoneDisabled: change.IsAudioDisabled,
      isAllMessageDisabled: change.IsMessageDisabled,
      isAllScreenShareDisabled: change.IsScreenSharingDisabled,
      isCloudRecordingDisabled: change.IsCloudRecordingDisabled,
      customInfo: change.CustomInfo,
    }
    services.rooms.updateRoom(findRoom(change.RoomId, services), given(fields))
    return {}
  }),

  update_room_member_info: command({
    MemberInfo: z.strictObject({ Member_Account: z.string(), NameCard: z.string().max(32).optional(), Role: z.enum(['Admin', 'Member']).optional() }),
  }, ({ RoomId, MemberInfo }, services) => {
    const room = findRoom(RoomId, services)
    const user = findMember(room, MemberInfo.Member_Account)
    if (MemberInfo.Role && user.role === 'Owner') throw new ConferenceError(ConferenceCode.NotPermitted, 'The owner keeps the role until the room is handed over')
    services.rooms.update(room, user.userId, given({ nameCard: MemberInfo.NameCard, role: MemberInfo.Role }))
    return {}
  }),

  change_room_owner: command({ From_Account: z.string().optional(), NewOwner_Account: z.string() }, ({ RoomId, From_Account, NewOwner_Account }, services) => {
    const room = findRoom(RoomId, services)
    if (From_Account !== undefined && From_Account !== room.ownerId) throw new ConferenceError(ConferenceCode.NotPermitted, `${From_Account} does not own the room`)
    services.rooms.transferOwner(room, findMember(room, NewOwner_Account).userId)
    return {}
  }),

  kick_user_out: command({ MemberList_Account: z.array(z.string()).min(1).max(20), Reason: z.string().max(1000).optional() }, ({ RoomId, MemberList_Account }, services) => {
    const room = findRoom(RoomId, services)
    for (const userId of MemberList_Account.map(userId => findMember(room, userId).userId)) services.rooms.leave(room, userId, 'kicked')
    return {}
  }),

  destroy_room: command({}, ({ RoomId }, services) => {
    services.rooms.close(findRoom(RoomId, services), services.options.conferenceAdminUserId)
    return {}
  }),
}

function command<T extends z.ZodRawShape>(shape: T, perform: (request: z.output<z.ZodObject<T & { RoomId: z.ZodString }>>, services: Services) => object): Command {
  const schema = z.strictObject({ ...shape, RoomId: z.string().min(1) })
  return (body, services) => {
    const { data, error } = schema.safeParse(body)
    if (error) throw new ConferenceError(ConferenceCode.BadParameter, `${error.issues[0]!.path.join('.')}: ${error.issues[0]!.message}`)
    return perform(data as unknown as z.output<z.ZodObject<T & { RoomId: z.ZodString }>>, services)
  }
}

/** Conference rooms all have text for an id. */
function findRoom(roomId: string, { rooms }: Services): Room {
  const room = rooms.find(roomId, 0)
  if (!room) throw new ConferenceError(ConferenceCode.NoSuchRoom, 'The room does not exist or was destroyed')
  return room
}

function findMember(room: Room, userId: string): RoomUser {
  const user = room.users.get(userId)
  if (!user) throw new ConferenceError(ConferenceCode.NotAMember, `${userId} is not in the room`)
  return user
}

function readNext(next: string): number {
  if (next === '') return 0
  const [, start] = /^member:(\d{1,9})$/.exec(Buffer.from(next, 'base64url').toString()) ?? []
  if (start === undefined) throw new ConferenceError(ConferenceCode.BadParameter, 'Next: not what an earlier page gave')
  return Number(start)
}

function member({ userId, nameCard, role, customInfo }: RoomUser, { options }: Services) {
  return {
    Member_Account: userId,
    NameCard: nameCard,
    Role: role === 'Owner' ? options.variants.ownerRole : role,
    Marks: [],
    CustomInfo: Object.keys(customInfo).length > 0 ? JSON.stringify(customInfo) : '',
  }
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without the fields that are undefined. */
function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>
}
