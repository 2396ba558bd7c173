import { defineStore } from 'pinia'
import { useRecording } from '../composables/useRecording.js'

/**
 * The recording as a Pinia store, for apps that keep what they know in stores.
 * Needs `app.use(createPinia())` and `app.use(createRecording(…))`.
 */
export const useRecordingStore = defineStore('roomkit-recording', () => {
  const { controller: _controller, ...rest } = useRecording()
  return rest
})
