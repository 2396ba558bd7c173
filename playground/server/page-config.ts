import type { ProxyOptions, UserConfig } from 'vite'
import type { Env } from './environment.js'
import { resolve } from 'node:path'
import { trtcEmulator } from '@roomkit-recording/trtc-emulator/vite'
import vue from '@vitejs/plugin-vue'
import { defaultClientConditions } from 'vite'
import { emulated, isEmulated, playgroundFolder } from './environment.js'
import { userSigServer } from './user-sig.js'

/** How Vite serves and builds the page. */
export function pageConfig(env: Env): UserConfig {
  const isEmulator = isEmulated(env)
  const proxy: Record<string, ProxyOptions> = {
    '/recording': {
      target: env.BACKEND_URL ?? 'http://127.0.0.1:8787',
      rewrite: path => path.replace(/^\/recording/, ''),
      configure(proxy) {
        // a backend that dies in the middle of an answer would otherwise leave the browser waiting for the rest
        proxy.on('proxyRes', (answer, _request, response) => {
          answer.on('close', () => { if (!answer.complete) response.destroy() })
        })
      },
    },
  }
  return {
    root: playgroundFolder,
    plugins: [
      vue(),
      isEmulator && trtcEmulator({ url: env.EMULATOR_URL ?? 'http://127.0.0.1:7070' }),
      userSigServer({
        sdkAppId: Number(env.TRTC_SDK_APP_ID ?? emulated.sdkAppId),
        sdkSecretKey: env.TRTC_SDK_SECRET_KEY ?? emulated.sdkSecretKey,
        adminUserId: env.CONFERENCE_ADMIN_USER_ID ?? emulated.conferenceAdminUserId,
        isEmulated: isEmulator,
      }),
    ],
    // the packages of this repository are used from their sources
    resolve: { conditions: ['@roomkit-recording/source', ...defaultClientConditions] },
    server: { proxy },
    preview: { proxy },
    build: {
      target: 'es2022',
      rolldownOptions: { input: ['index.html', 'gallery.html'].map(page => resolve(playgroundFolder, page)) },
      // TUIRoomKit's style sheets hold :deep selectors that the minifier warns about
      cssMinify: false,
      chunkSizeWarningLimit: 6000,
    },
  }
}
