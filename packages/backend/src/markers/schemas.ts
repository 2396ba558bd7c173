import { z } from 'zod'

export const markerSchema = z.strictObject({
  label: z.string().trim().min(1).max(200).regex(/^\P{Cc}*$/u, 'must not contain control characters'),
})
