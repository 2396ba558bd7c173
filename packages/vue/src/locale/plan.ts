import type { BuiltInMessages } from './messages.js'

/** The rules of the automatic plan (TUIRoomKit document "Cloud recording", automatic recording). */
export interface PlanMessages {
  automaticTitle: string
  automaticText: string
  bothTitle: string
  bothText: string
  rules: string
  begins: string
  files: string
  people: string
  rooms: string
}

export const planMessages: BuiltInMessages<'plan'> = {
  en: {
    automaticTitle: 'This meeting is recorded automatically',
    automaticText: 'Nobody needs to press anything.',
    bothTitle: 'Meetings are also recorded automatically',
    bothText: 'Starting by hand makes a second recording: two sets of files, and two charges.',
    rules: 'How automatic recording works',
    begins: 'It begins with the first microphone, camera or screen, and ends some time after everybody has left.',
    files: 'It makes a file for each person, never one with everybody in it.',
    people: 'The first 25 people to send sound or video are recorded, by the time they came in.',
    rooms: 'Only meetings created after it was switched on are recorded.',
  },
  zh: {
    automaticTitle: '本次会议自动录制',
    automaticText: '无需任何操作。',
    bothTitle: '会议同时启用了自动录制',
    bothText: '手动开始会再产生一路录制，生成两份文件并分别计费。',
    rules: '自动录制规则',
    begins: '首个成员开启麦克风、摄像头或屏幕共享时开始，所有人离开一段时间后结束。',
    files: '仅支持单流录制：每个成员各生成一个文件，不会合成一个画面。',
    people: '按进房时间录制前 25 位发送音视频的成员。',
    rooms: '仅录制开启该功能之后新建的会议。',
  },
}
