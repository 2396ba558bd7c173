import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { launchOptions } from './playground/browser/chromium.mjs'

const conditions = ['@roomkit-recording/source']

function node(name: string, options: { include?: string[], exclude?: string[], testTimeout?: number } = {}) {
  const { include = ['src/**/*.test.ts'], exclude = [], testTimeout = 20_000 } = options
  return {
    root: `packages/${name.replace(/-node$/, '')}`,
    plugins: name === 'vue-node' ? [vue()] : [],
    // `import` and `module` must not be among them: Node would hand ES modules to a `require()`
    ssr: { resolve: { conditions: [...conditions, 'node'], externalConditions: conditions } },
    test: { name, environment: 'node', include, exclude, testTimeout, hookTimeout: 60_000 },
  }
}

export default defineConfig({
  test: {
    // most of the backend's tests wait for something
    maxWorkers: 3,
    projects: [
      node('core'),
      node('server-adapter'),
      node('trtc-emulator'),
      node('backend', { testTimeout: 60_000 }),
      node('conformance', { testTimeout: 120_000 }),
      node('vue-node', { include: ['src/**/*.node.test.ts'] }),
      {
        root: 'packages/vue',
        plugins: [vue()],
        resolve: { conditions: [...conditions, 'browser', 'import', 'module', 'default'] },
        // found at run time they would reload the page in the middle of a test
        optimizeDeps: { include: ['axe-core', 'hls.js/light', 'pinia', 'reka-ui', 'trtc-sdk-v5', 'vitest-browser-vue', 'vue'] },
        test: {
          name: 'vue',
          include: ['src/**/*.test.ts'],
          exclude: ['src/**/*.node.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: launchOptions() }),
            instances: [{ browser: 'chromium', viewport: { width: 1024, height: 768 } }],
          },
        },
      },
    ],
  },
})
