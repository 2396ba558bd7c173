import type { RecordingConsent, RecordingDetail, RecordingFileLink, RecordingItems, RecordingMarker, RecordingPage, RecordingPreflight } from '@roomkit-recording/core'
import type { CheckOf } from './answer.js'
import { actor, fields, list, number, orNull, recording, recordingFields, text, time } from './answer.js'

export const checkPage: CheckOf<RecordingPage> = fields({ items: list(recording), cursor: orNull(text) })
export const checkDetail: CheckOf<RecordingDetail> = fields({
  ...recordingFields,
  roomId: text,
  files: list(fields({ id: text, name: text, status: text })),
  taskIds: list(text),
  log: list(fields({ at: number, type: text })),
})

const marker = fields({ id: text, label: text, at: number, mediaTimeMs: time, by: actor })
export const checkMarker: CheckOf<RecordingMarker> = marker
export const checkMarkers: CheckOf<RecordingItems<RecordingMarker>> = fields({ items: list(marker) })
export const checkConsents: CheckOf<RecordingItems<RecordingConsent>> = fields({ items: list(fields({ userId: text, choice: text, textVersion: text, at: number })) })
export const checkLink: CheckOf<RecordingFileLink> = fields({ url: text, expiresAt: time })
export const checkPreflight: CheckOf<RecordingPreflight> = fields({
  checks: list(fields({ code: text, state: text })),
  defaults: fields({}),
  choices: fields({ modes: list(text), media: list(text), qualities: list(text), formats: list(text), maxMinutes: number }),
  prices: orNull(fields({ currency: text, per: text, hour: fields({ audio: number, sd: number, hd: number, fhd: number }) })),
})
/** Of what is only done there is nothing to read. */
export const checkNothing: CheckOf<void> = () => undefined
