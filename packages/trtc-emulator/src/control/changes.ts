import type { Context } from 'hono'
import type { ControlTopic, EmulatorControl } from './control.js'
import { setTimeout } from 'node:timers/promises'
import { streamSSE } from 'hono/streaming'

/** What happens within it is told together. */
const TOLD_EVERY_MS = 50

/**
 * Tells which topics changed, as server-sent events: `hello` at once and after each reconnection, when everything is to be
 * looked at afresh, then `changed` with a list of topics. A slow receiver gets fewer and longer lists.
 */
export function streamChanges(c: Context, subscribe: EmulatorControl['subscribe']): Response {
  return streamSSE(c, async stream => {
    const changed = new Set<ControlTopic>()
    let wake = () => {}
    const unsubscribe = subscribe(topic => {
      changed.add(topic)
      wake()
    })
    stream.onAbort(() => {
      unsubscribe()
      wake()
    })
    await stream.writeSSE({ event: 'hello', data: '{}', retry: 1000 })
    while (!stream.aborted) {
      if (changed.size === 0) await new Promise<void>(resolve => { wake = resolve })
      await setTimeout(TOLD_EVERY_MS)
      const topics = [...changed]
      changed.clear()
      if (!stream.aborted) await stream.writeSSE({ event: 'changed', data: JSON.stringify(topics) })
    }
  })
}
