import type { Permissions, RoomSnapshot } from '@roomkit-recording/core'

export interface StreamEvent {
  event: string
  id: string | null
  data: string
}

/** Reads an event stream, in order. What was read stays in `seen`. */
export function readEvents(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const seen: StreamEvent[] = []
  const comments: string[] = []
  let buffer = ''
  let ended = false

  async function next(): Promise<StreamEvent | null> {
    while (!ended) {
      const end = buffer.indexOf('\n\n')
      if (end >= 0) {
        const lines = buffer.slice(0, end).split('\n')
        buffer = buffer.slice(end + 2)
        const field = (name: string) => lines.find(line => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null
        const event = field('event')
        if (event === null) {
          comments.push(...lines)
          continue
        }
        const read = { event, id: field('id'), data: field('data') ?? '' }
        seen.push(read)
        return read
      }
      const { done, value } = await reader.read()
      if (done) ended = true
      else buffer += value
    }
    return null
  }

  /** The first event from now on that fits. @throws Error when the stream ends before */
  async function until(fits: (event: StreamEvent) => boolean): Promise<StreamEvent> {
    for (;;) {
      const event = await next()
      if (!event) throw new Error(`The stream ended after ${seen.map(({ event, id }) => `${event} ${id ?? ''}`).join(', ')}`)
      if (fits(event)) return event
    }
  }

  return {
    seen,
    comments,
    next,
    until,
    async snapshot(fits: (snapshot: RoomSnapshot) => boolean = () => true): Promise<RoomSnapshot> {
      const { data } = await until(({ event, data }) => event === 'snapshot' && fits(JSON.parse(data) as RoomSnapshot))
      return JSON.parse(data) as RoomSnapshot
    },
    async permissions(fits: (permissions: Permissions) => boolean = () => true): Promise<Permissions> {
      const { data } = await until(({ event, data }) => event === 'permissions' && fits(JSON.parse(data) as Permissions))
      return JSON.parse(data) as Permissions
    },
    /** The first comment line, for streams on which nothing happens. */
    async comment(): Promise<string> {
      while (comments.length === 0 && !ended) {
        const { done, value } = await reader.read()
        if (done) ended = true
        else comments.push(...value.split('\n').filter(line => line.startsWith(':')))
      }
      return comments[0]!
    },
    close: () => reader.cancel(),
  }
}
