import type { BuiltInMessages } from './messages.js'

/** The side panel. */
export interface PanelMessages {
  title: string
  open: string
  close: string
  idle: string
  now: string
  warnings: string
  endsAt: string
  layout: string
  layoutTitle: string
  layoutSingle: string
  people: string
  peopleTitle: string
  peopleHint: string
  choice: string
  full: string
  recorded: string
  voiceOnly: string
  pictureOnly: string
  leftOut: string
  you: string
  notSending: string
  byRule: string
  lastOne: string
  tooMany: string
  nobody: string
  recordings: string
}

export const panelMessages: BuiltInMessages<'panel'> = {
  en: {
    title: 'Recording',
    open: 'Recordings',
    close: 'Close',
    idle: 'Nothing is being recorded.',
    now: 'Now',
    warnings: 'Warnings: {count}',
    endsAt: 'Ends at {time} at the latest',
    layout: 'Layout',
    layoutTitle: 'Layout of the file',
    layoutSingle: 'Each person gets a file, so there is nothing to arrange.',
    people: 'People',
    peopleTitle: 'Who is in the recording',
    peopleHint: 'A change holds from now on. What was recorded before stays in the file.',
    choice: 'What is recorded of {name}',
    full: 'Sound and picture',
    recorded: 'Recorded',
    voiceOnly: 'Voice only',
    pictureOnly: 'Picture only',
    leftOut: 'Not recorded',
    you: 'you',
    notSending: 'Camera and microphone are off',
    byRule: 'Set by a rule',
    lastOne: 'Somebody has to stay in the recording',
    tooMany: 'No more than {count} people can be left out or chosen',
    nobody: 'Nobody is here.',
    recordings: 'Recordings',
  },
  zh: {
    title: '云端录制',
    open: '录制管理',
    close: '关闭',
    idle: '当前没有录制。',
    now: '当前',
    warnings: '{count} 条提醒',
    endsAt: '最晚于 {time} 结束',
    layout: '布局',
    layoutTitle: '文件布局',
    layoutSingle: '单流录制为每人生成一个文件，无需布局。',
    people: '人员',
    peopleTitle: '录制人员',
    peopleHint: '修改从现在起生效，之前录到的内容会保留在文件中。',
    choice: '{name} 的录制内容',
    full: '声音和画面',
    recorded: '录制',
    voiceOnly: '仅声音',
    pictureOnly: '仅画面',
    leftOut: '不录制',
    you: '我',
    notSending: '摄像头和麦克风已关闭',
    byRule: '由规则决定',
    lastOne: '至少需要录制一人',
    tooMany: '最多只能排除或指定 {count} 人',
    nobody: '当前没有人。',
    recordings: '录制文件',
  },
}
