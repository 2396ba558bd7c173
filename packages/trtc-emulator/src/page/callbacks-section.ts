import type { CallbackAttempt, CallbackRecord } from '../callbacks/callback-sender.js'
import type { EmulatorControl } from '../control/control.js'
import type { Html, Tone } from './html.js'
import { andMore, chip, empty, html, idOf, json, plural, section, time } from './html.js'

const MOST_CALLBACKS = 50

/** What Tencent's documents call them, in short. */
const titles: Readonly<Record<number, string>> = {
  101: 'Room created',
  102: 'Room dismissed',
  103: 'Somebody entered',
  104: 'Somebody left',
  105: 'Role changed',
  201: 'Camera on',
  202: 'Camera off',
  203: 'Microphone on',
  204: 'Microphone off',
  205: 'Screen on',
  206: 'Screen off',
  301: 'Recorder started',
  302: 'Recorder stopped',
  303: 'Upload started',
  304: 'File named',
  305: 'Upload stopped',
  306: 'Moved to another machine',
  307: 'File began',
  308: 'Upload refused',
  309: 'Image could not be downloaded',
  310: 'MP4 stored',
  311: 'File stored in VOD',
  312: 'VOD upload stopped',
}

const states: Record<CallbackRecord['state'], [text: string, tone: Tone]> = {
  sending: ['under way', 'busy'],
  delivered: ['delivered', 'good'],
  dropped: ['given up', 'bad'],
  lost: ['lost by a fault', 'bad'],
  noUrl: ['nowhere to send', 'calm'],
}

export function callbacksSection({ callbacks }: EmulatorControl): Html {
  const all = callbacks.list().reverse()
  return section({ id: 'callbacks', title: 'Callbacks', topics: 'callbacks', count: all.length }, html`
    ${all.length === 0 ? empty('None yet. Tasks send them; rooms too, when they were given a URL.') : ''}
    <div class="log">${all.slice(0, MOST_CALLBACKS).map(callback)}</div>
    ${andMore(all.length - MOST_CALLBACKS, 'callback', '/callbacks')}`)
}

function callback({ id, kind, eventType, roomId, createdAt, url, state, attempts }: CallbackRecord): Html {
  const [text, tone] = states[state] ?? [state, 'calm']
  return html`<details id="callback-${id}">
    <summary>${time(createdAt)} <b>${eventType}</b> <span>${titles[Number(eventType)] ?? ''} <small>${kind === 'recording' ? '' : userOf(attempts)} in ${roomId}</small></span>
      <span class="end">${attempts.length > 1 ? html`<small>${plural(attempts.length, 'attempt')}</small> ` : ''}${chip(text, tone)}</span></summary>
    <div class="inside">
      <p class="note">${url === null ? 'No URL was given for callbacks of this kind.' : html`To <code>${url}</code>`}</p>
      ${attempts.length === 0 ? '' : html`<ol class="attempts">${attempts.map((tried, index) => attempt(tried, idOf('attempt', id, index), `attempt ${index + 1} of callback ${eventType}`))}</ol>`}
    </div>
  </details>`
}

function attempt({ at, status, error, sign, body }: CallbackAttempt, id: string, label: string): Html {
  return html`<li id="${id}">
    <p>${time(at)} ${status === null ? chip('no answer', 'bad') : chip(`status ${status}`, status === 200 ? 'good' : 'bad')} ${error ?? ''}</p>
    <p class="note">Sign: ${sign === null ? 'none, there is no key' : html`<code>${sign}</code>`}</p>
    ${json(readJson(body), `Body of ${label}`)}
  </li>`
}

/** Whom it is about, when it was sent. */
function userOf([first]: CallbackAttempt[]): string {
  const document = first && readJson(first.body) as { EventInfo?: { UserId?: unknown } } | null
  return String(document?.EventInfo?.UserId ?? '')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
