import type { RecordingConsent, RecordingFile, RecordingMarker } from '@roomkit-recording/core'
import type { RuleContext, TestRoom } from '../rule-context.js'
import type { Rule } from '../rule.js'
import { demand, demandEqual, demandFieldProblem, demandRefusal, demandStatus } from '../failure.js'

/** A recording that is over, with its file. */
async function recorded({ room, until }: RuleContext): Promise<{ here: TestRoom, recordingId: string, fileId: string }> {
  const here = await room()
  const { id: recordingId } = await here.record()
  await here.finish(recordingId)
  const ready = (files: RecordingFile[] = []) => files.find(({ status }) => status === 'ready')
  const { json } = await until('a ready file', () => here.host.get(recordingId), ({ json }) => ready(json?.files) !== undefined)
  return { here, recordingId, fileId: ready(json.files)!.id }
}

const renameRules: Rule[] = [
  {
    id: 'rename.title',
    feature: 'rename',
    sentence: 'A recording is given a title, which the room sees, and null takes it away.',
    async run({ room }) {
      const { host, record, snapshot } = await room()
      const { id: recordingId } = await record()
      for (const title of ['Weekly 会议 <1>', null]) {
        const answer = await host.call('renameRecording', { path: { recordingId }, body: { title } })
        demandStatus(answer, 200)
        demandEqual([answer.json.id, answer.json.title], [recordingId, title], 'id and title')
        demandEqual((await snapshot()).current?.title, title, 'title in the snapshot')
      }
    },
  },
  {
    id: 'rename.refused',
    feature: 'rename',
    sentence: 'A title that is none is refused with 422; a member may not rename, and somebody outside learns nothing.',
    async run({ room }) {
      const { host, guest, stranger, record } = await room()
      const { id: recordingId } = await record()
      const path = { recordingId }
      for (const title of ['', 5, 'x'.repeat(10_000)]) demandFieldProblem(await host.call('renameRecording', { path, body: { title } }), 'title')
      demandRefusal(await guest.call('renameRecording', { path, body: { title: 'mine' } }), 403, 'forbidden')
      demandRefusal(await stranger.call('renameRecording', { path, body: { title: 'mine' } }), 404, 'not_found')
      demandEqual((await host.get(recordingId)).json.title, null, 'title')
    },
  },
]

const fileRules: Rule[] = [
  {
    id: 'fileUrl.link',
    feature: 'fileUrl',
    sentence: 'A ready file has a link for playing and one for downloading, which end in the future or never.',
    async run(context) {
      const { here: { host }, recordingId, fileId } = await recorded(context)
      for (const body of [undefined, { use: 'play' }, { use: 'download' }]) {
        const answer = await host.call('createFileUrl', { path: { recordingId, fileId }, ...body && { body } })
        demandStatus(answer, 200)
        const { url, expiresAt } = answer.json
        demand(URL.canParse(url, 'https://backend.example'), 'a URL', url)
        demand(expiresAt === null || expiresAt > Date.now(), 'expiresAt in the future', expiresAt)
      }
    },
  },
  {
    id: 'fileUrl.refused',
    feature: 'fileUrl',
    sentence: 'A link is refused to a member with 403, to somebody outside with 404, and for a file that there is not with 404.',
    async run(context) {
      const { here: { host, guest, stranger }, recordingId, fileId } = await recorded(context)
      demandRefusal(await guest.call('createFileUrl', { path: { recordingId, fileId }, body: {} }), 403, 'forbidden')
      demandRefusal(await stranger.call('createFileUrl', { path: { recordingId, fileId }, body: {} }), 404, 'not_found')
      demandRefusal(await host.call('createFileUrl', { path: { recordingId, fileId: 'nothing' }, body: {} }), 404, 'not_found')
    },
  },
  {
    id: 'fileDelete.gone',
    feature: 'fileDelete',
    sentence: 'A file is deleted for good: afterwards it is told as deleted, or not at all, and has no link.',
    async run(context) {
      const { here: { host }, recordingId, fileId } = await recorded(context)
      demandStatus(await host.call('deleteFile', { path: { recordingId, fileId } }), 204)
      await context.until('the file at deleted, or gone', () => host.get(recordingId), ({ json }) => (json?.files as RecordingFile[] | undefined)?.every(({ id, status }) => id !== fileId || status === 'deleted') ?? false)
      const { json } = await host.permissions()
      if (!json.features.includes('fileUrl')) return
      const answer = await host.call('createFileUrl', { path: { recordingId, fileId }, body: {} })
      demand((answer.status === 409 && answer.json?.code === 'file_not_ready') || answer.status === 404, '409 file_not_ready or 404', answer)
    },
  },
  {
    id: 'fileDelete.refused',
    feature: 'fileDelete',
    sentence: 'A member may not delete files (403), and somebody outside learns nothing (404).',
    async run(context) {
      const { here: { host, guest, stranger }, recordingId, fileId } = await recorded(context)
      demandRefusal(await guest.call('deleteFile', { path: { recordingId, fileId } }), 403, 'forbidden')
      demandRefusal(await stranger.call('deleteFile', { path: { recordingId, fileId } }), 404, 'not_found')
      const { json } = await host.get(recordingId)
      demand(json.files.some(({ id, status }: RecordingFile) => id === fileId && status === 'ready'), 'the file to be there', json.files)
    },
  },
]

const consentsRules: Rule[] = [
  {
    id: 'consents.answer',
    feature: 'consents',
    sentence: 'A participant\'s latest answer counts; everybody sees their own, those in control see all.',
    async run({ room }) {
      const { host, guest, record } = await room()
      const path = { recordingId: (await record()).id }
      for (const choice of ['accepted', 'declined']) demandStatus(await guest.call('answerConsent', { path, body: { choice, textVersion: 'v1' } }), 204)
      demandStatus(await host.call('answerConsent', { path, body: { choice: 'accepted', textVersion: 'v1' } }), 204)
      const choices = (items: RecordingConsent[]) => items.map(({ userId, choice }) => `${userId} ${choice}`).toSorted()
      const own = await guest.call('listConsents', { path })
      demandStatus(own, 200)
      demandEqual(choices(own.json.items), [`${guest.userId} declined`], 'what the guest sees')
      const all = await host.call('listConsents', { path })
      demandStatus(all, 200)
      demandEqual(choices(all.json.items), [`${guest.userId} declined`, `${host.userId} accepted`].toSorted(), 'what the host sees')
    },
  },
  {
    id: 'consents.refused',
    feature: 'consents',
    sentence: 'An answer that is none is refused with 422, and somebody outside learns nothing.',
    async run({ room }) {
      const { guest, stranger, record } = await room()
      const path = { recordingId: (await record()).id }
      demandFieldProblem(await guest.call('answerConsent', { path, body: { choice: 'perhaps', textVersion: 'v1' } }), 'choice')
      demandFieldProblem(await guest.call('answerConsent', { path, body: { choice: 'accepted', textVersion: '' } }), 'textVersion')
      demandRefusal(await stranger.call('answerConsent', { path, body: { choice: 'accepted', textVersion: 'v1' } }), 404, 'not_found')
      demandRefusal(await stranger.call('listConsents', { path }), 404, 'not_found')
    },
  },
]

const markersRules: Rule[] = [
  {
    id: 'markers.set',
    feature: 'markers',
    sentence: 'Markers of a running recording are answered with 201 and listed in order of time.',
    async run({ room }) {
      const { host, record } = await room()
      const path = { recordingId: (await record()).id }
      const labels = ['Decision', 'Frage <b>?</b>']
      for (const label of labels) {
        const answer = await host.call('addMarker', { path, body: { label } })
        demandStatus(answer, 201)
        demandEqual([answer.json.label, answer.json.by?.userId], [label, host.userId], 'label and by')
      }
      const list = await host.call('listMarkers', { path })
      demandStatus(list, 200)
      demandEqual(list.json.items.map(({ label }: RecordingMarker) => label), labels, 'labels')
      const times = list.json.items.map(({ at }: RecordingMarker) => at)
      demandEqual(times, times.toSorted((a: number, b: number) => a - b), 'times in order')
    },
  },
  {
    id: 'markers.refused',
    feature: 'markers',
    sentence: 'A marker without a label is refused with 422, a member\'s with 403, a stranger\'s with 404.',
    async run({ room }) {
      const { host, guest, stranger, record } = await room()
      const path = { recordingId: (await record()).id }
      for (const label of ['', 'x'.repeat(201)]) demandFieldProblem(await host.call('addMarker', { path, body: { label } }), 'label')
      demandRefusal(await guest.call('addMarker', { path, body: { label: 'mine' } }), 403, 'forbidden')
      demandRefusal(await stranger.call('addMarker', { path, body: { label: 'mine' } }), 404, 'not_found')
      demandRefusal(await stranger.call('listMarkers', { path }), 404, 'not_found')
    },
  },
]

const timelineRules: Rule[] = [
  {
    id: 'timeline.told',
    feature: 'timeline',
    sentence: 'A recording\'s timeline holds its layouts in order of time, as JSON and as WebVTT.',
    async run({ room, until }) {
      const { host, record, snapshot } = await room()
      const path = { recordingId: (await record({ layout: { mode: 'grid' } })).id }
      demandStatus(await host.update(path.recordingId, { layout: { mode: 'float' } }), 202)
      await until('the layout at applied', snapshot, ({ current }) => current?.layout.applied?.mode === 'float' && current.layout.state === 'applied')
      const json = await host.call('getTimeline', { path })
      demandStatus(json, 200)
      demandEqual(json.json.items.filter(({ type }: { type: string }) => type === 'layout').map(({ layout }: any) => layout.mode), ['grid', 'float'], 'layouts')
      const vtt = await host.call('getTimelineAsWebVtt', { path })
      demandStatus(vtt, 200)
      demand(/^\uFEFF?WEBVTT(?:[ \t\n\r]|$)/.test(vtt.text), 'text that begins with WEBVTT', vtt)
    },
  },
  {
    id: 'timeline.refused',
    feature: 'timeline',
    sentence: 'A timeline is refused to a member with 403 and to somebody outside with 404.',
    async run({ room }) {
      const { guest, stranger, record } = await room()
      const path = { recordingId: (await record()).id }
      for (const operationId of ['getTimeline', 'getTimelineAsWebVtt']) {
        demandRefusal(await guest.call(operationId, { path }), 403, 'forbidden')
        demandRefusal(await stranger.call(operationId, { path }), 404, 'not_found')
      }
    },
  },
]

const requestsRules: Rule[] = [
  {
    id: 'requests.told',
    feature: 'requests',
    sentence: 'A member\'s request is answered with 202 and reaches those in control on their event stream, and nobody else.',
    async run({ room, listen }) {
      const { host, guest, record } = await room()
      const [hears, hearsNot] = [await listen(host), await listen(guest)]
      for (const events of [hears, hearsNot]) await events.snapshot('a first snapshot')
      demandStatus(await guest.call('askThoseInControl', { body: { kind: 'start' } }), 202)
      const { json } = await hears.next('a request', ({ event }) => event === 'request')
      const { kind, by } = json as { kind: string, by: { userId: string } }
      demandEqual([kind, by?.userId], ['start', guest.userId], 'kind and by')
      // what follows it has passed the guest's stream too
      await record()
      await hearsNot.snapshot('the recording', ({ current }) => current?.status === 'recording')
      demand(!hearsNot.seen.some(({ event }) => event === 'request'), 'no request on the guest\'s stream', hearsNot.seen.map(({ event }) => event))
    },
  },
  {
    id: 'requests.refused',
    feature: 'requests',
    sentence: 'A request for something else is refused with 422, a stranger\'s with 404.',
    async run({ room }) {
      const { guest, stranger } = await room()
      demandFieldProblem(await guest.call('askThoseInControl', { body: { kind: 'coffee' } }), 'kind')
      demandRefusal(await stranger.call('askThoseInControl', { body: { kind: 'start' } }), 404, 'not_found')
    },
  },
]

const preflightRules: Rule[] = [
  {
    id: 'preflight.told',
    feature: 'preflight',
    sentence: 'Those in control are told what a start can be made of, and what they are told can be started.',
    async run({ room }) {
      const { host } = await room()
      const answer = await host.call('getPreflight')
      demandStatus(answer, 200)
      const { defaults, choices } = answer.json
      demand(choices.modes.length > 0 && choices.qualities.length > 0, 'something to choose from', choices)
      const start = await host.start(defaults)
      demandStatus(start, 202)
    },
  },
  {
    id: 'preflight.refused',
    feature: 'preflight',
    sentence: 'Somebody outside the room is told nothing: 404.',
    async run({ room }) {
      const { stranger } = await room()
      demandRefusal(await stranger.call('getPreflight'), 404, 'not_found')
    },
  },
]

const usageRules: Rule[] = [
  {
    id: 'usage.told',
    feature: 'usage',
    sentence: 'Minutes are told by day or by room, and a query that cannot be used is refused with 422.',
    async run({ room }) {
      const { host } = await room()
      const to = Date.now()
      for (const groupBy of ['day', 'room']) {
        const answer = await host.call('getUsage', { query: { from: to - 86_400_000, to, groupBy } })
        demand(answer.status === 200 || answer.status === 403, '200, or 403 where it is not for hosts', answer)
        if (answer.status === 200) demandEqual(answer.json.groupBy, groupBy, 'groupBy')
      }
      demandRefusal(await host.call('getUsage', { query: { groupBy: 'weather' } }), 422, 'invalid_request')
    },
  },
]

export const optionalRules: Rule[] = [...renameRules, ...fileRules, ...consentsRules, ...markersRules, ...timelineRules, ...requestsRules, ...usageRules, ...preflightRules]
