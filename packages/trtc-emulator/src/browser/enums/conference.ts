/** Scheduled rooms and invitations, as in `@tencentcloud/tuiroom-engine-js` 3.4.4. */

export enum TUIConferenceStatus {
  kConferenceStatusNone = 0,
  kConferenceStatusNotStarted = 1,
  kConferenceStatusRunning = 2,
}

export enum TUIConferenceCancelReason {
  kConferenceCancelReasonCancelledByAdmin = 0,
  kConferenceCancelReasonRemovedFromAttendees = 1,
}

export enum TUIConferenceListManagerEvents {
  onConferenceScheduled = 'onConferenceScheduled',
  onConferenceWillStart = 'onConferenceWillStart',
  onConferenceCancelled = 'onConferenceCancelled',
  onConferenceInfoChanged = 'onConferenceInfoChanged',
  onScheduleAttendeesChanged = 'onScheduleAttendeesChanged',
  onConferenceStatusChanged = 'onConferenceStatusChanged',
  // TUIRoomKit 6.2 reads these; 3.4.4 lacks them, so the values are our own
  onScheduleAttendeesUpdated = 'onScheduleAttendeesUpdated',
  onConferenceDidCancelled = 'onConferenceDidCancelled',
  onConferenceStatusUpdated = 'onConferenceStatusUpdated',
}

export enum TUIConferenceInvitationManagerEvents {
  onReceiveInvitation = 'onReceiveInvitation',
  onInvitationHandledByOtherDevice = 'onInvitationHandledByOtherDevice',
  onInvitationCancelled = 'onInvitationCancelled',
  onInvitationAccepted = 'onInvitationAccepted',
  onInvitationRejected = 'onInvitationRejected',
  onInvitationTimeout = 'onInvitationTimeout',
  onInvitationRevokedByAdmin = 'onInvitationRevokedByAdmin',
  onInvitationAdded = 'onInvitationAdded',
  onInvitationRemoved = 'onInvitationRemoved',
  onInvitationStatusChanged = 'onInvitationStatusChanged',
}

export enum TUIInvitationCode {
  kSuccess = 0,
  kAlreadyInInvitationList = 1,
  kAlreadyInConference = 2,
}

export enum TUIInvitationStatus {
  kNone = 0,
  kPending = 1,
  kTimeout = 2,
  kAccepted = 3,
  kRejected = 4,
}

export enum TUIInvitationRejectedReason {
  kRejectToEnter = 0,
  kInOtherConference = 1,
}
