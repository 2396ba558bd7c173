/** What the Conference REST API answers as `ErrorCode` and `ErrorInfo`. */
export class ConferenceError extends Error {
  override name = 'ConferenceError'

  constructor(readonly code: number, message: string) {
    super(message)
  }
}

/** "RESTful API Overview" and the command pages of the Conference SDK. */
export const ConferenceCode = {
  BadRequest: 60002,
  BadJson: 60003,
  BadAccount: 60004,
  BadUserSig: 60005,
  BadSdkAppId: 60006,
  BadUrl: 60009,
  NeedsAdministrator: 60010,
  TooManyCalls: 60011,
  NoSdkAppId: 60012,
  Internal: 100001,
  BadParameter: 100002,
  NoSuchRoom: 100004,
  NotAMember: 100005,
  NotPermitted: 100006,
} as const
