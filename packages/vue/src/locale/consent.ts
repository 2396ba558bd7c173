import type { BuiltInMessages } from './messages.js'

/** How participants are told of a recording, and who answered. `{name}`, `{time}` and `{count}` are filled in. */
export interface ConsentMessages {
  title: string
  changedTitle: string
  startedBy: string
  automatic: string
  mixed: string
  single: string
  mixedVoice: string
  singleVoice: string
  picture: string
  devices: string
  gotIt: string
  agree: string
  leave: string
  leaveOut: string
  notDelivered: string
  notLeft: string
  continue: string
  tab: string
  list: string
  accepted: string
  declined: string
  left: string
  none: string
  summary: string
  unknown: string
}

export const consentMessages: BuiltInMessages<'consent'> = {
  en: {
    title: 'This meeting is being recorded',
    changedTitle: 'More of you is recorded now',
    startedBy: '{name} started it at {time}.',
    automatic: 'It is recorded automatically.',
    mixed: 'Your voice, your picture and what you share go into one file with everybody’s.',
    single: 'Your voice, your picture and what you share go into files of their own.',
    mixedVoice: 'Your voice goes into one file with everybody’s. Your picture is not recorded.',
    singleVoice: 'Your voice goes into a file of its own. Your picture is not recorded.',
    picture: 'Your picture and what you share are recorded. Your voice is not.',
    devices: 'Your microphone and camera stay as they are.',
    gotIt: 'Got it',
    agree: 'I agree',
    leave: 'Leave the meeting',
    leaveOut: 'Ask to be left out',
    notDelivered: 'Your answer could not be delivered. It is sent again by itself.',
    notLeft: 'Leaving did not work. Use the meeting’s own button.',
    continue: 'Continue',
    tab: 'REC',
    list: 'Who agreed to the recording',
    accepted: 'Agreed',
    declined: 'Wants to be left out',
    left: 'Left because of it',
    none: 'No answer yet',
    summary: '{count} have not answered yet',
    unknown: 'Who answered is not known at the moment.',
  },
  zh: {
    title: '本次会议正在录制',
    changedTitle: '你的录制范围已扩大',
    startedBy: '由 {name} 于 {time} 发起。',
    automatic: '会议由系统自动录制。',
    mixed: '你的声音、画面和共享内容会与其他人一起录制到同一个文件。',
    single: '你的声音、画面和共享内容会录制为单独的文件。',
    mixedVoice: '你的声音会与其他人一起录制到同一个文件，不录制你的画面。',
    singleVoice: '你的声音会录制为单独的文件，不录制你的画面。',
    picture: '会录制你的画面和共享内容，不录制你的声音。',
    devices: '你的麦克风和摄像头状态不会改变。',
    gotIt: '知道了',
    agree: '同意',
    leave: '离开会议',
    leaveOut: '申请不录制我',
    notDelivered: '你的选择未能送达，系统会自动重新发送。',
    notLeft: '未能离开会议，请使用会议中的离开按钮。',
    continue: '继续',
    tab: '录制中',
    list: '成员对录制的回应',
    accepted: '已同意',
    declined: '不希望被录制',
    left: '因录制离开',
    none: '尚未回应',
    summary: '{count} 人尚未回应',
    unknown: '暂时无法获知成员的回应。',
  },
}
