import { useUIKit } from '@tencentcloud/uikit-base-component-vue3'
import { computed } from 'vue'

const english = {
  title: 'Join a meeting',
  intro: 'The first one in owns the room and may record it.',
  name: 'Your name',
  nameMissing: 'Please enter your name.',
  room: 'Room',
  roomWrong: 'Letters, digits, “-” and “_”, at most 32.',
  userWrong: 'The user in the address is not usable, so please choose a name.',
  join: 'Join',
  entering: 'Connecting…',
  left: 'You left the meeting',
  ended: 'The meeting has ended',
  kicked: 'You were removed from the meeting',
  replaced: 'You joined from another page',
  replacedText: 'This page gave way to it.',
  expired: 'Your session has expired',
  notEntered: 'You did not get into the room',
  unreachable: 'The meeting server cannot be reached',
  unreachableText: 'Is the demo still running? Start it with “pnpm demo”, then try again.',
  refused: 'The meeting server refused you',
  again: 'Join again',
  retry: 'Try again',
  other: 'Join as somebody else',
}

type Texts = typeof english

const chinese: Texts = {
  title: '加入会议',
  intro: '第一个进入的人是房主，可以录制会议。',
  name: '你的名字',
  nameMissing: '请输入你的名字。',
  room: '房间',
  roomWrong: '可用字母、数字、“-”和“_”，最多 32 个字符。',
  userWrong: '地址中的用户不可用，请输入名字。',
  join: '加入',
  entering: '正在连接…',
  left: '你已离开会议',
  ended: '会议已结束',
  kicked: '你已被移出会议',
  replaced: '你已在其他页面加入会议',
  replacedText: '此页面已退出。',
  expired: '登录已过期',
  notEntered: '未能进入房间',
  unreachable: '无法连接会议服务器',
  unreachableText: '演示是否仍在运行？请用“pnpm demo”启动后重试。',
  refused: '会议服务器拒绝了请求',
  again: '重新加入',
  retry: '重试',
  other: '以其他身份加入',
}

/** The page's own texts, in the language that TUIRoomKit shows. */
export function useTexts() {
  const { language } = useUIKit()
  return computed(() => language.value.startsWith('zh') ? chinese : english)
}
