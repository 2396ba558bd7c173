import type { BuiltInMessages } from './messages.js'

/** Arranging a layout by hand. `{number}`, `{count}`, `{name}`, `{who}`, `{x}`, `{y}`, `{width}`, `{height}` and `{most}` are filled in. */
export interface EditorMessages {
  title: string
  stage: string
  help: string
  tile: string
  tilePlace: string
  tileBehind: string
  chooseTile: string
  nobody: string
  toolbar: string
  add: string
  remove: string
  undo: string
  redo: string
  front: string
  back: string
  snap: string
  left: string
  centre: string
  right: string
  top: string
  middle: string
  bottom: string
  who: string
  nextPerson: string
  nextScreen: string
  screenOf: string
  gone: string
  x: string
  y: string
  width: string
  height: string
  fit: string
  crop: string
  contain: string
  stretch: string
  opacity: string
  background: string
  presetName: string
  presetNameMissing: string
  save: string
  saved: string
  saveFailed: string
  apply: string
  cancel: string
  moved: string
  resized: string
  added: string
  removed: string
  undone: string
  redone: string
  broughtToFront: string
  sentToBack: string
  full: string
  last: string
}

export const editorMessages: BuiltInMessages<'editor'> = {
  en: {
    title: 'Arrange the layout',
    stage: 'Recorded picture',
    help: 'Arrow keys move a tile, with Shift they change its size, with Alt in fine steps. Page Up brings it to the front, Page Down sends it to the back, Delete removes it, Ctrl+Z undoes. Press a selected tile once more to reach the one behind it.',
    tile: 'Tile {number}: {who}',
    tilePlace: 'Left {x}, top {y}, width {width}, height {height}.',
    tileBehind: 'Partly behind others.',
    chooseTile: 'Tile',
    nobody: 'nobody at the moment',
    toolbar: 'Arrange',
    add: 'Add tile',
    remove: 'Remove tile',
    undo: 'Undo',
    redo: 'Redo',
    front: 'Bring to front',
    back: 'Send to back',
    snap: 'Snap to edges and centres',
    left: 'Align left',
    centre: 'Centre horizontally',
    right: 'Align right',
    top: 'Align to top',
    middle: 'Centre vertically',
    bottom: 'Align to bottom',
    who: 'Shows',
    nextPerson: 'Next person',
    nextScreen: 'Next shared screen',
    screenOf: 'Screen of {name}',
    gone: '{name} (not in the meeting)',
    x: 'Left',
    y: 'Top',
    width: 'Width',
    height: 'Height',
    fit: 'Picture',
    crop: 'Fill',
    contain: 'Whole',
    stretch: 'Stretch',
    opacity: 'Opacity',
    background: 'Background',
    presetName: 'Name of the layout',
    presetNameMissing: 'Give the layout a name.',
    save: 'Save layout',
    saved: '“{name}” is saved.',
    saveFailed: 'The layout could not be saved. Try again.',
    apply: 'Use this layout',
    cancel: 'Cancel',
    moved: 'Left {x}, top {y}',
    resized: 'Width {width}, height {height}',
    added: 'Tile {number} added',
    removed: 'Tile removed, {count} left',
    undone: 'Undone',
    redone: 'Redone',
    broughtToFront: 'In front of all others',
    sentToBack: 'Behind all others',
    full: 'A recording shows {most} pictures at most.',
    last: 'A layout has at least one tile.',
  },
  zh: {
    title: '排列布局',
    stage: '录制画面',
    help: '方向键移动画面，按住 Shift 改变大小，按住 Alt 微调；Page Up 置于顶层，Page Down 置于底层，Delete 删除，Ctrl+Z 撤销。再次点击已选画面可选中其后方的画面。',
    tile: '画面 {number}：{who}',
    tilePlace: '左 {x}，上 {y}，宽 {width}，高 {height}。',
    tileBehind: '部分被其他画面遮挡。',
    chooseTile: '画面',
    nobody: '当前无人',
    toolbar: '排列',
    add: '添加画面',
    remove: '删除画面',
    undo: '撤销',
    redo: '重做',
    front: '置于顶层',
    back: '置于底层',
    snap: '吸附到边缘和中心',
    left: '左对齐',
    centre: '水平居中',
    right: '右对齐',
    top: '顶部对齐',
    middle: '垂直居中',
    bottom: '底部对齐',
    who: '显示',
    nextPerson: '下一位参会者',
    nextScreen: '下一个共享屏幕',
    screenOf: '{name} 的屏幕',
    gone: '{name}（不在会议中）',
    x: '左边距',
    y: '上边距',
    width: '宽度',
    height: '高度',
    fit: '画面填充',
    crop: '裁剪填满',
    contain: '完整显示',
    stretch: '拉伸',
    opacity: '不透明度',
    background: '背景颜色',
    presetName: '布局名称',
    presetNameMissing: '请输入布局名称。',
    save: '保存布局',
    saved: '已保存“{name}”。',
    saveFailed: '布局保存失败，请重试。',
    apply: '使用此布局',
    cancel: '取消',
    moved: '左 {x}，上 {y}',
    resized: '宽 {width}，高 {height}',
    added: '已添加画面 {number}',
    removed: '已删除画面，剩余 {count} 个',
    undone: '已撤销',
    redone: '已重做',
    broughtToFront: '已置于顶层',
    sentToBack: '已置于底层',
    full: '录制画面最多包含 {most} 个画面。',
    last: '布局至少包含一个画面。',
  },
}
