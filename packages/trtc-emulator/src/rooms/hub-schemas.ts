import type { HubCommandName, HubCommands } from './hub-protocol.js'
import { z } from 'zod'

/** TUIRoomKit accepts these characters in a room id. */
const roomId = z.string().regex(/^[\w !#$%&()+\-:;<=>?@[\]^{|}~,.]{1,64}$/, 'is not a room id')
const userId = z.string().min(1).max(64)
const roomName = z.string().max(100)
const password = z.string().max(32)
const device = z.enum(['camera', 'microphone', 'screen'])
const nothing = z.strictObject({})
const profile = z.strictObject({ userName: z.string().max(128).optional(), avatarUrl: z.string().max(2048).optional() })

const roomOptions = z.strictObject({
  roomName: roomName.optional(),
  password: password.optional(),
  isAllMicrophoneDisabled: z.boolean().optional(),
  isAllCameraDisabled: z.boolean().optional(),
  isAllScreenShareDisabled: z.boolean().optional(),
  isAllMessageDisabled: z.boolean().optional(),
})

/** What a browser may send with each command. */
export const commandSchemas: { [Name in HubCommandName]: z.ZodType<HubCommands[Name][0]> } = {
  login: z.strictObject({ sdkAppId: z.int(), userId, userSig: z.string().min(1).max(8192), clientId: z.string().min(1).max(64), profile }),
  setProfile: profile,
  createRoom: z.strictObject({ roomId, roomType: z.union([z.literal(1), z.literal(2)]), options: roomOptions }),
  joinRoom: z.strictObject({ roomId, password }),
  leaveRoom: nothing,
  endRoom: nothing,
  getRoom: z.strictObject({ roomId }),
  sync: nothing,
  updateRoom: z.strictObject({ roomName: roomName.min(1).optional(), password: password.optional() }),
  startRecording: nothing,
  stopRecording: nothing,
  setStream: z.strictObject({ stream: device, on: z.boolean() }),
  changeRole: z.strictObject({ userId, role: z.enum(['Owner', 'Admin', 'Member']) }),
  changeNameCard: z.strictObject({ userId, nameCard: z.string().max(64) }),
  setCustomInfo: z.strictObject({ userId, customInfo: z.record(z.string().max(64), z.string().max(1024)) }),
  kick: z.strictObject({ userId }),
  disableMessages: z.strictObject({ userId, disable: z.boolean() }),
  disableAllMessages: z.strictObject({ disable: z.boolean() }),
  disableAllDevices: z.strictObject({ device, disable: z.boolean() }),
  closeDevice: z.strictObject({ userId, device }),
  requestDevice: z.strictObject({ kind: z.enum(['apply', 'invite']), userId: z.string().max(64), device, timeoutSeconds: z.number().min(0).max(3600) }),
  cancelRequest: z.strictObject({ requestId: z.string() }),
  answerRequest: z.strictObject({ requestId: z.string(), agree: z.boolean() }),
}

export const frameSchema = z.object({
  id: z.int(),
  name: z.enum(Object.keys(commandSchemas) as [HubCommandName, ...HubCommandName[]]),
  params: z.unknown(),
})
