/** An error as TUIRoomEngine rejects with: the UI decides by `code`. */
export class TuiError extends Error {
  override name = 'TUIError'
  constructor(readonly code: number, message: string) {
    super(message)
  }
}
