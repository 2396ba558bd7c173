import type { Options } from 'p-retry'
import type { UserSigKey } from '../trtc/user-sig.js'
import type { RoomRoles } from './room-directory.js'
import { randomInt } from 'node:crypto'
import pRetry from 'p-retry'
import { z } from 'zod'
import { refusal } from '../http/refusal.js'
import { createUserSig } from '../trtc/user-sig.js'

export interface ConferenceApiOptions extends UserSigKey {
  /** Full URL, e.g. `https://console.tim.qq.com`. */
  endpoint: string
  /** The app administrator in whose name it is asked. */
  adminUserId: string
  /** Longest wait for an answer, before it is asked once more; the service's own limit is 3 s. @default 4000 */
  timeoutMs?: number
}

const text = z.union([z.string(), z.number().transform(String)])

const envelope = z.object({
  ActionStatus: z.string(),
  ErrorCode: z.coerce.number(),
  ErrorInfo: z.string().catch(''),
  Response: z.unknown().optional(),
})
const roomInfo = z.object({ RoomInfo: z.object({ Owner_Account: text.catch(''), CustomInfo: z.string().catch('') }) })
const memberList = z.object({
  Next: text.nullish(),
  MemberList: z.array(z.object({
    Member_Account: text,
    NameCard: z.string().nullish().catch(null),
    Role: text.nullish().catch(null),
  })).nullish(),
})

const PAGE = 50
/** 20,000 people; a list that never ends is a mistake. */
const MOST_PAGES = 400
/** 100004 the room does not exist or was destroyed. */
export const NO_SUCH_ROOM = 100_004
const SIG_SECONDS = 24 * 3600
/** Without an answer: a server may close an idle connection in the very instant in which it is used again. Nothing here does harm when it is asked twice. */
const ONCE_MORE: Options = { retries: 1, minTimeout: 0, shouldRetry: ({ error }) => error instanceof TypeError || error.name === 'TimeoutError' }

/**
 * Asks Tencent's Conference REST API for a room's owner, admins and members ("RESTful API Overview", `get_room_info`, `get_room_member_list`).
 * Rejects with `unavailable` whenever there is no clear answer: then nobody may do anything.
 */
export function createConferenceApi({ endpoint, adminUserId, timeoutMs = 4_000, ...key }: ConferenceApiOptions) {
  let admin = { userSig: '', renewAt: 0 }

  function adminUserSig(): string {
    const now = Date.now()
    if (now >= admin.renewAt) admin = { userSig: createUserSig(key, adminUserId, SIG_SECONDS), renewAt: now + SIG_SECONDS * 500 }
    return admin.userSig
  }

  async function send(command: string, body: object): Promise<z.output<typeof envelope>> {
    const url = new URL(`/v4/room_engine_http_srv/${command}`, endpoint)
    url.search = new URLSearchParams({
      sdkappid: String(key.sdkAppId),
      identifier: adminUserId,
      usersig: adminUserSig(),
      random: String(randomInt(2 ** 32 - 1)),
      contenttype: 'json',
    }).toString()
    const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    try {
      return envelope.parse(await pRetry(async () => (await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) })).json(), ONCE_MORE))
    } catch (error) {
      throw unavailable(`${command} had no usable answer`, error)
    }
  }

  /** `null`: there is no such room. */
  async function ask<T extends z.ZodType>(command: string, body: object, schema: T): Promise<z.output<T> | null> {
    const answer = await send(command, body)
    if (answer.ErrorCode === NO_SUCH_ROOM) return null
    if (answer.ErrorCode !== 0) throw unavailable(`${command} was refused with ${answer.ErrorCode} ${answer.ErrorInfo}`)
    const { success, data, error } = schema.safeParse(answer.Response)
    if (!success) throw unavailable(`${command} had an answer that cannot be understood`, error)
    return data
  }

  return {
    /** The service's own code for a question about a room that there is not: `NO_SUCH_ROOM` when all is well. */
    async probe(): Promise<number> {
      return (await send('get_room_info', { RoomId: 'roomkit-recording-doctor' })).ErrorCode
    },
    /** What participants are told about the room by whoever wrote it there. `null`: there is no such room. */
    async readCustomInfo(RoomId: string): Promise<string | null> {
      return (await ask('get_room_info', { RoomId }, roomInfo))?.RoomInfo.CustomInfo ?? null
    },
    /** At most 500 bytes. */
    async writeCustomInfo(RoomId: string, CustomInfo: string): Promise<void> {
      await ask('update_room_info', { RoomId, CustomInfo }, z.unknown())
    },
    async fetchRoles(RoomId: string): Promise<RoomRoles | null> {
      const info = await ask('get_room_info', { RoomId }, roomInfo)
      if (!info) return null
      let ownerId = info.RoomInfo.Owner_Account
      const adminIds = new Set<string>()
      const members = new Map<string, { name: string | null }>()
      let Next = ''
      for (let page = 0; page < MOST_PAGES; page++) {
        const list = await ask('get_room_member_list', { RoomId, Count: PAGE, Next }, memberList)
        if (!list) return null
        for (const { Member_Account: userId, NameCard, Role } of list.MemberList ?? []) {
          members.set(userId, { name: NameCard || null })
          // one page says Owner, its sample RoomOwner
          if (/admin/i.test(Role ?? '')) adminIds.add(userId)
          if (ownerId === '' && /owner/i.test(Role ?? '')) ownerId = userId
        }
        Next = list.Next ?? ''
        if (Next === '') return { ownerId, adminIds, members }
      }
      throw unavailable('get_room_member_list does not end')
    },
  }
}

function unavailable(message: string, cause?: unknown) {
  return refusal('unavailable', 'Who may do what in this room cannot be found out at the moment.', { cause: new Error(`Conference API: ${message}`, { cause }) })
}
