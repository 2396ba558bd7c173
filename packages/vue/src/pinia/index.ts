export { useRecordingStore } from './recording-store.js'
