import type { BuiltInMessages } from './messages.js'

/** The list of a room's recordings. */
export interface ListMessages {
  title: string
  search: string
  statusFilter: string
  statusAll: string
  kindFilter: string
  kindAll: string
  kindMixed: string
  kindSingle: string
  kindAudio: string
  starting: string
  recording: string
  stopping: string
  processing: string
  ready: string
  failed: string
  loading: string
  empty: string
  emptyHint: string
  noMatch: string
  partial: string
  loadMore: string
  loadingMore: string
  clear: string
  errorTitle: string
  forbidden: string
  startedBy: string
  progress: string
  progressUnknown: string
  safeToLeave: string
  play: string
  playOne: string
  details: string
  download: string
  copyLink: string
  rename: string
  delete: string
  undo: string
  willDelete: string
  willDeleteAll: string
  deleting: string
  deleted: string
  deleteFailed: string
  linkCopied: string
  linkCopiedNoEnd: string
  linkToCopy: string
  renameLabel: string
  renameHint: string
  save: string
  cancel: string
  renamed: string
  failedAction: string
  fileNotReady: string
  filesDeleted: string
  noFiles: string
  nextNothingCaptured: string
  nextFilesMissing: string
  nextFailed: string
  number: string
}

export const listMessages: BuiltInMessages<'list'> = {
  en: {
    title: 'Recordings',
    search: 'Search recordings',
    statusFilter: 'State',
    statusAll: 'All states',
    kindFilter: 'Kind',
    kindAll: 'All kinds',
    kindMixed: 'One file for all',
    kindSingle: 'A file per person',
    kindAudio: 'Sound only',
    starting: 'Starting',
    recording: 'Recording now',
    stopping: 'Stopping',
    processing: 'Being prepared',
    ready: 'Ready',
    failed: 'Failed',
    loading: 'Loading recordings',
    empty: 'Nothing has been recorded here yet',
    emptyHint: 'A recording appears here as soon as it starts.',
    noMatch: 'No recording matches.',
    partial: 'Only what is loaded is searched: {count} so far.',
    loadMore: 'Load older recordings',
    loadingMore: 'Loading older recordings',
    clear: 'Clear search and filters',
    errorTitle: 'The recordings could not be loaded',
    forbidden: 'The recordings of this meeting are shown to the host and admins.',
    startedBy: 'Started by {name}',
    progress: '{ready} of {expected} files ready',
    progressUnknown: 'The file is being prepared',
    safeToLeave: 'You may leave or close this page: it goes on without you.',
    play: 'Play',
    playOne: 'Play: {title}',
    details: 'Details: {title}',
    download: 'Download',
    copyLink: 'Copy link',
    rename: 'Rename',
    delete: 'Delete',
    undo: 'Undo',
    willDelete: 'This file will be deleted for good in {seconds} seconds.',
    willDeleteAll: 'All files of this recording will be deleted for good in {seconds} seconds.',
    deleting: 'Deleting',
    deleted: 'Deleted.',
    deleteFailed: 'It was not deleted.',
    linkCopied: 'Link copied. Whoever has it can watch, until {time}.',
    linkCopiedNoEnd: 'Link copied. Whoever has it can watch.',
    linkToCopy: 'The link, to copy by hand',
    renameLabel: 'Title',
    renameHint: 'Empty: the date is shown.',
    save: 'Save',
    cancel: 'Cancel',
    renamed: 'Renamed.',
    failedAction: 'That did not work.',
    fileNotReady: 'The file is not ready yet.',
    filesDeleted: 'Its files were deleted.',
    noFiles: 'There are no files.',
    nextNothingCaptured: 'Before you record again, check that somebody’s microphone or camera is on.',
    nextFilesMissing: 'Files may come late: look again in a while. If none comes, tell your administrator this number.',
    nextFailed: 'You can record again. If that fails too, tell your administrator this number.',
    number: 'Number: {id}',
  },
  zh: {
    title: '录制文件',
    search: '搜索录制',
    statusFilter: '状态',
    statusAll: '全部状态',
    kindFilter: '类型',
    kindAll: '全部类型',
    kindMixed: '合流录制',
    kindSingle: '单流录制',
    kindAudio: '仅音频',
    starting: '正在启动',
    recording: '正在录制',
    stopping: '正在停止',
    processing: '正在生成',
    ready: '已完成',
    failed: '失败',
    loading: '正在加载录制列表',
    empty: '这里还没有录制',
    emptyHint: '开始录制后会显示在这里。',
    noMatch: '没有符合条件的录制。',
    partial: '仅在已加载的内容中搜索：目前 {count} 条。',
    loadMore: '加载更早的录制',
    loadingMore: '正在加载更早的录制',
    clear: '清除搜索和筛选',
    errorTitle: '无法加载录制列表',
    forbidden: '本次会议的录制仅主持人和管理员可见。',
    startedBy: '由 {name} 发起',
    progress: '文件已生成 {ready} / {expected}',
    progressUnknown: '文件正在生成',
    safeToLeave: '现在可以离开会议或关闭页面，文件会继续生成。',
    play: '播放',
    playOne: '播放：{title}',
    details: '详情：{title}',
    download: '下载',
    copyLink: '复制链接',
    rename: '重命名',
    delete: '删除',
    undo: '撤销',
    willDelete: '该文件将在 {seconds} 秒后永久删除。',
    willDeleteAll: '该录制的全部文件将在 {seconds} 秒后永久删除。',
    deleting: '正在删除',
    deleted: '已删除。',
    deleteFailed: '删除失败，文件仍然保留。',
    linkCopied: '链接已复制，{time} 前持有链接者均可观看。',
    linkCopiedNoEnd: '链接已复制，持有链接者均可观看。',
    linkToCopy: '请手动复制链接',
    renameLabel: '标题',
    renameHint: '留空则显示日期。',
    save: '保存',
    cancel: '取消',
    renamed: '已重命名。',
    failedAction: '操作未成功。',
    fileNotReady: '文件尚未生成。',
    filesDeleted: '文件已被删除。',
    noFiles: '没有文件。',
    nextNothingCaptured: '再次录制前，请确认有人已打开麦克风或摄像头。',
    nextFilesMissing: '文件可能会稍晚到达，请过一会儿再查看。如仍未收到，请将以下编号提供给管理员。',
    nextFailed: '可以重新录制。如再次失败，请将以下编号提供给管理员。',
    number: '编号：{id}',
  },
}
