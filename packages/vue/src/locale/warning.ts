import type { RecordingWarningCode } from '@roomkit-recording/core'
import type { BuiltInMessages, TextName } from './messages.js'

/** What went wrong while it records, and what can be done. */
export interface WarningMessages extends Record<TextName<RecordingWarningCode>, string> {
  other: string
  since: string
}

export const warningMessages: BuiltInMessages<'warning'> = {
  en: {
    storageRefused: 'The storage does not take the files. Tell your administrator now: what is recorded may be lost.',
    imageFailed: 'A background picture could not be used. The recording itself goes on.',
    over25People: 'More than 25 people send sound or video. Only the first 25 to enter are recorded.',
    doubleRecording: 'Another recording of this meeting runs at the same time: two sets of files, and two charges.',
    noSound: 'Nobody’s microphone is on. The recording has no sound at the moment.',
    limitNear: 'The recording will soon reach its time limit. To go on, start another one then.',
    other: 'The recording service reports a problem: {code}',
    since: 'Since {time}',
  },
  zh: {
    storageRefused: '存储服务不接受录制文件，录制内容可能丢失，请立即联系管理员。',
    imageFailed: '背景图片无法使用，录制不受影响。',
    over25People: '发送音视频的人数超过 25 人，仅录制最先进入的 25 人。',
    doubleRecording: '本次会议同时存在另一路录制，会产生两份文件并分别计费。',
    noSound: '没有人打开麦克风，当前录制没有声音。',
    limitNear: '录制即将达到时长上限，如需继续，请在结束后重新开始录制。',
    other: '录制服务报告了问题：{code}',
    since: '自 {time} 起',
  },
}
