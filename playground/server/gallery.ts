import { claimPort } from './ports.js'
import { ServiceProcess } from './service-process.js'

/** Serves the built pages alone: the gallery needs neither backend nor emulator. */
export async function startGallery(): Promise<{ url: string, stop: () => Promise<void> }> {
  const host = '127.0.0.1'
  const port = await claimPort(0, host, 'PAGE_PORT')
  const lines: string[] = []
  const server = new ServiceProcess({
    name: 'page',
    module: './page.ts',
    env: { PAGE_MODE: 'preview', PAGE_PORT: String(port), PAGE_HOST: host },
    onLine: (_, line) => { lines.push(line) },
    onDeath: (_, code) => { throw new Error(`The page ended with ${code}.\n${lines.slice(-20).join('\n')}`) },
  })
  await server.start()
  return { url: `http://${host}:${port}`, stop: () => server.stop() }
}
