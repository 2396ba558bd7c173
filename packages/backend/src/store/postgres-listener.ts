import type { Logger } from 'pino'
import pg from 'pg'

const RECONNECT_MS = 1_000

/** One connection that only listens, and comes back when it breaks. */
export function createListener(connectionString: string, channel: string, logger: Logger) {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let closed = false
  let isListening = false

  async function connect(onPayload: (payload: string) => void, onGap: () => void): Promise<void> {
    const next = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000, keepAlive: true })
    next.on('notification', ({ payload }) => { if (payload !== undefined) onPayload(payload) })
    const again = () => {
      if (client !== next || closed) return
      client = null
      isListening = false
      next.end().catch(() => {})
      timer = setTimeout(() => { connect(onPayload, onGap).then(onGap, () => {}) }, RECONNECT_MS)
    }
    next.on('error', error => {
      logger.warn({ err: error }, 'the connection that listens for other instances broke')
      again()
    })
    next.on('end', again)
    client = next
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
      isListening = client === next
    } catch (error) {
      again()
      throw error
    }
  }

  return {
    listen: connect,
    isListening: () => isListening,
    async close() {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
