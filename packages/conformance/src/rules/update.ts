import type { TestRoom } from '../rule-context.js'
import type { Rule } from '../rule.js'
import { demand, demandEqual, demandFieldProblem, demandRefusal, demandStatus } from '../failure.js'

const layoutOf = async ({ snapshot }: TestRoom) => (await snapshot()).current?.layout

export const updateRules: Rule[] = [
  {
    id: 'update.layout',
    sentence: 'A change of layout is answered with 202, shown as wanted, and applied by TRTC.',
    async run({ room, until }) {
      const here = await room()
      const { host, guest, tasks } = here
      const { id } = await here.record()
      const wanted = { mode: 'screenShare', main: guest.userId }
      const answer = await host.update(id, { layout: wanted })
      demandStatus(answer, 202)
      demandEqual(answer.json.current?.layout?.wanted, wanted, 'layout.wanted')
      const layout = await until('the layout at applied', () => layoutOf(here), layout => layout?.state === 'applied' && layout.applied?.mode === 'screenShare')
      demandEqual(layout?.applied, wanted, 'layout.applied')
      const composition = (await tasks())[0]?.compositions.at(-1)
      demandEqual([composition?.layout?.MixLayoutMode, composition?.layout?.MaxResolutionUserId], [2, guest.userId], 'MixLayoutMode and MaxResolutionUserId at TRTC')
    },
  },
  {
    id: 'update.together',
    sentence: 'Layout and subscription travel together to TRTC, which would forget the one that is missing.',
    async run({ room, until }) {
      const here = await room()
      const { host, guest, tasks } = here
      const { id } = await here.record({ subscribe: { video: { except: [guest.userId] } } })
      demandStatus(await host.update(id, { layout: { mode: 'float' } }), 202)
      await until('the layout at applied', () => layoutOf(here), layout => layout?.applied?.mode === 'float')
      const [task] = await tasks()
      const { layout, subscribe } = task?.compositions.at(-1) ?? {}
      demandEqual([layout?.MixLayoutMode, subscribe?.UnSubscribeVideoUserIds], [1, [guest.userId]], 'MixLayoutMode and UnSubscribeVideoUserIds at TRTC')
    },
  },
  {
    id: 'update.subscribe',
    sentence: 'A change of the subscription alone keeps the layout.',
    async run({ room, until }) {
      const { host, guest, record, tasks, snapshot } = await room()
      const { id } = await record({ layout: { mode: 'float', main: guest.userId } })
      const answer = await host.update(id, { subscribe: { audio: { only: [host.userId] } } })
      demandStatus(answer, 202)
      const composition = await until('the people at TRTC', async () => (await tasks())[0]?.compositions.at(-1), composition => Array.isArray(composition?.subscribe?.SubscribeAudioUserIds) && composition.subscribe.SubscribeAudioUserIds.includes(host.userId))
      demandEqual([composition?.layout?.MixLayoutMode, composition?.layout?.MaxResolutionUserId], [1, guest.userId], 'MixLayoutMode and MaxResolutionUserId at TRTC')
      demandEqual((await snapshot()).current?.layout.wanted, { mode: 'float', main: guest.userId }, 'layout.wanted')
    },
  },
  {
    id: 'update.while-starting',
    sentence: 'A change while it starts is kept until there is a task.',
    async run({ room, until }) {
      const here = await room()
      const { host, guest } = here
      await here.faults({ action: 'CreateCloudRecording', effect: 'delay', delayMs: 400, times: 1 })
      const { json } = await host.start()
      const answer = await host.update(json.current.id, { layout: { mode: 'float', main: guest.userId } })
      demandStatus(answer, 202)
      await until('the layout at applied', () => layoutOf(here), layout => layout?.state === 'applied' && layout.applied?.mode === 'float')
    },
  },
  {
    id: 'update.refused-by-trtc',
    sentence: 'A change that TRTC refuses is shown as failed, with the error and with what is still applied.',
    async run({ room, until }) {
      const here = await room()
      const { id } = await here.record({ layout: { mode: 'grid' } })
      await until('the layout at applied', () => layoutOf(here), layout => layout?.state === 'applied')
      await here.faults({ action: 'ModifyCloudRecording', effect: 'error', code: 'InvalidParameter.OutOfRange', times: 1 })
      demandStatus(await here.host.update(id, { layout: { mode: 'float' } }), 202)
      const layout = await until('the layout at failed', () => layoutOf(here), layout => layout?.state === 'failed')
      demandEqual(layout?.applied, { mode: 'grid' }, 'layout.applied')
      demandEqual(layout?.error?.upstreamCode, 'InvalidParameter.OutOfRange', 'upstreamCode of layout.error')
      demandEqual((await here.snapshot()).current?.status, 'recording', 'status')
    },
  },
  {
    id: 'update.not-recording',
    sentence: 'A change of a recording that is not the current one is refused with 409 not_recording and touches nothing.',
    async run({ room }) {
      const { host, record, until, snapshot } = await room()
      demandRefusal(await host.update('nothing', { layout: { mode: 'float' } }), 409, 'not_recording')
      const { id } = await record()
      demandStatus(await host.stop(id), 200, 202)
      await until('no recording', ({ current }) => current === null)
      const next = await record({ layout: { mode: 'grid' } })
      demandRefusal(await host.update(id, { layout: { mode: 'float' } }), 409, 'not_recording')
      const { current } = await snapshot()
      demandEqual([current?.id, current?.layout.wanted], [next.id, { mode: 'grid' }], 'the current recording and its layout')
    },
  },
  {
    id: 'update.nothing',
    sentence: 'A change of nothing, or of no recording, is refused with 422 invalid_request.',
    async run({ room }) {
      const { host, record } = await room()
      const { id } = await record()
      demandRefusal(await host.update(id, {}), 422, 'invalid_request')
      demandRefusal(await host.call('updateRecording', { body: { layout: { mode: 'float' } } }), 422, 'invalid_request')
    },
  },
  {
    id: 'update.fields-named',
    sentence: 'A change that cannot be used is refused with 422 invalid_request, names the field, and changes nothing.',
    async run({ room }) {
      const here = await room()
      const { id } = await here.record({ layout: { mode: 'grid' } })
      demandFieldProblem(await here.host.update(id, { layout: { mode: 'circle' } }), 'layout')
      demandFieldProblem(await here.host.update(id, { layout: { mode: 'custom', tiles: [{ x: 0, y: 0, width: 2, height: 1 }] } }), 'layout.tiles.0')
      demandFieldProblem(await here.host.update(id, { subscribe: { audio: { only: [] } } }), 'subscribe.audio')
      demandEqual((await layoutOf(here))?.wanted, { mode: 'grid' }, 'layout.wanted')
    },
  },
  {
    id: 'update.layout-needs-mixed',
    sentence: 'A layout for a running single-stream recording is refused with 422 layout_needs_mixed.',
    async run({ room }) {
      const { host, record, snapshot } = await room()
      const { id } = await record({ mode: 'single' })
      demandRefusal(await host.update(id, { layout: { mode: 'grid' } }), 422, 'layout_needs_mixed')
      demand((await snapshot()).current?.id === id, 'the recording to go on', id)
    },
  },
]
