import type { RecordingActor, RecordingConsent } from '@roomkit-recording/core'
import type { Store } from '../store/store.js'
import { and, asc, eq } from 'drizzle-orm'
import { refusal } from '../http/refusal.js'
import { note } from '../recordings/changes.js'
import { isActive } from '../recordings/recording-state.js'
import { consents } from '../store/schema.js'

export interface ConsentRequest extends Pick<RecordingConsent, 'choice' | 'textVersion'> {
  roomId: string
  recordingId: string
  by: RecordingActor
}

/** What people answered to the notice that a recording runs. */
export interface Consents {
  /** The latest answer counts; each is in the recording's log. @throws RecordingRefusedError `not_recording` */
  answer: (request: ConsentRequest) => Promise<void>
  /** In order of time; only one person's when `userId` is given. */
  list: (recordingId: string, userId?: string) => Promise<RecordingConsent[]>
}

export function createConsents(store: Pick<Store, 'change' | 'db'>): Consents {
  return {
    async answer({ roomId, recordingId, by, choice, textVersion }) {
      await store.change(roomId, async change => {
        const { tx, now } = change
        const before = await change.find(recordingId)
        if (!before || !isActive(before.recording)) throw refusal('not_recording', 'That recording is not the one that runs in this room.')
        const own = and(eq(consents.recordingId, recordingId), eq(consents.userId, by.userId))
        const [known] = await tx.select().from(consents).where(own)
        if (known && known.choice === choice && known.textVersion === textVersion) return
        const row = { recordingId, userId: by.userId, name: by.name, choice, textVersion, at: now }
        await tx.insert(consents).values(row).onConflictDoUpdate({ target: [consents.recordingId, consents.userId], set: row })
        const after = structuredClone(before)
        note(after, 'consent', { choice, textVersion }, by)
        await change.save(before, after)
      })
    },
    async list(recordingId, userId) {
      const ofUser = userId === undefined ? undefined : eq(consents.userId, userId)
      const rows = await store.db.select().from(consents).where(and(eq(consents.recordingId, recordingId), ofUser)).orderBy(asc(consents.at), asc(consents.userId))
      return rows.map(({ recordingId: _, ...consent }) => consent)
    },
  }
}
