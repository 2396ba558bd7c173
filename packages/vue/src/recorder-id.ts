/** Whether somebody is one of our backend's recorders: they are named `rr_…` and are nobody to ask or to count. */
export function isRecorder(userId: string): boolean {
  return userId.startsWith('rr_')
}
