import type { RecordingWarningCode } from '@roomkit-recording/core'

/** What a warning means, for the integrator; people in the room have texts of their own in their language. */
export const warningMessages: Record<RecordingWarningCode, string> = {
  storage_refused: 'The storage refused a file. Its credentials, its space or its account may be at fault; until that is mended files may be lost.',
  image_failed: 'A picture that the layout names could not be fetched or read.',
  over_25_people: 'TRTC records the first 25 anchors of a task, and there are more. Whoever came later is not recorded.',
  double_recording: [
    'Something that nobody here started records the same room, so there are two sets of files and two charges.',
    'This recording is charged as TRTC cloud recording, and by the international bill its recorder\'s received minutes too.',
    'The other one, of the console\'s automatic template, of the Conference service (whose plan has to include recording) or of another server of this application,',
    'is charged as another TRTC cloud recording. Storage is charged for both sets of files.',
  ].join(' '),
  no_sound: 'Nobody in the room is heard.',
  limit_near: 'The recording will soon be as long as it may, and end then.',
}
