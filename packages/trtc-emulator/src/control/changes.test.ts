import { expect, it, onTestFinished } from 'vitest'
import { startEmulator } from '../../testing/fixture.js'

/** Listens as a browser's EventSource does, message by message. */
async function listen(url: string) {
  const gone = new AbortController()
  onTestFinished(() => { gone.abort() })
  const response = await fetch(`${url}/_emulator/v1/events`, { signal: gone.signal })
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    type: response.headers.get('Content-Type'),
    leave: () => { gone.abort() },
    /** The next message; null at the end. */
    async next(): Promise<{ event: string, data: unknown } | null> {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const fields = Object.fromEntries(text.slice(0, end).split('\n').map(line => line.split(': ', 2) as [string, string]))
          text = text.slice(end + 2)
          return { event: fields.event!, data: JSON.parse(fields.data!) }
        }
        const { done, value } = await reader.read()
        if (done) return null
        text += value
      }
    },
  }
}

it('tells every listener which topics changed, after a hello', async () => {
  const { url, enter, control } = await startEmulator()
  const listeners = [await listen(url), await listen(url)]
  for (const listener of listeners) {
    expect(listener.type).toBe('text/event-stream')
    expect(await listener.next()).toMatchObject({ event: 'hello' })
  }
  enter('alice')
  for (const listener of listeners) expect(await listener.next()).toEqual({ event: 'changed', data: ['rooms'] })
  control.faults.set([{ effect: 'http500' }])
  for (const listener of listeners) expect(await listener.next()).toEqual({ event: 'changed', data: ['faults'] })
})

it('goes on for the others when one listener leaves', async () => {
  const { url, enter } = await startEmulator()
  const [leaving, staying] = [await listen(url), await listen(url)]
  await leaving.next()
  await staying.next()
  leaving.leave()
  enter('alice')
  expect(await staying.next()).toEqual({ event: 'changed', data: ['rooms'] })
})

it('ends when the emulator is closed', async () => {
  const { url, close } = await startEmulator()
  const listener = await listen(url)
  await listener.next()
  const ended = listener.next().catch(() => null)
  await close()
  expect(await ended).toBeNull()
})
