import type { RecordingWarningCode } from '@roomkit-recording/core'
import type { BuiltInMessages, TextName } from './messages.js'

/** Lines of a recording's history, in the words of the backend's log. What has no line here is not shown. */
export interface LogMessages extends Record<TextName<RecordingWarningCode>, string> {
  startAsked: string
  started: string
  changeAsked: string
  changeApplied: string
  changeFailed: string
  restarted: string
  stopAsked: string
  ended: string
  ready: string
  failed: string
  renamed: string
  fileDeleteAsked: string
  by: string
}

export const logMessages: BuiltInMessages<'log'> = {
  en: {
    startAsked: 'Start asked for',
    started: 'Recording started',
    changeAsked: 'Layout or people changed',
    changeApplied: 'The change took effect',
    changeFailed: 'The change was not accepted',
    restarted: 'Started anew after an interruption',
    stopAsked: 'Stop asked for',
    ended: 'Recording ended',
    ready: 'Files ready',
    failed: 'Failed',
    renamed: 'Renamed',
    fileDeleteAsked: 'Deletion of a file asked for',
    storageRefused: 'The storage refused files',
    imageFailed: 'A background picture could not be used',
    over25People: 'More people than can be recorded',
    doubleRecording: 'A second recording ran at the same time',
    noSound: 'No sound',
    limitNear: 'The time limit was near',
    by: '{what}: {name}',
  },
  zh: {
    startAsked: '请求开始录制',
    started: '录制已开始',
    changeAsked: '修改布局或录制人员',
    changeApplied: '修改已生效',
    changeFailed: '修改未被接受',
    restarted: '中断后重新开始',
    stopAsked: '请求停止录制',
    ended: '录制已结束',
    ready: '文件已生成',
    failed: '失败',
    renamed: '已重命名',
    fileDeleteAsked: '请求删除文件',
    storageRefused: '存储服务拒绝了文件',
    imageFailed: '背景图片无法使用',
    over25People: '人数超过可录制上限',
    doubleRecording: '同时存在另一路录制',
    noSound: '没有声音',
    limitNear: '接近时长上限',
    by: '{what}（{name} 操作）',
  },
}
