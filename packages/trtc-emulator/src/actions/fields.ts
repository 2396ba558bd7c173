import { z } from 'zod'

export const int = (min = 0, max = Number.MAX_SAFE_INTEGER) => z.int().min(min).max(max)
export const oneOf = <const T extends readonly [number, ...number[]]>(...values: T) => z.literal(values)

/** User ids: at most 32 bytes of letters, digits, `_` and `-`. */
export const userId = z.string().min(1).max(32).regex(/^[\w-]*$/, 'only a-z A-Z 0-9 _ - are allowed')

/** `RRGGBB` with a leading `#`. */
export const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is #RRGGBB')

/** Picture addresses: jpg, jpeg or png, the suffix in the address, and only the characters the service lists. */
export const imageUrl = z.string().min(1).regex(/^[\w\-.~:/?#[\]@!&()*+,%=]*$/, 'it contains a character that is not allowed').regex(/^https?:\/\/\S+\.(?:jpe?g|png)(?:[?#].*)?$/i, 'an http(s) address with the suffix jpg, jpeg or png is needed')

const bytes = (text: string) => Buffer.byteLength(text)

/** Room ids always travel as text, numeric rooms included. */
export const roomId = z.string().min(1).superRefine((text, ctx) => {
  if (bytes(text) > 64) ctx.addIssue({ code: 'too_big', maximum: 64, origin: 'string', input: text, message: 'at most 64 bytes' })
})

/** The unsigned 32-bit room numbers, without a leading zero. */
export const isRoomNumber = (text: string): boolean => /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 0xFFFFFFFF

export const sdkAppId = int(1)
export const taskId = z.string().min(1).max(255)
