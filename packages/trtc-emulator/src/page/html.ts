import { Buffer } from 'node:buffer'
import { html } from 'hono/html'
import { userColour } from '../media/user-colour.js'

export { html }
export type Html = ReturnType<typeof html>

/** Longer texts are cut: the page is for looking, the control API has everything. */
const LONGEST_TEXT = 20_000

/** An id for an element that stands for the same thing in every version of the page: its focus and its open details stay. */
export function idOf(kind: string, ...names: (string | number)[]): string {
  return `${kind}-${Buffer.from(JSON.stringify(names)).toString('base64url')}`
}

const count = new Intl.NumberFormat('en')
export const plural = (number: number, one: string, many = `${one}s`): string => `${count.format(number)} ${number === 1 ? one : many}`

/** A moment by the machine's own clock face, to the millisecond. */
export function time(at: number): Html {
  const date = new Date(at)
  const pad = (value: number, length = 2) => String(value).padStart(length, '0')
  return html`<time datetime="${date.toISOString()}">${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}<small>.${pad(date.getMilliseconds(), 3)}</small></time>`
}

/** JSON, laid out to be read. It can be scrolled with the keyboard. */
export function json(value: unknown, label: string): Html {
  const text = JSON.stringify(value, null, 2) ?? 'nothing'
  const shown = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}\n… ${plural(text.length - LONGEST_TEXT, 'character')} more` : text
  return html`<pre tabindex="0" role="group" aria-label="${label}">${shown}</pre>`
}

export type Tone = 'good' | 'bad' | 'busy' | 'calm'
export const chip = (text: string, tone: Tone): Html => html`<span class="chip ${tone}">${text}</span>`

export function avatar(userId: string): Html {
  return html`<svg class="avatar" viewBox="0 0 32 32" aria-hidden="true"><circle cx="16" cy="16" r="16" fill="rgb(${userColour(userId).join(' ')})"/><text x="16" y="17">${[...userId][0]?.toUpperCase() ?? ''}</text></svg>`
}

export interface Action {
  id: string
  text: string
  /** What a screen reader says: begins with the text. */
  label?: string
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/_emulator/v1`. */
  path: string
  body?: unknown
  /** Given: a button that is pressed or not. */
  pressed?: boolean
  kind?: 'toggle' | 'quiet'
}

/** A button that asks the control API to do something. */
export function action({ id, text, label = text, method, path, body, pressed, kind }: Action): Html {
  return html`<button type="button" id="${id}" class="${kind ?? ''}" aria-label="${label}" data-method="${method}" data-path="/_emulator/v1${path}"
    ${body === undefined ? '' : html` data-body="${JSON.stringify(body)}"`}${pressed === undefined ? '' : html` aria-pressed="${String(pressed)}"`}>${text}</button>`
}

/** A part of the page that is drawn anew when one of `topics` changes. */
export function section({ id, title, topics, note, count, aside }: { id: string, title: string, topics: string, note?: string, count?: number, aside?: Html | '' }, content: unknown): Html {
  return html`<section id="${id}" data-topics="${topics}" aria-labelledby="${id}-title" tabindex="-1">
    <header><h2 id="${id}-title">${title}${count === undefined ? '' : html` <span class="count">${count}</span>`}</h2>${aside ?? ''}</header>
    ${note === undefined ? '' : html`<p class="note">${note}</p>`}
    ${content}
  </section>`
}

export const empty = (text: string): Html => html`<p class="empty">${text}</p>`

/** Says that there is more than is shown, and where it is. */
export function andMore(hidden: number, what: string, path: string): Html | '' {
  return hidden > 0 ? html`<p class="note">${plural(hidden, `older ${what}`)}: <a href="/_emulator/v1${path}">everything as JSON</a></p>` : ''
}
