import type { MediaStore, StoredMedia } from '../media/media-store.js'
import type { ResolvedOptions } from '../options.js'

/** A file in VOD with what its owner may change. */
export interface VodMedia {
  file: StoredMedia
  subAppId: number
  name: string
  description: string
  classId: number
  tags: string[]
  storageRegion: string
  sourceContext: string
  /** Whose streams are in it. */
  userIds: string[]
  /** Milliseconds since the epoch, all of them. */
  createdAt: number
  updatedAt: number
  /** From then on SearchMedia finds it. */
  visibleAt: number
  /** Null when it is kept for ever. */
  expiresAt: number | null
}

export type VodUpload = Pick<VodMedia, 'subAppId' | 'classId' | 'storageRegion' | 'sourceContext' | 'userIds' | 'expiresAt'>

export type VodLibrary = ReturnType<typeof createVodLibrary>

export interface VodLibraryContext {
  options: ResolvedOptions
  media: MediaStore
  onChange: () => void
}

/** VOD as a service: what there is, since when it can be found, and until when it is kept. */
export function createVodLibrary({ options, media, onChange }: VodLibraryContext) {
  const { clock, vodVisibleDelayMs } = options
  const library = new Map<string, VodMedia>()

  /** What has not expired. */
  function kept(): Map<string, VodMedia> {
    const now = clock.now()
    for (const [fileId, { expiresAt }] of library) {
      if (expiresAt !== null && expiresAt <= now) remove(fileId)
    }
    return library
  }

  function remove(fileId: string) {
    library.delete(fileId)
    media.remove(fileId)
    onChange()
  }

  const isVisible = ({ visibleAt }: VodMedia) => visibleAt <= clock.now()

  return {
    add(file: StoredMedia, upload: VodUpload): void {
      const now = clock.now()
      library.set(file.fileId, { ...upload, file, name: file.name, description: '', tags: [], createdAt: now, updatedAt: now, visibleAt: now + vodVisibleDelayMs })
    },

    /** What a search of a VOD application can find. */
    search: (subAppId: number): VodMedia[] => [...kept().values()].filter(media => media.subAppId === subAppId && isVisible(media)),

    /** What calls that name a file know. */
    find(fileId: string, subAppId: number): VodMedia | undefined {
      const found = kept().get(fileId)
      return found?.subAppId === subAppId && (options.variants.vodDescribe === 'immediate' || isVisible(found)) ? found : undefined
    },

    /** Whether the file itself can be fetched: that is so as soon as 311 tells where it is. */
    has: (fileId: string): boolean => kept().has(fileId),

    remove,
  }
}
