import type { BuiltInMessages } from './messages.js'

/** Moments worth finding again. */
export interface MarkersMessages {
  title: string
  label: string
  placeholder: string
  add: string
  addNow: string
  added: string
  untitled: string
  empty: string
  failed: string
  by: string
  loadFailed: string
  hotkey: string
}

export const markersMessages: BuiltInMessages<'markers'> = {
  en: {
    title: 'Markers',
    label: 'What happens now',
    placeholder: 'Decision, question, …',
    add: 'Add marker',
    addNow: 'Mark this moment',
    added: 'Marked at {time}.',
    untitled: 'Marker',
    empty: 'None yet. A marker makes a moment easy to find in the file.',
    failed: 'The marker was not saved.',
    by: 'by {name}',
    loadFailed: 'The markers could not be loaded.',
    hotkey: 'Key: {keys}',
  },
  zh: {
    title: '标记',
    label: '当前内容',
    placeholder: '决定、问题……',
    add: '添加标记',
    addNow: '标记此刻',
    added: '已在 {time} 处添加标记。',
    untitled: '标记',
    empty: '还没有标记。添加标记后，可在文件中快速找到该时刻。',
    failed: '标记未保存。',
    by: '{name} 添加',
    loadFailed: '无法加载标记。',
    hotkey: '快捷键：{keys}',
  },
}
