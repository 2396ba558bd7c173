import type { BuiltInMessages } from './messages.js'

/** The start dialog. `{count}`, `{used}`, `{limit}`, `{price}`, `{max}` and `{name}` are filled in. */
export interface StartMessages {
  title: string
  text: string
  start: string
  cancel: string
  checks: string
  passed: string
  okConnection: string
  slowConnection: string
  noConnection: string
  unknownConnection: string
  okControl: string
  noControl: string
  okSound: string
  noSound: string
  noSoundIncluded: string
  okRecorder: string
  automaticRecorder: string
  planRecorder: string
  otherRecorder: string
  unknownRecorder: string
  okQuota: string
  warnQuota: string
  noQuota: string
  unknownQuota: string
  okStorage: string
  warnStorage: string
  noStorage: string
  unknownStorage: string
  okService: string
  warnService: string
  noService: string
  unknownService: string
  ok: string
  warning: string
  failed: string
  unknown: string
  layout: string
  mode: string
  mixed: string
  mixedText: string
  single: string
  singleText: string
  media: string
  audioVideo: string
  audio: string
  video: string
  quality: string
  sd: string
  hd: string
  fhd: string
  more: string
  people: string
  partOf: string
  asNow: string
  included: string
  voiceOnly: string
  leftOut: string
  tooMany: string
  nobodyElse: string
  name: string
  nameText: string
  nameProblem: string
  limit: string
  limitText: string
  limitProblem: string
  minutes: string
  costRecording: string
  costStreams: string
  costEstimate: string
}

export const startMessages: BuiltInMessages<'start'> = {
  en: {
    title: 'Record this meeting?',
    text: 'Everybody in the meeting will see that it is being recorded.',
    start: 'Start recording',
    cancel: 'Cancel',
    checks: 'Before you start',
    passed: 'Checks passed: {count}',
    okConnection: 'The recording service can be reached.',
    slowConnection: 'The connection to the recording service is not live. What you see may be a few seconds old.',
    noConnection: 'The recording service cannot be reached. Check your network connection.',
    unknownConnection: 'Connecting to the recording service …',
    okControl: 'You may record this meeting.',
    noControl: 'You may no longer record this meeting. Ask the host.',
    okSound: 'Somebody can be heard.',
    noSound: 'Nobody’s microphone is on. Ask somebody to turn it on, or the recording will be silent.',
    noSoundIncluded: 'Nobody whose voice is recorded has the microphone on. Check who is included.',
    okRecorder: 'No other recording is running.',
    automaticRecorder: 'An automatic recording is already running. This adds a second set of files and a second charge.',
    planRecorder: 'This app also records meetings automatically. This adds a second set of files and a second charge.',
    otherRecorder: 'The meeting is already recorded in another way. This adds a second set of files and a second charge.',
    unknownRecorder: 'Whether an automatic recording is running is not known. A second one would be charged too.',
    okQuota: 'There is room for another recording ({used} of {limit} running).',
    warnQuota: 'Almost as many recordings are running as are allowed ({used} of {limit}).',
    noQuota: 'As many recordings are running as are allowed ({used} of {limit}). Wait until one has ended, or ask your administrator.',
    unknownQuota: 'How many recordings are running is not known.',
    okStorage: 'The storage is ready.',
    warnStorage: 'The storage refused a file not long ago. Tell your administrator.',
    noStorage: 'The storage is not set up or refuses files. Tell your administrator.',
    unknownStorage: 'Whether the storage takes files is not known before the first one.',
    okService: 'Tencent’s recording service answers.',
    warnService: 'Tencent’s recording service answers slowly or with errors. The start may take longer.',
    noService: 'Tencent’s recording service does not answer. Try again later.',
    unknownService: 'Tencent’s recording service has not been asked yet.',
    ok: 'Passed',
    warning: 'Warning',
    failed: 'Failed',
    unknown: 'Not known',
    layout: 'Layout',
    mode: 'Files',
    mixed: 'One for all',
    mixedText: 'Everybody in one picture, in one file.',
    single: 'One for each',
    singleText: 'A file for each person and each shared screen, with no layout. Takes more storage.',
    media: 'What is recorded',
    audioVideo: 'Sound and video',
    audio: 'Sound',
    video: 'Video',
    quality: 'Quality',
    sd: 'SD, 640 × 360',
    hd: 'HD, 1280 × 720',
    fhd: 'Full HD, 1920 × 1080',
    more: 'People, file name, limit',
    people: 'Who is in it',
    partOf: 'What is recorded of {name}',
    asNow: 'Whoever comes later is included.',
    included: 'Sound and picture',
    voiceOnly: 'Voice only',
    leftOut: 'Not recorded',
    tooMany: 'At most {max} people can be left out. Include some of them again.',
    nobodyElse: 'Nobody is in the meeting yet.',
    name: 'File name begins with',
    nameText: 'Letters A–Z, digits, _ and -, at most 64. May be empty.',
    nameProblem: 'Only letters A–Z, digits, _ and - are allowed, at most 64.',
    limit: 'Stop by itself after',
    limitText: 'At most {max} minutes.',
    limitProblem: 'Enter whole minutes from 1 to {max}.',
    minutes: 'min',
    costRecording: 'About {price} an hour.',
    costStreams: 'About {price} an hour for what is sent now (streams: {count}).',
    costEstimate: 'An estimate by list prices; storage and playback come on top.',
  },
  zh: {
    title: '开始云端录制？',
    text: '所有参会者都会看到会议正在录制。',
    start: '开始录制',
    cancel: '取消',
    checks: '开始前检查',
    passed: '已通过 {count} 项检查',
    okConnection: '录制服务连接正常。',
    slowConnection: '与录制服务的实时连接已中断，显示的状态可能有几秒延迟。',
    noConnection: '无法连接录制服务，请检查网络。',
    unknownConnection: '正在连接录制服务…',
    okControl: '你有权录制本次会议。',
    noControl: '你已无权录制本次会议，请联系主持人。',
    okSound: '已有人开启麦克风。',
    noSound: '没有人开启麦克风。请先让发言人开启，否则录制将没有声音。',
    noSoundIncluded: '录制范围内没有人开启麦克风，请检查录制成员。',
    okRecorder: '没有其他正在进行的录制。',
    automaticRecorder: '自动录制正在进行。继续将再生成一份文件并另行计费。',
    planRecorder: '本应用已启用自动录制。继续将再生成一份文件并另行计费。',
    otherRecorder: '会议已通过其他方式录制。继续将再生成一份文件并另行计费。',
    unknownRecorder: '暂时无法确认自动录制是否正在进行，重复录制会另行计费。',
    okQuota: '录制并发数充足（{used}/{limit}）。',
    warnQuota: '录制并发数即将达到上限（{used}/{limit}）。',
    noQuota: '录制并发数已达上限（{used}/{limit}）。请等待其他录制结束，或联系管理员。',
    unknownQuota: '暂时无法获知录制并发数。',
    okStorage: '存储空间已就绪。',
    warnStorage: '存储空间最近拒绝过文件，请告知管理员。',
    noStorage: '存储空间未配置或拒绝写入，请告知管理员。',
    unknownStorage: '首个文件写入前，无法确认存储空间是否可用。',
    okService: '腾讯云录制服务响应正常。',
    warnService: '腾讯云录制服务响应缓慢或有错误，启动可能需要更长时间。',
    noService: '腾讯云录制服务没有响应，请稍后再试。',
    unknownService: '尚未确认腾讯云录制服务的状态。',
    ok: '通过',
    warning: '注意',
    failed: '未通过',
    unknown: '未知',
    layout: '布局',
    mode: '录制模式',
    mixed: '合流录制',
    mixedText: '所有人合成一个画面，生成一个文件。',
    single: '单流录制',
    singleText: '每个人和每路共享屏幕各生成一个文件，不使用布局，占用更多存储空间。',
    media: '录制内容',
    audioVideo: '音视频',
    audio: '仅音频',
    video: '仅视频',
    quality: '清晰度',
    sd: '标清 640 × 360',
    hd: '高清 1280 × 720',
    fhd: '全高清 1920 × 1080',
    more: '成员、文件名、时长',
    people: '录制成员',
    partOf: '{name} 的录制内容',
    asNow: '之后加入的成员也会被录制。',
    included: '声音和画面',
    voiceOnly: '仅声音',
    leftOut: '不录制',
    tooMany: '最多可排除 {max} 人，请恢复其中一部分。',
    nobodyElse: '会议中还没有人。',
    name: '文件名前缀',
    nameText: '可使用字母、数字、_ 和 -，最多 64 个字符，可留空。',
    nameProblem: '只能使用字母、数字、_ 和 -，最多 64 个字符。',
    limit: '录制时长上限',
    limitText: '最长 {max} 分钟。',
    limitProblem: '请输入 1 到 {max} 之间的整数。',
    minutes: '分钟',
    costRecording: '约 {price}/小时。',
    costStreams: '按当前 {count} 路流计算，约 {price}/小时。',
    costEstimate: '按刊例价估算，不含存储和播放费用。',
  },
}
