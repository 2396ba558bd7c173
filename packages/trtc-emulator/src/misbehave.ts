import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Clock } from './clock.js'
import type { StruckFault } from './faults.js'
import { once } from 'node:events'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { wait } from './clock.js'

export interface Env { Bindings: HttpBindings }

/** Lets a fault strike a call. Returns the answer, or null when the call is to go on. */
export async function misbehave(c: Context<Env>, fault: StruckFault | undefined, clock: Clock): Promise<Response | null> {
  if (!fault) return null
  // After a lost answer it is the answer that is late, not the work.
  if (fault.effect !== 'lostAnswer' && !await pause(c, fault, clock)) return RESPONSE_ALREADY_SENT
  switch (fault.effect) {
    case 'drop': return cut(c)
    case 'timeout': return hang(c)
    case 'http500': return c.text('Internal Server Error', 500)
    case 'notJson': return c.html('<html><body>The service is being maintained.</body></html>')
    default: return null
  }
}

/** The call was carried out; its answer never arrives. */
export async function loseAnswer(c: Context<Env>, fault: StruckFault, clock: Clock): Promise<Response> {
  await pause(c, fault, clock)
  return cut(c)
}

/** False when the client went away meanwhile. */
async function pause(c: Context<Env>, { delayMs = 0 }: StruckFault, clock: Clock): Promise<boolean> {
  const gone = new AbortController()
  const { outgoing } = c.env
  const leave = () => { gone.abort(new Error('the client went away')) }
  outgoing.once('close', leave)
  try {
    if (delayMs > 0) await wait(clock, delayMs, gone.signal)
    return true
  } catch {
    return false
  } finally {
    outgoing.off('close', leave)
  }
}

function cut(c: Context<Env>): Response {
  c.env.incoming.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

async function hang(c: Context<Env>): Promise<Response> {
  if (!c.env.outgoing.closed) await once(c.env.outgoing, 'close')
  return RESPONSE_ALREADY_SENT
}
