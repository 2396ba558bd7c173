import type { EmulatorControl } from '../control/control.js'
import type { Room, RoomUser } from '../rooms/room-service.js'
import type { Html } from './html.js'
import { action, avatar, empty, html, idOf, plural, section } from './html.js'

const MOST_ROOMS = 30
const MOST_PEOPLE = 50

const names = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi', 'ivan', 'judy']
const streams = [['camera', 'Camera'], ['microphone', 'Mic'], ['screen', 'Screen']] as const

export function roomsSection({ rooms }: EmulatorControl): Html {
  const all = [...rooms.rooms()].reverse()
  return section({ id: 'rooms', title: 'Rooms', topics: 'rooms', count: all.length }, html`
    ${all.length === 0 ? empty('Nobody is here. Open a room, or let your page join one.') : ''}
    <div class="cards">${all.slice(0, MOST_ROOMS).map(roomCard)}</div>
    ${all.length > MOST_ROOMS ? html`<p class="note">${plural(all.length - MOST_ROOMS, 'room')} more: <a href="/_emulator/v1/rooms">everything as JSON</a></p>` : ''}
    <form data-method="POST" data-path="/_emulator/v1/rooms/{roomId}/users" id="open-room" aria-label="Open a room">
      <label>Room <input name="roomId" id="open-room-id" placeholder="${all.some(({ roomId }) => roomId === 'demo') ? `demo-${all.length + 1}` : 'demo'}" maxlength="64" autocomplete="off" spellcheck="false"></label>
      <label>First person <input name="userId" id="open-room-user" placeholder="alice" maxlength="64" autocomplete="off" spellcheck="false"></label>
      <button>Open a room</button>
    </form>`)
}

function roomCard(room: Room): Html {
  const { roomId, roomIdType, roomName } = room
  const people = [...room.users.values()]
  const path = pathOf(room)
  return html`<article class="card" id="${idOf('room', roomIdType, roomId)}" aria-labelledby="${idOf('room-title', roomIdType, roomId)}">
    <header>
      <h3 id="${idOf('room-title', roomIdType, roomId)}">${roomId}${roomIdType === 1 ? html` <small>numeric</small>` : ''}${roomName === roomId ? '' : html` <small>${roomName}</small>`}</h3>
      ${action({ id: idOf('close', roomIdType, roomId), text: 'Close room', label: `Close room ${roomId}`, method: 'DELETE', path: path(), kind: 'quiet' })}
    </header>
    ${people.length === 0 ? empty('Everybody has left.') : html`<ul class="people" aria-label="People in ${roomId}">${people.slice(0, MOST_PEOPLE).map(user => person(room, user))}</ul>`}
    ${people.length > MOST_PEOPLE ? html`<p class="note">and ${plural(people.length - MOST_PEOPLE, 'person more', 'people more')}</p>` : ''}
    <form data-method="POST" data-path="/_emulator/v1/rooms/${encodeURIComponent(roomId)}/users" data-room-id-type="${roomIdType}" id="${idOf('add', roomIdType, roomId)}" aria-label="Add a person to ${roomId}">
      <input name="userId" id="${idOf('add-user', roomIdType, roomId)}" aria-label="User id of the next person in ${roomId}" placeholder="${nextName(room)}" maxlength="64" autocomplete="off" spellcheck="false">
      <button>Add person</button>
    </form>
  </article>`
}

function person(room: Room, user: RoomUser): Html {
  const { userId, userName, role } = user
  const path = pathOf(room)
  const id = (kind: string) => idOf(kind, room.roomIdType, room.roomId, userId)
  return html`<li id="${id('person')}">
    ${avatar(userId)}
    <span class="who"><b>${userId}</b>${userName === userId ? '' : html` ${userName}`} ${role === 'Member' ? '' : html`<small>${role}</small>`}</span>
    <span class="buttons">
      ${streams.map(([stream, text]) => action({
        id: id(stream),
        text,
        label: `${text} of ${userId}`,
        method: 'PATCH',
        path: path(userId),
        body: { [stream]: !user[stream] },
        pressed: user[stream],
        kind: 'toggle',
      }))}
      ${action({ id: id('remove'), text: 'Remove', label: `Remove ${userId} from ${room.roomId}`, method: 'DELETE', path: path(userId), kind: 'quiet' })}
    </span>
  </li>`
}

function nextName({ users }: Room): string {
  return names.find(name => !users.has(name)) ?? `person-${users.size + 1}`
}

function pathOf({ roomId, roomIdType }: Room) {
  const query = roomIdType === 1 ? '?roomIdType=1' : ''
  return (userId?: string) => `/rooms/${encodeURIComponent(roomId)}${userId === undefined ? '' : `/users/${encodeURIComponent(userId)}`}${query}`
}
