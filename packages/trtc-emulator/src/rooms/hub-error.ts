import { hubErrors } from './hub-protocol.js'

/** A refusal that the asking browser is told, with TUIRoomEngine's code for it. */
export class HubError extends Error {
  override name = 'HubError'
  readonly code: number

  constructor(reason: keyof typeof hubErrors, message: string) {
    super(message)
    this.code = hubErrors[reason]
  }
}
