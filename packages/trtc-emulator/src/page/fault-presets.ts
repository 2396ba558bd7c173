import type { Fault } from '../faults.js'

export interface FaultPreset { text: string, note: string, fault: Fault }

const calls: FaultPreset[] = [
  { text: 'Lost answer', note: 'A start is carried out, and nobody hears of it', fault: { action: 'CreateCloudRecording', effect: 'lostAnswer' } },
  { text: 'Quota reached', note: 'A start is refused: too many tasks', fault: { action: 'CreateCloudRecording', effect: 'error', code: 'FailedOperation.RestrictedConcurrency' } },
  { text: 'Task unknown', note: 'Describe says ResourceNotFound', fault: { action: 'DescribeCloudRecording', effect: 'error', code: 'ResourceNotFound' } },
  { text: 'Layout refused', note: 'Modify fails inside Tencent', fault: { action: 'ModifyCloudRecording', effect: 'error', code: 'InternalError.CRInternalError' } },
  { text: 'HTTP 500', note: 'Every call', fault: { effect: 'http500' } },
  { text: 'Not JSON', note: 'Every call is answered with a web page', fault: { effect: 'notJson' } },
  { text: 'Cut connection', note: 'Every call, before anything is done', fault: { effect: 'drop' } },
  { text: 'No answer', note: 'Every call hangs until the caller gives up', fault: { effect: 'timeout' } },
  { text: 'Slow', note: 'Every call takes 3 s longer', fault: { effect: 'delay', delayMs: 3000 } },
]

const callbacks: FaultPreset[] = [
  { text: 'Drop callbacks', note: 'None arrives', fault: { callback: '*', effect: 'drop' } },
  { text: 'Drop 301', note: 'Nobody hears that the recorder started', fault: { callback: 301, effect: 'drop' } },
  { text: 'Drop 302', note: 'Nobody hears that the recorder stopped', fault: { callback: 302, effect: 'drop' } },
  { text: 'Duplicates', note: 'Each comes twice', fault: { callback: '*', effect: 'duplicate' } },
  { text: 'Late callbacks', note: 'Each is 5 s late', fault: { callback: '*', effect: 'delay', delayMs: 5000 } },
  { text: 'Wrong order', note: 'Each waits for the next one', fault: { callback: '*', effect: 'reorder' } },
]

const tasks: FaultPreset[] = [
  { text: 'Start fails', note: 'The recorder cannot enter: 301 with Status 1', fault: { effect: 'startFailed' } },
  { text: 'Recorder moves', note: 'To another machine, as soon as it is in', fault: { effect: 'failover' } },
  { text: 'Recorder cut off', note: 'LeaveCode 100, as soon as it is in', fault: { effect: 'cutOff' } },
  { text: 'Storage refused', note: 'Nothing can be stored', fault: { effect: 'storageRefused' } },
  { text: 'Upload late', note: 'Files come later than they should', fault: { effect: 'uploadLate' } },
  { text: 'Upload fails', note: 'Files never come', fault: { effect: 'uploadFailed' } },
  { text: 'Image fails', note: 'A background or watermark cannot be had: 309', fault: { effect: 'imageFailed' } },
]

export const faultPresets = { calls, callbacks, tasks }
