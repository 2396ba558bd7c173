import type { BuiltInMessages } from './messages.js'

/** Everything about one recording. */
export interface DetailsMessages {
  loading: string
  errorTitle: string
  files: string
  everybody: string
  camera: string
  screen: string
  sound: string
  part: string
  fileUploading: string
  fileProcessing: string
  fileFailed: string
  fileDeleted: string
  about: string
  started: string
  ended: string
  size: string
  kind: string
  mixed: string
  single: string
  audioVideo: string
  audio: string
  video: string
  quality: string
  layout: string
  byAt: string
  answers: string
  noAnswers: string
  accepted: string
  declined: string
  left: string
  textVersion: string
  history: string
  fileName: string
}

export const detailsMessages: BuiltInMessages<'details'> = {
  en: {
    loading: 'Loading details',
    errorTitle: 'The details could not be loaded',
    files: 'Files',
    everybody: 'Everybody',
    camera: 'camera',
    screen: 'shared screen',
    sound: 'sound',
    part: 'from {time}',
    fileUploading: 'Uploading',
    fileProcessing: 'Being prepared',
    fileFailed: 'Failed',
    fileDeleted: 'Deleted',
    about: 'About this recording',
    started: 'Started',
    ended: 'Ended',
    size: 'Size',
    kind: 'Kind',
    mixed: 'One file for all',
    single: 'A file per person',
    audioVideo: 'sound and picture',
    audio: 'sound only',
    video: 'picture only',
    quality: 'Picture',
    layout: 'Layout',
    byAt: '{time}, by {name}',
    answers: 'Who agreed',
    noAnswers: 'Nobody has answered.',
    accepted: 'Agreed',
    declined: 'Declined',
    left: 'Left',
    textVersion: 'Text {version}',
    history: 'What happened',
    fileName: 'File name',
  },
  zh: {
    loading: '正在加载详情',
    errorTitle: '无法加载详情',
    files: '文件',
    everybody: '所有人',
    camera: '摄像头',
    screen: '共享屏幕',
    sound: '声音',
    part: '{time} 起',
    fileUploading: '正在上传',
    fileProcessing: '正在生成',
    fileFailed: '失败',
    fileDeleted: '已删除',
    about: '录制信息',
    started: '开始',
    ended: '结束',
    size: '大小',
    kind: '类型',
    mixed: '合流录制',
    single: '单流录制',
    audioVideo: '音视频',
    audio: '仅音频',
    video: '仅视频',
    quality: '画面',
    layout: '布局',
    byAt: '{time}，由 {name} 发起',
    answers: '知情同意',
    noAnswers: '还没有人回应。',
    accepted: '已同意',
    declined: '不同意',
    left: '已离开',
    textVersion: '文本版本 {version}',
    history: '过程记录',
    fileName: '文件名',
  },
}
