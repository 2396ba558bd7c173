import { once } from 'node:events'
import { createServer } from 'node:net'
import process from 'node:process'

/** A port was asked for that something else listens on. */
export class PortTakenError extends Error {
  override name = 'PortTakenError'
  constructor(readonly port: number, readonly variable: string) {
    super(`Port ${port} is taken. End what listens there, or choose another one: ${variable}=${port + 1} pnpm demo`)
  }
}

async function listen(port: number, host: string): Promise<number> {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
  return port
}

const claimed = new Set<number>()

/**
 * Below the range from which systems take the ports of outgoing connections: nobody takes it between this and its use.
 * Playwright numbers the workers that run at the same time; each has a range of its own.
 */
function anyPort(): number {
  const worker = Number(process.env.TEST_PARALLEL_INDEX ?? 0) % 10
  const port = 20_000 + worker * 1000 + Math.floor(Math.random() * 1000)
  if (claimed.has(port)) return anyPort()
  claimed.add(port)
  return port
}

/**
 * A port that can be listened on: the one asked for, or any free one for 0.
 *
 * @throws PortTakenError naming the environment variable that chooses another one
 */
export async function claimPort(port: number, host: string, variable: string): Promise<number> {
  try {
    return await listen(port || anyPort(), host)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    if (port === 0) return claimPort(port, host, variable)
    throw new PortTakenError(port, variable)
  }
}

/** @throws RangeError when the variable holds no port */
export function portFromEnv(env: Record<string, string | undefined>, variable: string, fallback: number): number {
  const text = env[variable]
  if (text === undefined || text === '') return fallback
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`${variable} must be a port number, not "${text}"`)
  return port
}
