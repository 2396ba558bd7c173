import type { CosObject } from './object-store.js'
import { CosError } from './cos-error.js'

const LARGEST_PAGE = 1000

/**
 * The answer to GET Bucket: objects after `marker`, those that share a prefix up to `delimiter` taken together.
 * @throws CosError `InvalidArgument`
 */
export function listBucketResult(bucket: string, objects: CosObject[], query: URLSearchParams) {
  const { prefix = '', marker = '', delimiter = '', 'max-keys': given = String(LARGEST_PAGE), 'encoding-type': encoding } = Object.fromEntries(query)
  if (!/^\d{1,9}$/.test(given)) throw new CosError(400, 'InvalidArgument', 'max-keys is not a number.')
  if (encoding !== undefined && encoding !== 'url') throw new CosError(400, 'InvalidArgument', 'encoding-type can only be url.')
  const most = Math.min(Number(given), LARGEST_PAGE)
  const text = (key: string) => encoding === 'url' ? encodeURIComponent(key) : key

  const page = new Map<string, CosObject | null>()
  let next: string | null = null
  for (const object of objects) {
    const cut = delimiter === '' ? -1 : object.key.indexOf(delimiter, prefix.length)
    const name = cut < 0 ? object.key : object.key.slice(0, cut + delimiter.length)
    if (Buffer.compare(Buffer.from(name), Buffer.from(marker)) <= 0 || page.has(name)) continue
    if (page.size === most) {
      next = [...page.keys()].at(-1) ?? null
      break
    }
    page.set(name, cut < 0 ? object : null)
  }

  const entries = [...page]
  return {
    ListBucketResult: {
      Name: bucket,
      ...encoding === undefined ? {} : { EncodingType: encoding },
      Prefix: text(prefix),
      Marker: text(marker),
      ...delimiter === '' ? {} : { Delimiter: text(delimiter) },
      MaxKeys: most,
      IsTruncated: next !== null,
      ...next === null ? {} : { NextMarker: text(next) },
      Contents: entries.flatMap(([, object]) => object
        ? [{ Key: text(object.key), LastModified: new Date(object.lastModified).toISOString(), ETag: object.etag, Size: object.size, StorageClass: 'STANDARD' }]
        : []),
      CommonPrefixes: entries.flatMap(([name, object]) => object ? [] : [{ Prefix: text(name) }]),
    },
  }
}
