/**
 * Stands in for `@tencentcloud/tuiroom-engine-js`: the same exports, with the TRTC emulator for a server.
 * The Vite plugin puts it in the package's place.
 */
export * from './enums/index.js'
export { default } from './room-engine.js'
export { TRTCCloud } from './trtc-cloud.js'
