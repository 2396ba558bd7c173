import { z } from 'zod'

/*
 * Callbacks are signed, yet nothing in them is taken on trust: what no database column holds would be tried again for ever.
 */

/** The same field is a text in one sample and a number in the next. */
export const number = z.union([z.number(), z.string().max(40).regex(/^-?\d+(?:\.\d+)?$/).transform(Number)]).pipe(z.number())
export const text = z.union([z.string(), z.number().transform(String)])
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null)

const MOST = 2 ** 31 - 1

/** What a column of four bytes holds. */
export const code = number.pipe(z.int().min(-MOST).max(MOST))
/** Ids are short; an index cannot hold long ones. */
export const id = text.pipe(z.string().max(256))

/** Milliseconds, or seconds when there are only those; 0 when there is neither. */
export function eventTime(ms: number | null | undefined, seconds: number | null | undefined): number {
  const time = Math.round(ms ?? (seconds ?? 0) * 1000)
  return Number.isSafeInteger(time) && time > 0 ? time : 0
}

/** PostgreSQL's texts hold no NUL, and its JSON no half of a pair. */
export function readJson(body: string): unknown {
  return JSON.parse(body, (_, value: unknown) => typeof value === 'string' ? value.replaceAll(/\0|\p{Cs}/gu, '') : value)
}
