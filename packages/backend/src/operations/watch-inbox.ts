import type { CallbackInbox } from '../recordings/callback-inbox.js'
import type { Metrics } from './metrics.js'

/** The same inbox; how long callbacks were on their way is measured when they are on disk. */
export function watchInbox(inbox: Pick<CallbackInbox, 'receive'>, metrics: Pick<Metrics, 'noteCallback'>): Pick<CallbackInbox, 'receive'> {
  return {
    async receive(callback, body) {
      await inbox.receive(callback, body)
      // some carry no time
      if (callback.eventMsTs > 0) metrics.noteCallback(callback.eventType, Date.now() - callback.eventMsTs)
    },
  }
}
