/** What a look at one thing brought. */
export interface Finding {
  /** `ok` ✓, `warning` !, `failed` ✗. */
  state: 'ok' | 'warning' | 'failed'
  /** What was found, in one line without secrets. */
  message: string
  /** What to do; left out when all is well. */
  advice?: string
}

export interface NamedFinding extends Finding {
  check: string
}

export const ok = (message: string): Finding => ({ state: 'ok', message })
export const warning = (message: string, advice: string): Finding => ({ state: 'warning', message, advice })
export const failed = (message: string, advice: string): Finding => ({ state: 'failed', message, advice })
