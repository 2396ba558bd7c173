/** What a TencentCloud API answers in `Response.Error`; thrown anywhere below the transport, answered there. */
export class TencentCloudError extends Error {
  override name = 'TencentCloudError'

  constructor(readonly code: string, message: string) {
    super(message)
  }
}

/** The recording service's word for a task that never was, has ended, or left its control window (the code is inferred). */
export const taskNotFound = (taskId: string): TencentCloudError =>
  new TencentCloudError('ResourceNotFound', `The task ${taskId} was not found or has ended.`)
