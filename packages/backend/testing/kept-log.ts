import type { Level, Logger } from 'pino'
import { pino } from 'pino'

/** Keeps what is logged from that level on, in lines of JSON. */
export function keptLog(level: Level): { logger: Logger, lines: string[] } {
  const lines: string[] = []
  return { logger: pino({ level }, { write: line => { lines.push(line) } }), lines }
}
