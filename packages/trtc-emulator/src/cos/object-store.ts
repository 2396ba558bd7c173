import type { Rendition } from '../media/rendition.js'
import { createHash } from 'node:crypto'

export interface CosObject {
  key: string
  /** Bytes. */
  size: number
  contentType: string
  /** Milliseconds since the epoch. */
  lastModified: number
  etag: string
  /** Where its bytes lie, or null when they could not be rendered. */
  path: string | null
}

interface Upload {
  /** Ends with a slash, unless it is empty. */
  folder: string
  /** The file's own name, which is all there is of it when it cannot be rendered. */
  name: string
  storedAt: number
  rendition: Rendition
}

export type ObjectStore = ReturnType<typeof createObjectStore>

/** Buckets by name. A recorded file becomes its objects (an HLS recording several) when somebody first looks for them. */
export function createObjectStore({ now }: { now: () => number }) {
  const buckets = new Map<string, Upload[]>()
  const deleted = new Map<string, Set<string>>()

  async function objectsOf(bucket: string, { folder, name, storedAt, rendition }: Upload): Promise<CosObject[]> {
    const parts = await rendition.render().then(({ parts }) => parts, () => [{ name, path: null, size: 0, contentType: 'application/octet-stream' }])
    const gone = deleted.get(bucket)
    return parts
      .map(({ name, path, size, contentType }) => {
        const key = `${folder}${name}`
        const etag = `"${createHash('md5').update(`${bucket}/${key} ${size} ${storedAt}`).digest('hex')}"`
        return { key, size, contentType, lastModified: storedAt, etag, path }
      })
      .filter(({ key }) => !gone?.has(key))
  }

  async function list(bucket: string, prefix: string): Promise<CosObject[]> {
    const near = (buckets.get(bucket) ?? []).filter(({ folder }) => folder.startsWith(prefix) || prefix.startsWith(folder))
    const objects = new Map<string, CosObject>()
    for (const upload of near) {
      for (const object of await objectsOf(bucket, upload)) {
        if (object.key.startsWith(prefix)) objects.set(object.key, object)
      }
    }
    return [...objects.values()].sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)))
  }

  return {
    /** Whether something was ever put into the bucket: none is made in any other way. */
    has: (bucket: string): boolean => buckets.has(bucket),

    add(bucket: string, upload: Pick<Upload, 'folder' | 'name' | 'rendition'>): void {
      const uploads = buckets.get(bucket) ?? []
      buckets.set(bucket, uploads)
      uploads.push({ ...upload, storedAt: now() })
    },

    /** All objects whose keys start with `prefix`, sorted by the bytes of their keys. */
    list,

    async find(bucket: string, key: string): Promise<CosObject | undefined> {
      return (await list(bucket, key)).find(object => object.key === key)
    },

    /** Deleting what is not there is success, as in COS. */
    remove(bucket: string, key: string): void {
      const keys = deleted.get(bucket) ?? new Set()
      deleted.set(bucket, keys)
      keys.add(key)
    },
  }
}
