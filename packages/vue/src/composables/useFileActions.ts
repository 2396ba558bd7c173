import type { RecordingFile } from '@roomkit-recording/core'
import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import { computed } from 'vue'
import { injectRecording } from '../context.js'
import { hasFeature } from '../features.js'

export interface UseFileActionsReturn {
  canPlay: ComputedRef<boolean>
  canDelete: ComputedRef<boolean>
  canRename: ComputedRef<boolean>
  /** Saves the file under the recording's title. Rejects with a `RecordingError`. */
  download: (recordingId: string, file: RecordingFile) => Promise<void>
  /**
   * Puts a link that plays into the clipboard. `copied` is `false` where the browser does not let it: show the link then.
   * Rejects with a `RecordingError`.
   */
  copyLink: (recordingId: string, file: RecordingFile) => Promise<{ url: string, expiresAt: number | null, copied: boolean }>
}

/** What may be done with files here. A part is absent when the backend does not serve it or this person may not. */
export function useFileActions(recording?: RecordingContext): UseFileActionsReturn {
  const context = injectRecording(recording)
  const { adapter, state } = context

  return {
    canPlay: computed(() => state.value.permissions?.play === true && hasFeature(context, 'fileUrl')),
    canDelete: computed(() => state.value.permissions?.delete === true && hasFeature(context, 'fileDelete')),
    canRename: computed(() => state.value.permissions?.control === true && hasFeature(context, 'rename')),
    async download(recordingId, file) {
      const { url } = await adapter.fileUrl!(recordingId, file.id, 'download')
      const link = document.createElement('a')
      link.href = url
      link.download = file.name
      link.rel = 'noopener'
      // A storage that shows the file instead of saving it must not take the meeting's page.
      link.target = '_blank'
      link.click()
    },
    async copyLink(recordingId, file) {
      const asked = adapter.fileUrl!(recordingId, file.id, 'play')
      // Safari lets a page write to the clipboard only during the press: the text itself may come later.
      const copied = await copy(asked.then(({ url }) => url))
      return { ...await asked, copied }
    },
  }
}

async function copy(text: Promise<string>): Promise<boolean> {
  const { clipboard } = navigator
  try {
    if (typeof ClipboardItem === 'undefined') await clipboard.writeText(await text)
    else await clipboard.write([new ClipboardItem({ 'text/plain': text.then(value => new Blob([value], { type: 'text/plain' })) })])
    return true
  } catch {
    return false
  }
}

/** HLS is a list of pieces: it can be watched, but there is no one file to save. */
export function isStream({ format, name }: RecordingFile): boolean {
  return /hls|m3u8/i.test(format) || /\.m3u8$/i.test(name)
}
