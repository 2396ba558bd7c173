import type { HubClientEvent } from './hub-client.js'
import { hubErrors } from '../rooms/hub-protocol.js'
import { avatarOf } from './avatar.js'
import { hub } from './connection.js'

/**
 * Stands in for `@tencentcloud/lite-chat` and its plugins. TUIRoomKit logs in through the chat SDK, so this logs in to
 * the TRTC emulator; messages and contacts there are none.
 */

type ChatListener = (event: { name: string, data: unknown }) => void

// Every name is its own value, whichever the UI asks for.
const names = new Proxy({} as Record<string, string>, { get: (_, name) => typeof name === 'string' ? name : undefined })

/** The lists that the UI reads when it starts; all are empty. */
const emptyLists: Record<string, unknown> = {
  getBlacklist: [],
  getFriendList: [],
  getFriendGroupList: [],
  getFriendApplicationList: { friendApplicationList: [], unreadCount: 0 },
  getGroupApplicationList: { applicationList: [] },
}
const nothing = { conversationList: [], messageList: [], groupList: [], userProfileList: [], isCompleted: true, nextReqMessageID: '', count: 0 }

function profileOf(userId: string) {
  const isSelf = userId === hub.userId
  return {
    userID: userId,
    nick: (isSelf && hub.profile.userName) || userId,
    avatar: (isSelf && hub.profile.avatarUrl) || avatarOf(userId, (isSelf && hub.profile.userName) || userId),
    profileCustomField: [],
  }
}

function createChat({ SDKAppID }: { SDKAppID: number }) {
  const listeners = new Map<string, { listener: ChatListener, context: unknown }[]>()
  const emit = (name: string, data: unknown) => {
    for (const { listener, context } of [...listeners.get(name) ?? []]) listener.call(context, { name, data })
  }

  function hear(event: HubClientEvent) {
    if (event.type === 'replaced') emit('KICKED_OUT', { type: 'KICKED_OUT_MULT_ACCOUNT' })
    if (event.type === 'refused')
      emit('KICKED_OUT', { type: event.error.code === hubErrors.userSigExpired ? 'KICKED_OUT_USERSIG_EXPIRED' : 'KICKED_OUT_MULT_DEVICE' })
  }
  let stopHearing = () => {}

  const chat = {
    on(name: string, listener: ChatListener, context?: unknown) {
      listeners.set(name, [...listeners.get(name) ?? [], { listener, context }])
    },
    off(name: string, listener: ChatListener, context?: unknown) {
      listeners.set(name, (listeners.get(name) ?? []).filter(entry => entry.listener !== listener || entry.context !== context))
    },
    use() {},
    registerPlugin() {},
    setLogLevel() {},
    isReady: () => hub.userId !== null,
    getServerTime: () => Date.now(),
    findMessage: () => null,

    async login({ userID, userSig }: { userID: string, userSig: string }) {
      await hub.login({ sdkAppId: SDKAppID, userId: userID, userSig }, { userName: userID, avatarUrl: avatarOf(userID, userID) })
      stopHearing()
      stopHearing = hub.subscribe(hear)
      // tui-core remembers who waits for this event only after login() has resolved
      setTimeout(() => { emit('SDK_READY', undefined) })
      return { code: 0, data: { repeatLogin: false } }
    },
    async logout() {
      stopHearing()
      hub.logout()
      return { code: 0, data: {} }
    },
    async destroy() {
      return chat.logout()
    },

    getLoginUser: () => hub.userId ?? '',
    getMyProfile: async () => ({ code: 0, data: profileOf(hub.userId ?? '') }),
    getUserProfile: async ({ userIDList }: { userIDList: string[] }) => ({ code: 0, data: userIDList.map(profileOf) }),
    async updateMyProfile({ nick, avatar: avatarUrl }: { nick?: string, avatar?: string }) {
      hub.setProfile({ ...(nick !== undefined && { userName: nick }), ...(avatarUrl ? { avatarUrl } : {}) })
      return { code: 0, data: profileOf(hub.userId ?? '') }
    },
    callExperimentalAPI: async () => ({ code: 0, data: { enabled: false } }),
    sendMessage: async () => { throw Object.assign(new Error('The TRTC emulator carries no messages'), { code: 20009 }) },
  }

  // Whatever else is asked concerns messages and contacts, and there are none.
  return new Proxy(chat, {
    get: (target, name, receiver) => name in target || typeof name !== 'string' || name === 'then'
      ? Reflect.get(target, name, receiver) as unknown
      : async () => ({ code: 0, data: structuredClone(emptyLists[name] ?? nothing) }),
  })
}

export const TencentCloudChat = { create: createChat, EVENT: names, TYPES: names, VERSION: 'emulated' }
export default TencentCloudChat
