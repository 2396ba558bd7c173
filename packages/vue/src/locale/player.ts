import type { BuiltInMessages } from './messages.js'

/** The player of a recording. */
export interface PlayerMessages {
  label: string
  file: string
  loading: string
  renewing: string
  network: string
  decode: string
  unsupported: string
  noLink: string
  tryAgain: string
  goTo: string
}

export const playerMessages: BuiltInMessages<'player'> = {
  en: {
    label: 'Player: {title}',
    file: 'Who or what to watch',
    loading: 'Loading',
    renewing: 'The link has expired. A new one is being fetched.',
    network: 'The file could not be loaded. Check your connection.',
    decode: 'The file is damaged, or this browser cannot decode it. Try to download it.',
    unsupported: 'This browser cannot play this kind of file. Download it to watch it with another program.',
    noLink: 'There is no link to this file at the moment.',
    tryAgain: 'Try again',
    goTo: 'Go to a marker',
  },
  zh: {
    label: '播放器：{title}',
    file: '观看对象',
    loading: '正在加载',
    renewing: '链接已过期，正在获取新链接。',
    network: '无法加载文件，请检查网络。',
    decode: '文件已损坏，或当前浏览器无法解码，请尝试下载。',
    unsupported: '当前浏览器无法播放此类文件，请下载后用其他程序观看。',
    noLink: '暂时无法获取该文件的链接。',
    tryAgain: '重试',
    goTo: '跳转到标记',
  },
}
