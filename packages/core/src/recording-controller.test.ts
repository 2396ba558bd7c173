import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRecordingController } from './recording-controller.js'
import { createFakeAdapter, createFakeRoom } from './testing/index.js'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

/** Lets everything happen that needs no time. */
const settled = () => vi.advanceTimersByTimeAsync(0)

async function aController(options: Parameters<typeof createFakeAdapter>[0] & { room?: Parameters<typeof createFakeRoom>[0] } = {}) {
  const adapter = createFakeAdapter(options)
  const room = createFakeRoom(options.room)
  const controller = createRecordingController({ adapter, room })
  await settled()
  return { adapter, backend: adapter.backend, room, controller }
}

describe('a recording from the press to the file', () => {
  it('is starting when the backend answers, and recording when TRTC confirms', async () => {
    const { controller, backend } = await aController()
    const answer = controller.start()
    expect(controller.state.status).toBe('starting')
    await answer
    expect(controller.state).toMatchObject({ status: 'starting', intent: null, current: { status: 'starting' } })
    backend.confirmStart()
    await settled()
    expect(controller.state.status).toBe('recording')
    void controller.stop()
    expect(controller.state.status).toBe('stopping')
    await settled()
    backend.confirmStop()
    await settled()
    expect(controller.state).toMatchObject({ status: 'idle', current: null, failure: null })
  })
})
