/** What COS answers as XML, with a status of its own. */
export class CosError extends Error {
  override name = 'CosError'

  constructor(readonly status: 400 | 403 | 404 | 405 | 500, readonly code: string, message: string) {
    super(message)
  }
}
