import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { startEmulator, startReceiver, userSig } from '../../testing/fixture.js'
import { createVirtualClock } from '../clock.js'
import { variantsSchema } from '../variants.js'
import { callbackSign } from './callback-sign.js'

/** An hour of alice, mixed; what was told of it, by type. */
async function record(options: Parameters<typeof startEmulator>[0], changes: object = {}) {
  const clock = createVirtualClock()
  const rooms = await startReceiver()
  const emulator = await startEmulator({ clock, roomCallbackUrl: rooms.url, ...options })
  emulator.enter('alice')
  const taskId = await emulator.create(changes)
  await clock.advance(3_600_000)
  await emulator.remove(taskId).catch(() => {})
  await clock.advance(1000)
  return { ...emulator, rooms, taskId }
}

type Variants = NonNullable<Parameters<typeof startEmulator>[0]>['variants']

describe('where the documents leave a choice', () => {
  it.each<[Variants, (number | string)[]]>([
    [{}, [301]],
    [{ stopAfterFailedStart: 'yes' }, [301, 302]],
  ])('a start that failed is followed by a stop or not: %o', async (variants, types) => {
    const { receiver } = await record({ variants: { ...variants } }, { UserSig: userSig('somebody_else') })
    expect(receiver.types()).toEqual(types)
  })

  it.each<[Variants, string]>([[{}, 'mix'], [{ mixMediaId: 'main' }, 'main']])('a mix is called so or as cameras are: %o', async (variants, MediaId) => {
    const { receiver } = await record({ variants: { ...variants } })
    expect(receiver.of(311)[0]!.EventInfo.Payload!.TencentVod).toMatchObject({ MediaId, UserId: '' })
  })

  it.each<[Variants, number]>([[{}, 2], [{ recorderRoomEvents: 'no' }, 0]])('a recorder is told of as somebody in the room or not: %o', async (variants, count) => {
    const { rooms } = await record({ variants: { ...variants } })
    expect(rooms.received.filter(({ body }) => body.EventInfo.UserId === 'rr_demo')).toHaveLength(count)
  })

  it.each<[Variants, boolean]>([[{}, false], [{ keylessSign: 'emptyKey' }, true]])('without a key there is a signature or not: %o', async (variants, isSigned) => {
    const { receiver } = await record({ callbackKey: undefined as never, variants: { ...variants } })
    const [{ headers, raw }] = receiver.received as [typeof receiver.received[number]]
    expect(headers.sign).toBe(isSigned ? callbackSign('', raw) : undefined)
  })

  it.each<[Variants, null | []]>([[{}, null], [{ emptyStorageFileList: 'array' }, []]])('a list without files is null or empty: %o', async (variants, list) => {
    const { create, describe: ask } = await startEmulator({ variants: { ...variants } })
    expect((await ask(await create())).StorageFileList).toEqual(list)
  })

  it('the README names each switch', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
    const rows = readme.split('\n').filter(line => line.startsWith('| `'))
    const unnamed = Object.keys(variantsSchema.shape).filter(name => !rows.some(row => row.includes(`\`${name}\``)))
    expect(unnamed).toEqual([])
  })
})
