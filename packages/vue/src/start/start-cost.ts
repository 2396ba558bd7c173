import type { RecordingPrices, RoomPerson, StartOptions } from '@roomkit-recording/core'
import { recordedStreams } from '@roomkit-recording/core'

export interface StartCost {
  currency: string
  /** For an hour. */
  amount: number
  /** How many streams it was reckoned with; `null`: they don't count. */
  streams: number | null
}

/**
 * What an hour costs by the configured list prices, with the people who are there now. trtc.io charges a recording once, by
 * what it takes in together; cloud.tencent.com charges each recorded stream (documents "Billing of cloud recording").
 */
export function startCost({ currency, per, hour }: RecordingPrices, { media, quality = 'hd', subscribe }: StartOptions, people: readonly RoomPerson[]): StartCost {
  const isAudio = media === 'audio'
  const rate = hour[isAudio ? 'audio' : quality]
  if (per === 'process') return { currency, amount: rate, streams: null }
  const streams = recordedStreams(people, subscribe).filter(stream => stream.audio || !isAudio).length
  return { currency, amount: rate * streams, streams }
}
