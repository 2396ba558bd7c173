import type { ComputedRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { BuiltInMessages, RecordingMessages } from '../locale/messages.js'
import { computed } from 'vue'
import { resolveMessages } from '../locale/resolve.js'

/** One part's texts in the language of the moment. */
export function useMessages<Part extends keyof RecordingMessages>(
  { locale, messages }: RecordingContext,
  part: Part,
  builtIn: BuiltInMessages<Part>,
): ComputedRef<RecordingMessages[Part]> {
  return computed(() => resolveMessages(part, builtIn, locale.value, messages.value))
}
