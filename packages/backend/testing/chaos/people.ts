import type { RoomSnapshot } from '@roomkit-recording/core'
import type { TrtcEmulator } from '@roomkit-recording/trtc-emulator'
import type { Random } from '../simulated-trtc.js'
import { setTimeout as wait } from 'node:timers/promises'
import { userSig } from '../stack.js'

export interface Host {
  /** Does something every now and then until `signal` says that it is over. */
  act: (signal: AbortSignal) => Promise<void>
  /** Into the room, if they are not in it. */
  enter: () => void
  snapshot: () => Promise<RoomSnapshot | null>
  start: () => Promise<number>
  stop: (id: string) => Promise<number>
  get: (id: string) => Promise<any>
  history: () => Promise<any[]>
}

const layouts = [{ mode: 'grid' }, { mode: 'float' }, { mode: 'screenShare' }, { mode: 'float', background: '#112233' }]

/** Somebody who records a room, changes their mind, and does not wait for an answer that does not come. */
export function createHost(url: string, roomId: string, random: Random, { control: { rooms } }: TrtcEmulator): Host {
  const authorization = `Bearer ${userSig(`host-${roomId}`)}`
  const path = `/rooms/${roomId}/recording`
  const pick = <T>(list: T[]) => list[random.between(0, list.length - 1)]!

  async function call(method: string, path: string, body?: unknown): Promise<{ status: number, body: any }> {
    try {
      const response = await fetch(`${url}/v1${path}`, { method, headers: { authorization, 'content-type': 'application/json' }, ...body !== undefined && { body: JSON.stringify(body) }, signal: AbortSignal.timeout(10_000) })
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text) as unknown }
    } catch {
      return { status: 0, body: null }
    }
  }

  async function snapshot(): Promise<RoomSnapshot | null> {
    const { status, body } = await call('GET', path)
    return status === 200 ? body as RoomSnapshot : null
  }

  function enter(userId: string): void {
    const room = rooms.enter(roomId, { userId })
    rooms.update(room, userId, { camera: true, microphone: true })
  }
  enter(`host-${roomId}`)

  const start = async (options: unknown = {}) => (await call('POST', path, options)).status

  async function step(): Promise<void> {
    const what = random.between(0, 99)
    const room = rooms.find(roomId)
    if (!room) return enter(`host-${roomId}`)
    const guest = `guest-${roomId}`
    if (what < 8) return room.users.has(guest) ? rooms.leave(room, guest) : enter(guest)
    if (what < 10) return rooms.close(room)
    const current = (await snapshot())?.current
    if (!current) {
      await start({ mode: random.chance(0.85) ? 'mixed' : 'single', media: random.chance(0.8) ? 'audioVideo' : 'audio', ...random.chance(0.3) && { name: 'team' } })
    } else if (what < 55) {
      await call('DELETE', `${path}?id=${current.id}`)
    } else {
      await call('PATCH', `${path}?id=${current.id}`, { ...current.mode === 'mixed' && { layout: pick(layouts) }, subscribe: random.chance(0.5) ? {} : { video: { except: [guest] } } })
    }
  }

  return {
    async act(signal) {
      while (!signal.aborted) {
        await step()
        await wait(random.between(300, 3_000), undefined, { signal }).catch(() => {})
      }
    },
    enter() {
      if (!rooms.find(roomId)?.users.has(`host-${roomId}`)) enter(`host-${roomId}`)
    },
    snapshot,
    start: () => start(),
    stop: async id => (await call('DELETE', `${path}?id=${id}`)).status,
    get: async id => {
      const { status, body } = await call('GET', `/recordings/${id}`)
      return status === 200 ? body as unknown : null
    },
    async history() {
      const items: unknown[] = []
      for (let cursor: string | null = ''; cursor !== null;) {
        const { status, body } = await call('GET', `/rooms/${roomId}/recordings?limit=100${cursor && `&cursor=${cursor}`}`) as { status: number, body: { items: unknown[], cursor: string | null } }
        if (status !== 200) {
          await wait(200)
          continue
        }
        items.push(...body.items)
        cursor = body.cursor
      }
      return items
    },
  }
}
