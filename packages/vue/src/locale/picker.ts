import type { BuiltInMessages } from './messages.js'

/** Choosing a layout. `{name}`, `{layout}` and `{count}` are filled in. */
export interface PickerMessages {
  title: string
  grid: string
  gridText: string
  float: string
  floatText: string
  screenShare: string
  screenShareText: string
  follow: string
  followText: string
  custom: string
  customText: string
  automatic: string
  onePicture: string
  pictures: string
  largePerson: string
  largeScreen: string
  main: string
  mainScreen: string
  mainFirst: string
  mainNobody: string
  sharing: string
  gone: string
  align: string
  alignLeft: string
  alignRight: string
  otherwise: string
  hideAudioOnly: string
  hideAudioOnlyText: string
  emptyNobody: string
  emptyNotSharing: string
  emptyGone: string
  mainGone: string
  followNow: string
  notSeen: string
  screenOf: string
  sharedScreen: string
  create: string
  edit: string
  idle: string
  applying: string
  applied: string
  unconfirmed: string
  failed: string
  recordingWith: string
  retry: string
}

export const pickerMessages: BuiltInMessages<'picker'> = {
  en: {
    title: 'Layout',
    grid: 'Grid',
    gridText: 'Everybody has the same size.',
    float: 'Speaker',
    floatText: 'One person fills the picture, the others are small in front.',
    screenShare: 'Presentation',
    screenShareText: 'One person’s shared screen is large, the others are beside it.',
    follow: 'Follow sharing',
    followText: 'Switches by itself when somebody shares a screen and when they stop.',
    custom: 'Own layout',
    customText: 'Places that were arranged by hand.',
    automatic: 'Auto',
    onePicture: 'One picture.',
    pictures: '{count} pictures.',
    largePerson: '{name} is large.',
    largeScreen: 'The screen of {name} is large.',
    main: 'Large picture',
    mainScreen: 'Whose screen is large',
    mainFirst: 'Whoever joined first',
    mainNobody: 'Nobody',
    sharing: '{name} (sharing now)',
    gone: '{name} (not in the meeting)',
    align: 'Side of the large picture',
    alignLeft: 'Left',
    alignRight: 'Right',
    otherwise: 'While nobody shares',
    hideAudioOnly: 'Leave out people without video',
    hideAudioOnlyText: 'Their voice is recorded all the same.',
    emptyNobody: 'The large place stays empty until you choose whose screen is shown.',
    emptyNotSharing: '{name} is not sharing a screen, so the large place is empty for now.',
    emptyGone: '{name} is not in the meeting, so the large place is empty.',
    mainGone: '{name} is not in the meeting, so whoever joined first is large.',
    followNow: 'Right now: {layout}.',
    notSeen: '{count} not in the picture, only heard.',
    screenOf: '{name}’s screen',
    sharedScreen: 'Shared screen',
    create: 'Arrange your own',
    edit: 'Edit layout',
    idle: 'The layout can be changed while a mixed recording with video is running.',
    applying: 'Applying the layout …',
    applied: 'The recording has this layout.',
    unconfirmed: 'It is not certain whether the recording has this layout already.',
    failed: 'The layout could not be changed.',
    recordingWith: 'The recording still has “{layout}”.',
    retry: 'Try again',
  },
  zh: {
    title: '录制布局',
    grid: '宫格',
    gridText: '所有人的画面大小相同。',
    float: '演讲者',
    floatText: '一人画面铺满，其他人以小画面悬浮显示。',
    screenShare: '屏幕共享',
    screenShareText: '某人的共享屏幕为大画面，其他人排列在旁边。',
    follow: '跟随共享',
    followText: '有人开始或停止共享屏幕时自动切换布局。',
    custom: '自定义布局',
    customText: '手动排列的画面位置。',
    automatic: '自动',
    onePicture: '共 1 个画面。',
    pictures: '共 {count} 个画面。',
    largePerson: '大画面为 {name}。',
    largeScreen: '大画面为 {name} 的屏幕。',
    main: '大画面',
    mainScreen: '谁的屏幕为大画面',
    mainFirst: '最先入会的人',
    mainNobody: '无',
    sharing: '{name}（正在共享）',
    gone: '{name}（不在会议中）',
    align: '大画面位置',
    alignLeft: '左侧',
    alignRight: '右侧',
    otherwise: '无人共享时',
    hideAudioOnly: '不显示未开视频的人',
    hideAudioOnlyText: '他们的声音仍会被录制。',
    emptyNobody: '未选择展示谁的屏幕，大画面将一直为空。',
    emptyNotSharing: '{name} 未在共享屏幕，大画面暂时为空。',
    emptyGone: '{name} 不在会议中，大画面为空。',
    mainGone: '{name} 不在会议中，大画面为最先入会的人。',
    followNow: '当前为“{layout}”。',
    notSeen: '有 {count} 人不在画面中，只录制声音。',
    screenOf: '{name} 的屏幕',
    sharedScreen: '共享屏幕',
    create: '自定义排列',
    edit: '编辑布局',
    idle: '仅在混流录制视频时可以更改布局。',
    applying: '正在应用布局…',
    applied: '录制正在使用此布局。',
    unconfirmed: '暂时无法确认录制是否已使用此布局。',
    failed: '无法更改布局。',
    recordingWith: '录制仍使用“{layout}”。',
    retry: '重试',
  },
}
