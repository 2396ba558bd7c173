import type * as core from '@roomkit-recording/core'
import type { z } from 'zod'
import type { RecordingTimeline, TimelineItem } from '../markers/timeline.js'
import type { contractSchemas } from './contract-schemas.js'
import { expectTypeOf, it } from 'vitest'

type Checked = { [K in keyof typeof contractSchemas]: z.output<typeof contractSchemas[K]> }

/** What only the wire knows; core has no type for it. */
type OfTheWire = 'Problem' | 'CallbackTaken' | 'Health' | 'Readiness' | 'FileUrlRequest'

interface Contract {
  RecordingStatus: core.RecordingStatus
  StopReason: core.StopReason
  RecordingMode: core.RecordingMode
  RecordingMedia: core.RecordingMedia
  RecordingQuality: core.RecordingQuality
  RecordingFormat: core.RecordingFormat
  StreamKind: core.StreamKind
  PictureFit: core.PictureFit
  Tile: core.Tile
  GridLayout: core.GridLayout
  FloatLayout: core.FloatLayout
  ScreenShareLayout: core.ScreenShareLayout
  CustomLayout: core.CustomLayout
  FixedMixLayout: core.FixedMixLayout
  FollowLayout: core.FollowLayout
  MixLayout: core.MixLayout
  UserSelection: core.UserSelection
  SubscribeUsers: core.SubscribeUsers
  StartOptions: core.StartOptions
  RecordingUpdate: core.RecordingUpdate
  RecordingActor: core.RecordingActor
  RecordingProblem: core.RecordingProblem
  RecordingWarningCode: core.RecordingWarningCode
  RecordingWarning: core.RecordingWarning
  RecordingLayout: core.RecordingLayout
  Recording: core.Recording
  AutoRecording: core.AutoRecording
  RoomSnapshot: core.RoomSnapshot
  Permissions: core.Permissions
  RecordingFileStatus: core.RecordingFileStatus
  RecordingFile: core.RecordingFile
  RecordingLogEntry: core.RecordingLogEntry
  RecordingDetail: core.RecordingDetail
  RecordingPage: core.RecordingPage
  RecordingRequestKind: core.RecordingRequestKind
  RecordingRequest: core.RecordingRequest
  RecordingFeature: core.RecordingFeature
  RecordingFileLink: core.RecordingFileLink
  RecordingFileUse: core.RecordingFileUse
  ConsentChoice: core.ConsentChoice
  RecordingConsent: core.RecordingConsent
  RecordingConsents: core.RecordingItems<core.RecordingConsent>
  RecordingMarker: core.RecordingMarker
  RecordingMarkers: core.RecordingItems<core.RecordingMarker>
  PreflightState: core.PreflightState
  PreflightCheck: core.PreflightCheck
  RecordingPrices: core.RecordingPrices
  RecordingPreflight: core.RecordingPreflight
  RecordingUsageItem: core.RecordingUsageItem
  RecordingUsage: core.RecordingUsage
  FieldProblem: core.FieldProblem
  RecordingTimelineItem: TimelineItem
  RecordingTimeline: RecordingTimeline
  NewTitle: { title: Parameters<core.RecordingAdapterFeatures['rename']>[1] }
  ConsentAnswer: Parameters<core.RecordingAdapterFeatures['consent']>[1]
  NewMarker: { label: Parameters<core.RecordingAdapterFeatures['addMarker']>[1] }
  NewRequest: { kind: core.RecordingRequestKind }
}

it('every schema has a type of core, and every type here a schema', () => {
  expectTypeOf<Exclude<keyof Checked, OfTheWire>>().toEqualTypeOf<keyof Contract>()
})

it('a schema lets through what the type says, and the type says no less', () => {
  expectTypeOf<Pick<Checked, keyof Contract>>().branded.toEqualTypeOf<Contract>()
})
