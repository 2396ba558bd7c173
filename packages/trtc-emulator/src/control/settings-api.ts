import type { EmulatorControl } from './control.js'
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { autoRecordingOptions } from '../auto-recording/auto-recording-options.js'
import { isVirtual } from '../clock.js'
import { mask } from '../mask.js'
import { variantChange } from '../variants.js'
import { read } from './read-body.js'

/** A year at most, so that a slip of the finger ends. */
const advancing = z.strictObject({ advanceMs: z.int().min(0).max(366 * 86_400_000) })

/** `/clock`, `/variants` and `/auto-recording`. */
export function createSettingsApi({ clock, variants, autoRecording }: EmulatorControl): Hono {
  const app = new Hono()
  const time = () => ({ now: clock.now(), virtual: isVirtual(clock) })

  app.get('/clock', c => c.json(time()))
  app.post('/clock', async c => {
    const { advanceMs } = await read(c, advancing)
    if (!isVirtual(clock)) throw new HTTPException(409, { message: 'Time is real here: start the emulator with --virtual-clock to move it' })
    await clock.advance(advanceMs)
    return c.json(time())
  })

  app.get('/variants', c => c.json(variants.list()))
  app.patch('/variants', async c => {
    variants.set(await read(c, variantChange))
    return c.json(variants.list())
  })

  app.get('/auto-recording', c => c.json(mask(autoRecording.get())))
  app.put('/auto-recording', async c => {
    autoRecording.set(await read(c, autoRecordingOptions))
    return c.json(mask(autoRecording.get()))
  })
  app.delete('/auto-recording', c => {
    autoRecording.set(null)
    return c.body(null, 204)
  })

  return app
}
