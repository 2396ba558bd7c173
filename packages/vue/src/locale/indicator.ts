import type { BuiltInMessages } from './messages.js'

export const indicatorMessages: BuiltInMessages<'indicator'> = {
  en: {
    starting: 'Starting',
    recording: 'REC',
    notCapturing: 'No sound or video',
    unconfirmed: 'Not confirmed',
    stopping: 'Stopping',
    automatic: 'Auto',
  },
  zh: {
    starting: '正在启动',
    recording: '录制中',
    notCapturing: '无音视频',
    unconfirmed: '状态未确认',
    stopping: '正在停止',
    automatic: '自动',
  },
}

export const sentenceMessages: BuiltInMessages<'sentence'> = {
  en: {
    starting: 'A recording is starting.',
    recording: 'This meeting is being recorded.',
    startedBy: 'Started by {name} at {time}.',
    notCapturing: 'Nobody is sending sound or video, so nothing is captured at the moment.',
    unconfirmed: 'The state of the recording cannot be confirmed at the moment.',
    noProof: 'There has been no confirmation yet.',
    stopping: 'The recording is being stopped.',
    automatic: 'This meeting is recorded automatically. Nobody needs to press anything.',
    alsoAutomatic: 'An automatic recording is running as well.',
    automaticUnknown: 'Whether an automatic recording is running is not known.',
    ended: 'Nothing is being recorded any more.',
    notStarted: 'The recording did not start.',
  },
  zh: {
    starting: '云端录制正在启动。',
    recording: '本次会议正在录制。',
    startedBy: '由 {name} 于 {time} 发起。',
    notCapturing: '当前没有人发送音频或视频，暂时录不到内容。',
    unconfirmed: '暂时无法确认录制状态。',
    noProof: '尚未收到任何确认。',
    stopping: '云端录制正在停止。',
    automatic: '本次会议由系统自动录制，无需任何操作。',
    alsoAutomatic: '同时还有一路自动录制正在进行。',
    automaticUnknown: '暂时无法确认自动录制是否正在进行。',
    ended: '当前没有正在进行的录制。',
    notStarted: '云端录制未能开始。',
  },
}
