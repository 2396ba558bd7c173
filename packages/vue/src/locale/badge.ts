import type { BuiltInMessages } from './messages.js'

/** Whether oneself is in the recording: a short text, and a sentence. `{reason}` is one of the sentences below it. */
export interface BadgeMessages {
  full: string
  voice: string
  picture: string
  silent: string
  out: string
  unknown: string
  fullText: string
  voiceText: string
  pictureText: string
  silentText: string
  outText: string
  unknownText: string
  cameraOff: string
  audioOnly: string
  pictureLeftOut: string
  hiddenWithoutVideo: string
  over25: string
}

export const badgeMessages: BuiltInMessages<'badge'> = {
  en: {
    full: 'You are recorded',
    voice: 'Voice only',
    picture: 'Picture only',
    silent: 'Nothing of you now',
    out: 'You are not recorded',
    unknown: 'You may be recorded',
    fullText: 'Your voice and your picture are recorded.',
    voiceText: 'Your voice is recorded, your picture is not.',
    pictureText: 'Your picture is recorded, your voice is not.',
    silentText: 'You are part of the recording, but send neither sound nor video now.',
    outText: 'Neither your voice nor your picture is recorded.',
    unknownText: 'Whether you are recorded cannot be confirmed at the moment. Assume that you are.',
    cameraOff: 'It would be, with your camera on.',
    audioOnly: 'Only sound is recorded in this meeting.',
    pictureLeftOut: 'Those in control left your picture out.',
    hiddenWithoutVideo: 'People without video have no place in the picture.',
    over25: 'Only the first 25 people are recorded.',
  },
  zh: {
    full: '你正在被录制',
    voice: '仅录制声音',
    picture: '仅录制画面',
    silent: '暂无你的内容',
    out: '你未被录制',
    unknown: '你可能正在被录制',
    fullText: '正在录制你的声音和画面。',
    voiceText: '正在录制你的声音，不录制画面。',
    pictureText: '正在录制你的画面，不录制声音。',
    silentText: '你在录制范围内，但当前没有发送声音或画面。',
    outText: '你的声音和画面都不会被录制。',
    unknownText: '暂时无法确认你是否被录制，请按正在录制对待。',
    cameraOff: '打开摄像头后将会录制画面。',
    audioOnly: '本次会议仅录制声音。',
    pictureLeftOut: '主持人已将你的画面排除在外。',
    hiddenWithoutVideo: '未开启视频的成员不会出现在画面中。',
    over25: '仅录制前 25 位成员。',
  },
}
