import type { TestSpecification } from 'vitest/node'
import vue from '@vitejs/plugin-vue'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { BaseSequencer } from 'vitest/node'
import { launchOptions } from './playground/browser/chromium.mjs'

const conditions = ['@roomkit-recording/source']

function node(name: string, options: { include?: string[], exclude?: string[], testTimeout?: number } = {}) {
  const { include = ['src/**/*.test.ts'], exclude = [], testTimeout = 20_000 } = options
  return {
    root: `packages/${name.replace(/-node$/, '')}`,
    plugins: name === 'vue-node' ? [vue()] : [],
    // `import` and `module` must not be among them: Node would hand ES modules to a `require()`
    ssr: { resolve: { conditions: [...conditions, 'node'], externalConditions: conditions } },
    test: {
      name,
      environment: 'node',
      include,
      exclude,
      testTimeout,
      hookTimeout: 60_000,
      // what one file has imported is there for the next
      isolate: false,
      // what has not come by then will not come, on a busy machine too
      expect: { poll: { timeout: 15_000 } },
    },
  }
}

const longest = ['own-backend-on-pglite', 'crash', 'faulty-backend', 'own-backend-on-postgres', 'chaos']

/** Begun last, what takes longest would end last and alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => longest.findIndex(name => moduleId.endsWith(`/${name}.test.ts`))
    const isLong = (file: TestSpecification) => place(file) >= 0
    const sorted = await super.sort(files)
    return [...sorted.filter(isLong).toSorted((a, b) => place(a) - place(b)), ...sorted.filter(file => !isLong(file))]
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // most of the backend's tests wait for something
    maxWorkers: 4,
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
