export { createPresses } from './presses.js'
export { reduceRecording } from './reduce-recording.js'
