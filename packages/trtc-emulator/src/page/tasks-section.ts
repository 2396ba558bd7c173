import type { EmulatorControl } from '../control/control.js'
import type { StoredMedia } from '../media/media-store.js'
import type { ResolvedOptions } from '../options.js'
import type { RecordingTask } from '../recording-task.js'
import type { Html, Tone } from './html.js'
import { mask } from '../mask.js'
import { action, andMore, chip, empty, html, idOf, json, section, time } from './html.js'
import { picture } from './picture.js'
import { playLink } from './play-link.js'

const MOST_TASKS = 20

type PlayableFile = Pick<StoredMedia, 'fileId' | 'name' | 'url' | 'format' | 'begin' | 'end'>

const layouts: Readonly<Record<number, string>> = { 1: 'float', 2: 'screen share', 3: 'grid', 4: 'custom' }

/** The service's own doings. */
const doings = [
  { leaveCode: 3, text: 'Remove recorder' },
  { leaveCode: 4, text: 'Close its room' },
  { leaveCode: 100, text: 'Cut off' },
] as const

export function tasksSection(control: EmulatorControl, { vodPlayKey }: Pick<ResolvedOptions, 'vodPlayKey'>): Html {
  const { tasks, media } = control
  const all = tasks.list().reverse()
  // Players go by the real time, whatever the emulator's clock says.
  const stored = media.list().map(media => ({ ...media, url: playLink(media.url, vodPlayKey, Date.now()) }))
  return section({ id: 'tasks', title: 'Recording tasks', topics: 'tasks rooms callbacks settings', count: all.length }, html`
    ${all.length === 0 ? empty('None yet. CreateCloudRecording makes one.') : ''}
    <div class="cards">${all.slice(0, MOST_TASKS).map(task => taskCard(control, task, stored.filter(({ taskId }) => taskId === task.taskId)))}</div>
    ${andMore(all.length - MOST_TASKS, 'task', '/tasks')}`)
}

function taskCard({ rooms, variants }: EmulatorControl, task: RecordingTask, stored: PlayableFile[]): Html {
  const { taskId, recorderId, request, timeline, phase } = task
  const id = (kind: string) => idOf(kind, taskId)
  const path = `/tasks/${encodeURIComponent(taskId)}`
  return html`<article class="card" id="${id('task')}" aria-labelledby="${id('task-title')}">
    <header>
      <h3 id="${id('task-title')}">${request.RoomId} <small>${recorderId}</small></h3>
      ${chip(...stateOf(task))}
    </header>
    <p class="note">${modeOf(task)}, since ${time(task.createdAt)} <code class="long">${taskId}</code></p>
    ${request.RecordParams.RecordMode === 2 && (phase === 'starting' || phase === 'running') ? picture(task, rooms.find(request.RoomId, request.RoomIdType), variants.list()) : ''}
    ${request.RecordParams.RecordMode === 1 && phase === 'running' ? html`<p class="note">${recordedNow(task)}</p>` : ''}
    ${phase === 'running'
      ? html`<p class="buttons">
          ${doings.map(({ leaveCode, text }) => action({ id: id(`leave-${leaveCode}`), text, label: `${text}: LeaveCode ${leaveCode} for ${recorderId}`, method: 'POST', path: `${path}/leave`, body: { leaveCode }, kind: 'quiet' }))}
          ${action({ id: id('move'), text: 'Move', label: `Move ${recorderId} to another machine`, method: 'POST', path: `${path}/fail-over`, kind: 'quiet' })}
        </p>`
      : ''}
    ${phase === 'gone' && request.StorageParams.CloudStorage ? html`<p class="note">Files in the bucket ${request.StorageParams.CloudStorage.Bucket}: ${task.files().map(({ name }) => name).join(', ') || 'none'}</p>` : ''}
    ${stored.length === 0 ? '' : html`<ul class="files" aria-label="Files of ${recorderId}">${stored.map(file)}</ul>`}
    <details id="${id('timeline')}"><summary>Timeline</summary>
      <ol class="timeline">${timeline.map(({ at, event, detail }) => html`<li>${time(at)} ${event}${detail === undefined ? '' : html` <small>${detail}</small>`}</li>`)}</ol></details>
    <details id="${id('request')}"><summary>Request</summary>${json(mask(request), `Request of task ${recorderId}`)}</details>
    <details id="${id('compositions')}"><summary>Layout and subscription, ${task.compositions.length === 1 ? 'never changed' : `changed ${task.compositions.length - 1} times`}</summary>
      ${json(task.compositions, `Compositions of task ${recorderId}`)}</details>
  </article>`
}

function stateOf({ phase, status, leaveCode }: RecordingTask): [text: string, tone: Tone] {
  switch (phase) {
    case 'starting': return ['starting', 'busy']
    case 'running': return status === 'InProgress' ? ['InProgress', 'good'] : [status, 'busy']
    case 'leaving': return [`leaving, code ${leaveCode}`, 'busy']
    case 'gone': return leaveCode === null ? ['could not start', 'bad'] : [`ended, code ${leaveCode}`, 'calm']
  }
}

function modeOf({ request, compositions }: RecordingTask): string {
  if (request.RecordParams.RecordMode === 1) return 'One file per stream'
  return `Mixed, ${layouts[compositions.at(-1)?.layout?.MixLayoutMode ?? 3]}`
}

function recordedNow({ captures }: RecordingTask): string {
  const streams = captures.filter(({ end }) => end === null).map(({ userId, mediaId }) => mediaId === 'aux' ? `${userId}, screen` : userId)
  return streams.length === 0 ? 'Nobody sends anything' : `Recorded now: ${streams.join('; ')}`
}

function file({ fileId, name, url, format, begin, end }: PlayableFile): Html {
  return html`<li id="${idOf('file', fileId)}">
    ${format === 'mp4' ? html`<video controls preload="none" src="${url}" aria-label="${name}"></video>` : ''}
    ${format === 'aac' ? html`<audio controls preload="none" src="${url}" aria-label="${name}"></audio>` : ''}
    <a href="${url}" class="long">${name}</a> <small>${((end - begin) / 1000).toFixed(1)} s</small>
  </li>`
}
