import type { Services } from '../services.js'
import { z } from 'zod'
import { TencentCloudError } from '../errors.js'
import { int } from './fields.js'

export const subAppId = int(1).optional()
export const fileId = z.string().min(1).max(40)
export const filters = z.array(z.string().min(1)).optional()

/** ISO 8601 with a time zone, as milliseconds since the epoch. */
export const isoTime = z.iso.datetime({ offset: true }).transform(text => Date.parse(text))

/**
 * The VOD application a call is about.
 * @throws TencentCloudError when it has to be named and is not
 */
export function subAppIdOf(given: number | undefined, { options }: Services): number {
  if (given === undefined && options.variants.vodSubAppId === 'required')
    throw new TencentCloudError('InvalidParameterValue.SubAppId', 'Accounts opened since 2023-12-25 must name their SubAppId.')
  return given ?? options.vodSubAppId
}

export const fileNotExist = (id: string): TencentCloudError =>
  new TencentCloudError('InvalidParameterValue.FileId', `The file ${id} does not exist.`)
