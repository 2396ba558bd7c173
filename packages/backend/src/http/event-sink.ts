import type { Context } from 'hono'
import type { ServerResponse } from 'node:http'
import type { AppEnv } from './app-env.js'

/** One open event stream. */
export interface EventSink {
  /** `false`: the reader is slow; wait for `onDrain` and then send only the newest. */
  write: (text: string) => boolean
  end: () => void
}

export interface EventSinkListeners {
  onDrain: () => void
  /** Ended by either side; called once. */
  onClose: () => void
}

/** Nothing on the way may hold events back or alter them. */
const headers = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
}

/** Answers with an event stream. On Node's http it writes straight to the socket, elsewhere to a stream of the platform. */
export function openEventSink(c: Context<AppEnv>, listeners: EventSinkListeners): { sink: EventSink, response: Response } {
  const { nodeResponse } = c.env
  return nodeResponse ? openNodeSink(c, nodeResponse, listeners) : openWebSink(c, listeners)
}

function openNodeSink(c: Context<AppEnv>, outgoing: ServerResponse, { onDrain, onClose }: EventSinkListeners) {
  outgoing.writeHead(200, { ...Object.fromEntries(c.res.headers), ...headers })
  outgoing.flushHeaders()
  outgoing.on('drain', onDrain)
  outgoing.once('close', onClose)
  const sink: EventSink = {
    write: text => !outgoing.writableEnded && !outgoing.destroyed && outgoing.write(text),
    end: () => { outgoing.end() },
  }
  return { sink, response: c.body(null) }
}

function openWebSink(c: Context<AppEnv>, { onDrain, onClose }: EventSinkListeners) {
  const encoder = new TextEncoder()
  let closed = false
  const close = () => {
    if (closed) return
    closed = true
    onClose()
  }
  let controller!: ReadableStreamDefaultController<Uint8Array>
  const body = new ReadableStream<Uint8Array>({
    start(started) { controller = started },
    pull: onDrain,
    cancel: close,
  }, { highWaterMark: 16 })
  const sink: EventSink = {
    write(text) {
      if (closed) return false
      try {
        controller.enqueue(encoder.encode(text))
      } catch {
        // the platform gave the stream up without a word
        close()
        return false
      }
      return (controller.desiredSize ?? 0) > 0
    },
    end() {
      if (closed) return
      controller.close()
      close()
    },
  }
  c.req.raw.signal.addEventListener('abort', close)
  return { sink, response: c.body(body, 200, headers) }
}
