import type { Buffer } from 'node:buffer'
import type { WebSocket } from 'ws'
import type { HubEvent, HubProfile } from './hub-protocol.js'
import type { Room } from './room-service.js'
import { hubClose } from './hub-protocol.js'

const maxBufferedBytes = 16 * 1024 * 1024

/** One user's place at the hub. It outlives a connection by the grace time, so that a reload doesn't empty a seat. */
export class HubSession {
  /** The room the user is in, as far as this session knows. */
  room: Room | null = null
  /** Whether the connected page has joined that room; a page that was just reloaded hasn't yet. */
  isListening = false
  profile: HubProfile = {}
  #grace: NodeJS.Timeout | undefined

  constructor(readonly userId: string, public clientId: string, public socket: WebSocket | null) {}

  send(event: HubEvent): void {
    this.sendText(JSON.stringify(event))
  }

  /** A broadcast is serialized once and handed to every session as it is. */
  sendText(text: string | Buffer): void {
    if (this.socket) sendText(this.socket, text)
  }

  startGrace(ms: number, onOver: () => void): void {
    this.stopGrace()
    this.#grace = setTimeout(onOver, ms)
    this.#grace.unref()
  }

  stopGrace(): void {
    clearTimeout(this.#grace)
    this.#grace = undefined
  }
}

/** Sends, unless the other side has stopped reading: then the line is cut. */
export function sendText(socket: WebSocket, text: string | Buffer): void {
  if (socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > maxBufferedBytes) {
    socket.close(hubClose.tooSlow, 'too slow')
    socket.terminate()
    return
  }
  socket.send(text, { binary: false })
}
