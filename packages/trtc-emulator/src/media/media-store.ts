import type { RecordedFile } from '../recording-files.js'
import type { Rendition } from './rendition.js'
import { randomInt } from 'node:crypto'
import { createHistory } from '../history.js'

/** A file in VOD. */
export interface StoredMedia extends RecordedFile {
  fileId: string
  taskId: string
  roomId: string
  url: string
  /** Milliseconds since the epoch. */
  storedAt: number
  rendition: Rendition
}

export interface MediaStoreContext {
  /** Where this emulator is reached, without a slash at the end. */
  baseUrl: () => string
  now: () => number
}

/** What recordings left behind in VOD. */
export interface MediaStore {
  /** In order of arrival. */
  list: () => StoredMedia[]
  find: (fileId: string) => StoredMedia | undefined
  add: (file: RecordedFile, origin: Pick<StoredMedia, 'taskId' | 'roomId' | 'rendition'>) => StoredMedia
  remove: (fileId: string) => void
}

export function createMediaStore({ baseUrl, now }: MediaStoreContext): MediaStore {
  const history = createHistory<StoredMedia>(10_000)
  return {
    list: history.list,
    find: (fileId: string): StoredMedia | undefined => history.list().find(media => media.fileId === fileId),
    add(file, origin) {
      const fileId = createFileId()
      const media = { ...file, ...origin, fileId, url: `${baseUrl()}/vod/${fileId}/${encodeURIComponent(file.name)}`, storedAt: now() }
      history.add(media)
      return media
    },
    remove: fileId => { history.remove(media => media.fileId === fileId) },
  }
}

/** VOD's file ids are long decimal numbers, too large for a double. */
function createFileId(): string {
  const digits = () => String(randomInt(1e6)).padStart(6, '0')
  return `5285890${digits()}${digits()}`
}
