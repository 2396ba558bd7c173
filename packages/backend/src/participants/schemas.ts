import { z } from 'zod'

const noControl = /^\P{Cc}*$/u

export const consentSchema = z.strictObject({
  choice: z.enum(['accepted', 'declined', 'left']),
  textVersion: z.string().min(1).max(64).regex(noControl, 'must not contain control characters'),
})

export const requestSchema = z.strictObject({
  kind: z.enum(['start', 'leave_me_out']),
})
