import type { CosStorageOptions } from './cos-params.js'
import type { FileStorage, FoundFile, StorageCheck } from './file-storage.js'
import COS from 'cos-nodejs-sdk-v5'
import { folderOf } from './cos-params.js'
import { parseFileName } from './file-name.js'
import { StorageError } from './file-storage.js'
import { readPlaylist, rewritePlaylist } from './hls-playlist.js'

type Owner = Parameters<FileStorage['delete']>[1]
type File = Parameters<FileStorage['delete']>[0]

export interface CosStorage extends FileStorage {
  /** An HLS recording's index in which each segment has an address that works until `expiresAt`. */
  playlist: (file: File, recording: Owner, expiresAt: number) => Promise<string>
}

const PAGE = 1000
/** So many pages hold a recording of a week with dozens of people. */
const MOST_PAGES = 500

const refusals: Record<string, string> = {
  NoSuchBucket: 'COS_BUCKET does not exist in COS_REGION.',
  InvalidAccessKeyId: 'COS_SECRET_ID is unknown.',
  SignatureDoesNotMatch: 'COS_SECRET_KEY does not belong to COS_SECRET_ID.',
  AccessDenied: 'The COS credential may not list, read, write and delete in the bucket.',
}

/** The integrator's own bucket, private. */
export function createCosStorage({ bucket: Bucket, region: Region, secretId, secretKey, endpoint, timeoutMs }: CosStorageOptions): CosStorage {
  const [protocol, domain] = endpoint.replace(/\/$/, '').split('://') as [string, string]
  const cos = new COS({ SecretId: secretId, SecretKey: secretKey, Protocol: protocol === 'http' ? 'http:' : 'https:', Domain: domain, Timeout: timeoutMs })
  // else its HTTP client would obey proxy variables of the environment
  cos.on('before-send', (request: { proxy?: string | null }) => { request.proxy = null })

  async function call<T>(action: string, made: Promise<T>): Promise<T> {
    try {
      return await made
    } catch (error) {
      const { statusCode = 0, code } = error as { statusCode?: number, code?: string }
      // of what the service says only the code is kept: addresses in it are signed
      throw new StorageError(action, statusCode >= 400 && statusCode < 500, code === undefined || /^E[A-Z]+$/.test(code) ? undefined : code)
    }
  }

  async function list(prefix: string): Promise<{ key: string, size: number }[]> {
    const objects: { key: string, size: number }[] = []
    let marker: string | undefined
    for (let page = 0; page < MOST_PAGES; page++) {
      const { Contents, IsTruncated, NextMarker } = await call('GetBucket', cos.getBucket({ Bucket, Region, Prefix: prefix, MaxKeys: PAGE, ...marker !== undefined && { Marker: marker } }))
      objects.push(...Contents.map(({ Key, Size }) => ({ key: Key, size: Number(Size) })))
      marker = NextMarker
      if (IsTruncated !== 'true' || !marker) break
    }
    return objects
  }

  async function read(key: string): Promise<string> {
    const { Body } = await call('GetObject', cos.getObject({ Bucket, Region, Key: key }))
    return Body.toString()
  }

  const sign = (key: string, expiresAt: number, query: Record<string, string> = {}): string =>
    cos.getObjectUrl({ Bucket, Region, Key: key, Sign: true, Expires: Math.max(1, Math.ceil((expiresAt - Date.now()) / 1000)), Query: query })

  const keyOf = ({ taskId, name }: Pick<File, 'taskId' | 'name'>, recording: Owner) => [...folderOf(recording), taskId, name].join('/')

  async function toFoundFile(taskId: string, name: string, size: number, beside: { name: string, size: number }[], key: string): Promise<FoundFile | null> {
    const parsed = parseFileName(name)
    if (!parsed || parsed.extension === 'ts') return null
    const index = parsed.extension === 'm3u8' ? readPlaylist(await read(key)) : null
    const startedAt = index?.startedAt ?? null
    return {
      taskId,
      recorderUserId: null,
      name,
      userId: parsed.userId,
      stream: parsed.stream,
      track: parsed.track ?? (parsed.extension === 'aac' ? 'audio' : 'audioVideo'),
      startedAt,
      endedAt: startedAt !== null && index ? startedAt + index.durationMs : null,
      durationMs: index ? index.durationMs : null,
      sizeBytes: index ? size + beside.filter(other => isSegmentOf(other.name, name)).reduce((sum, other) => sum + other.size, 0) : size,
      vodFileId: null,
      url: null,
      isComplete: index ? index.isComplete : true,
    }
  }

  return {
    async find({ recording }) {
      const folder = `${folderOf(recording).join('/')}/`
      const byTask = new Map<string, { name: string, size: number }[]>()
      for (const { key, size } of await list(folder)) {
        const [taskId, name, ...deeper] = key.slice(folder.length).split('/')
        if (!taskId || !name || deeper.length > 0) continue
        byTask.set(taskId, [...byTask.get(taskId) ?? [], { name, size }])
      }
      const found: FoundFile[] = []
      for (const [taskId, objects] of byTask) {
        for (const { name, size } of objects) {
          const file = await toFoundFile(taskId, name, size, objects, `${folder}${taskId}/${name}`)
          if (file) found.push(file)
        }
      }
      return found
    },

    async link({ file, recording, use, expiresAt }) {
      const query = use === 'download' ? { 'response-content-disposition': attachment(recording.title, file.name) } : {}
      return { url: sign(keyOf(file, recording), expiresAt, query), expiresAt }
    },

    async playlist(file, recording, expiresAt) {
      const key = keyOf(file, recording)
      const folder = key.slice(0, key.lastIndexOf('/') + 1)
      return rewritePlaylist(await read(key), name => sign(`${folder}${name}`, expiresAt))
    },

    async delete(file, recording) {
      const key = keyOf(file, recording)
      if (file.format === 'm3u8') {
        const segments = (await list(key.replace(/\.m3u8$/, '_'))).filter(({ key: other }) => isSegmentOf(other, key))
        for (let from = 0; from < segments.length; from += PAGE)
          await deleteAll(segments.slice(from, from + PAGE).map(({ key: Key }) => ({ Key })))
      }
      await call('DeleteObject', cos.deleteObject({ Bucket, Region, Key: key }))
      return 'gone'
    },

    async check(): Promise<StorageCheck> {
      try {
        await call('GetBucket', cos.getBucket({ Bucket, Region, MaxKeys: 1 }))
        return { state: 'ok' }
      } catch (error) {
        if (!(error instanceof StorageError)) throw error
        const { isRefusal, upstreamCode } = error
        return {
          state: isRefusal ? 'failed' : 'unknown',
          problem: isRefusal ? refusals[upstreamCode ?? ''] ?? 'COS refused to list the bucket.' : 'COS did not answer.',
          ...upstreamCode !== undefined && { upstreamCode },
        }
      }
    },

    close() {},
  }

  async function deleteAll(Objects: { Key: string }[]): Promise<void> {
    const { Error: failed = [] } = await call('DeleteMultipleObjects', cos.deleteMultipleObject({ Bucket, Region, Objects }))
    if (failed.length > 0) throw new StorageError('DeleteMultipleObjects', true, failed[0]!.Code)
  }
}

/** Segments carry the index's name and their start, `yyyyMMddHHmmssSSS`. */
function isSegmentOf(segment: string, index: string): boolean {
  const base = index.replace(/m3u8$/, '').slice(0, -1)
  return segment.startsWith(`${base}_`) && /^\d{17}\.ts$/.test(segment.slice(base.length + 1))
}

/** RFC 6266, with the title in UTF-8. */
function attachment(title: string | null, name: string): string {
  const extension = /\.\w+$/.exec(name)?.[0] ?? ''
  const text = title === null ? name : `${title.replaceAll(/[\\/:*?"<>|]/g, ' ').trim()}${extension}`
  return `attachment; filename*=UTF-8''${encodeURIComponent(text).replaceAll(/['()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`
}
