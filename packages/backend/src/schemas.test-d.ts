import type { MixLayout, RecordingUpdate, StartOptions, SubscribeUsers, Tile } from '@roomkit-recording/core'
import type { z } from 'zod'
import type { layoutSchema, startOptionsSchema, subscribeSchema, tileSchema, updateSchema } from './schemas.js'
import { expectTypeOf, it } from 'vitest'

it('the schemas let through exactly what core\'s types say', () => {
  expectTypeOf<z.output<typeof startOptionsSchema>>().branded.toEqualTypeOf<StartOptions>()
  expectTypeOf<z.output<typeof updateSchema>>().branded.toEqualTypeOf<RecordingUpdate>()
  expectTypeOf<z.output<typeof layoutSchema>>().branded.toEqualTypeOf<MixLayout>()
  expectTypeOf<z.output<typeof subscribeSchema>>().branded.toEqualTypeOf<SubscribeUsers>()
  expectTypeOf<z.output<typeof tileSchema>>().branded.toEqualTypeOf<Tile>()
})
