import type { EmulatorOptions } from '@roomkit-recording/trtc-emulator'
import type { Env } from './environment.js'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { emulated, emulatedEnv, playgroundFolder } from './environment.js'
import { claimPort } from './ports.js'
import { ServiceProcess } from './service-process.js'

export interface StackOptions {
  /** 0 takes any free one. @default { page: 5173, emulator: 7070, backend: 8787 } */
  ports?: { page?: number, emulator?: number, backend?: number }
  /** Address that the page listens on; the others stay on this machine. @default '127.0.0.1' */
  host?: string
  /** `dev` serves the sources, `preview` what `buildPage()` has built. @default 'dev' */
  page?: 'dev' | 'preview'
  /** `false` talks to Tencent's service with the credentials of the environment. @default true */
  emulate?: boolean
  /** For the emulator, beyond what the stack itself decides. */
  emulatorOptions?: Omit<EmulatorOptions, 'port' | 'clock' | 'random'>
  /** @default 'pglite:<playground>/.roomkit-recording/db' */
  databaseUrl?: string
  /** More environment for all parts. */
  env?: Env
  /** Hears every line that the parts print. @default nobody */
  onLine?: (part: string, line: string) => void
  /** A part ended although nobody asked it to. @default nobody */
  onDeath?: (part: string, code: number | null) => void
}

export interface Stack {
  urls: { page: string, backend: string, emulator: string | null }
  /** Each can be killed (SIGKILL) and started again on the same port. */
  page: ServiceProcess
  backend: ServiceProcess
  emulator: ServiceProcess | null
  close: () => Promise<void>
}

/**
 * Starts emulator, backend and page as children of this process and resolves when all three serve.
 *
 * @throws PortTakenError | Error with what the part that failed said last
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { ports = {}, host = '127.0.0.1', page: mode = 'dev', emulate = true, emulatorOptions = {}, env = {}, onLine = () => {}, onDeath = () => {} } = options
  const { databaseUrl = `pglite:${join(playgroundFolder, '.roomkit-recording', 'db')}` } = options
  if (mode === 'preview' && !existsSync(join(playgroundFolder, 'dist', 'index.html')))
    throw new Error('The page is not built: call buildPage() first')

  const local = '127.0.0.1'
  const pagePort = await claimPort(ports.page ?? 5173, host, 'PAGE_PORT')
  const backendPort = await claimPort(ports.backend ?? 8787, local, 'PORT')
  const emulatorPort = emulate ? await claimPort(ports.emulator ?? 7070, local, 'EMULATOR_PORT') : null
  const urls = {
    page: `http://${host === '0.0.0.0' ? local : host}:${pagePort}`,
    backend: `http://${local}:${backendPort}`,
    emulator: emulatorPort === null ? null : `http://${local}:${emulatorPort}`,
  }

  const shared: Env = { ...env, ...(urls.emulator && emulatedEnv(urls.emulator)) }
  const part = (name: string, module: string, own: Env) => new ServiceProcess({ name, module, env: { ...shared, ...own }, onLine, onDeath })

  const callbackUrl = `${urls.backend}/v1/trtc/callbacks`
  const emulator = emulatorPort === null
    ? null
    : part('emulator', './emulator.ts', {
        EMULATOR_OPTIONS: JSON.stringify({ ...emulated, callbackUrl, roomCallbackUrl: callbackUrl, mediaCallbackUrl: callbackUrl, conferenceRecording: true, ...emulatorOptions, port: emulatorPort } satisfies EmulatorOptions),
      })
  const backend = part('backend', './backend.ts', { DATABASE_URL: databaseUrl, HOST: local, PORT: String(backendPort) })
  const page = part('page', './page.ts', { BACKEND_URL: urls.backend, PAGE_PORT: String(pagePort), PAGE_HOST: host, PAGE_MODE: mode })

  async function close() {
    await page.stop()
    await backend.stop()
    await emulator?.stop()
  }

  try {
    await Promise.all([emulator?.start(), backend.start(), page.start()])
    await answers(`${urls.backend}/v1/healthz`)
    await answers(urls.page)
  } catch (error) {
    await close()
    throw error
  }
  return { urls, page, backend, emulator, close }
}

async function answers(url: string): Promise<void> {
  const response = await fetch(url)
  await response.body?.cancel()
  if (!response.ok) throw new Error(`${url} answered with ${response.status}`)
}
