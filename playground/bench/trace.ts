import type { Browser, Page } from 'playwright'

/** What Chromium's main thread did for the page, in milliseconds, and how often it laid it out. */
export interface Work {
  scripting: number
  layout: number
  layouts: number
}

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  args: { name?: string }
}

const scripting = new Set(['FunctionCall', 'EvaluateScript', 'TimerFire', 'FireAnimationFrame', 'RunMicrotasks', 'EventDispatch', 'v8.callFunction'])
const layout = new Set(['Layout', 'UpdateLayoutTree', 'LayoutTree'])

/** Traces the page while `act` runs. */
export async function traceWork(browser: Browser, page: Page, act: () => Promise<unknown>): Promise<Work> {
  await browser.startTracing(page, { categories: ['devtools.timeline', '__metadata'] })
  await act()
  const { traceEvents } = JSON.parse(String(await browser.stopTracing())) as { traceEvents: TraceEvent[] }
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}/${tid}`)
  const events = traceEvents.filter(({ ph, pid, tid }) => ph === 'X' && mains.includes(`${pid}/${tid}`)).toSorted((a, b) => a.ts - b.ts)
  return {
    scripting: outermost(events.filter(({ name }) => scripting.has(name))),
    layout: outermost(events.filter(({ name }) => layout.has(name))),
    layouts: events.filter(({ name }) => name === 'Layout').length,
  }
}

/** The time that events took in milliseconds; what happens inside another one is counted with that. */
function outermost(events: TraceEvent[]): number {
  let end = Number.NEGATIVE_INFINITY
  let total = 0
  for (const { ts, dur = 0 } of events) {
    if (ts < end) continue
    total += dur
    end = ts + dur
  }
  return total / 1000
}
