import type { Plugin, ProxyOptions } from 'vite'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hubPath } from '../rooms/hub-protocol.js'
import { keepAssetsLocal } from './local-assets.js'
import { completeTuiConstants } from './tui-constants.js'

export interface TrtcEmulatorPluginOptions {
  /** Where the emulator listens. @default 'http://127.0.0.1:7070' */
  url?: string
}

// In the repository this file is a source, in the package it is built, and so are its neighbours (a loader may add a query).
// Not `new URL(…, import.meta.url)`: building this package would take that for assets to inline.
const here = fileURLToPath(import.meta.url.replace(/\?.*/, ''))
const browserModule = (name: string) => join(dirname(here), '..', 'browser', name + extname(here))

/** Shipped as many small modules; bundled ahead they would get a second copy of the engine. */
const keptApart = [
  '@tencentcloud/roomkit-web-vue3',
  'tuikit-atomicx-vue3',
  '@tencentcloud/tui-core-lite',
  '@tencentcloud/chat-uikit-engine-lite',
]

/**
 * Lets a TUIRoomKit 6.2 application run against the TRTC emulator, with no account and no request to any other host:
 * puts a local engine and a chat stand-in in place of Tencent's SDKs, and passes `/_emulator/v1/hub` of the page's own
 * origin on to the emulator, in `vite dev` and `vite preview`.
 *
 * @example
 * export default defineConfig({ plugins: [vue(), trtcEmulator()] })
 */
export function trtcEmulator({ url = 'http://127.0.0.1:7070' }: TrtcEmulatorPluginOptions = {}): Plugin {
  const proxy: Record<string, ProxyOptions> = { [hubPath]: { target: url, ws: true } }
  return {
    name: 'roomkit-recording:trtc-emulator',
    // before Vite's own plugins, so that the packages are seen as they are shipped
    enforce: 'pre',
    config: () => ({
      resolve: {
        alias: [
          { find: /^@tencentcloud\/tuiroom-engine-js$/, replacement: browserModule('engine') },
          { find: /^@tencentcloud\/lite-chat(?:\/.*)?$/, replacement: browserModule('lite-chat') },
        ],
      },
      optimizeDeps: { exclude: keptApart },
      server: { proxy },
      preview: { proxy },
    }),
    transform: {
      filter: { code: /web\.sdk\.qcloud\.com|TUIRoomService/ },
      handler(code) {
        const changed = completeTuiConstants(keepAssetsLocal(code))
        return changed === code ? null : { code: changed, map: null }
      },
    },
  }
}
