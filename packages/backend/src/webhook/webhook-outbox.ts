import type { RecordingState } from '../recordings/recording-state.js'
import type { Tx } from '../store/database.js'
import { randomUUID } from 'node:crypto'
import { webhooks } from '../store/schema.js'
import { webhookBody } from './webhook-event.js'

/** Called inside the transaction that stores the change. */
export type StoreNews = (tx: Tx, roomId: string, state: RecordingState, now: number) => Promise<void>

/** Puts what the receiver is to hear into the outbox, in the same transaction: told if and only if it happened. */
export const storeWebhooks: StoreNews = async function storeWebhooks(tx, roomId, state, now) {
  const rows = state.news.flatMap(news => {
    const body = webhookBody(roomId, state, news, now)
    return body === null ? [] : [{ id: `msg_${randomUUID()}`, recordingId: state.recording.id, type: news.type, body, createdAt: now, dueAt: now }]
  })
  if (rows.length > 0) await tx.insert(webhooks).values(rows)
}
