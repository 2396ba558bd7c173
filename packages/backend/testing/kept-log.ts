import { pino } from 'pino'

/** Keeps what a backend warns of: the reason behind an answer that does not tell it. */
export function keptLog() {
  const lines: string[] = []
  return {
    logger: pino({ level: 'warn' }, { write: (line: string) => { lines.push(line) } }),
    /** The last ones, in lines of JSON. */
    tail: () => lines.slice(-20).join(''),
  }
}
