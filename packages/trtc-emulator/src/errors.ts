/** What a TencentCloud API answers in `Response.Error`; thrown anywhere below the transport, answered there. */
export class TencentCloudError extends Error {
  override name = 'TencentCloudError'

  constructor(readonly code: string, message: string) {
    super(message)
  }
}

/** The recording service's word for a task that never was, has ended, or left its control window (the code is inferred, and a switch). */
export const taskNotFound = (taskId: string, code = 'ResourceNotFound'): TencentCloudError =>
  new TencentCloudError(code, `The task ${taskId} was not found or has ended.`)
