import { z } from 'zod'
import { ConferenceCode, ConferenceError } from './conference-error.js'

/** Callbacks of Conference rooms there are here. */
const commands = ['Room.CallbackAfterCreateRoom', 'Room.CallbackAfterDestroyRoom', 'Room.CallbackAfterUpdateRoomInfo', 'Room.CallbackAfterMemberEnter', 'Room.CallbackAfterMemberLeave']

const schema = z.strictObject({
  Url: z.url({ protocol: /^https?$/ }),
  CallbackCommandList: z.array(z.string().regex(/^(?:Room|Mic)\.Callback\w+$/)).min(1),
})

export type CallbackSettings = ReturnType<typeof createCallbackSettings>

/** Which callbacks of Conference rooms go where: all to the option's URL, until `set_callback` or `update_callback` says otherwise. */
export function createCallbackSettings(url: string | undefined) {
  let settings = url === undefined ? null : { Url: url, CallbackCommandList: commands }
  return {
    urlFor: (command: string): string | null => settings?.CallbackCommandList.includes(command) ? settings.Url : null,
    get: () => settings ?? { Url: '', CallbackCommandList: [] },
    /** @throws ConferenceError */
    set(body: unknown): void {
      const { data, error } = schema.safeParse(body)
      if (error) throw new ConferenceError(ConferenceCode.BadParameter, `${error.issues[0]!.path.join('.')}: ${error.issues[0]!.message}`)
      settings = data
    },
  }
}
