import type { Recording } from '@roomkit-recording/core'
import type { TestRoom } from '../rule-context.js'
import type { Rule } from '../rule.js'
import { demand, demandEqual, demandFieldProblem, demandRefusal, demandStatus } from '../failure.js'

/** So many recordings one after the other, newest first. */
async function recordings({ host, record, until }: TestRoom, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let made = 0; made < count; made++) {
    const { id } = await record()
    demandStatus(await host.stop(id), 202)
    await until('no recording', ({ current }) => current === null)
    ids.unshift(id)
  }
  return ids
}

export const historyRules: Rule[] = [
  {
    id: 'history.pages',
    sentence: 'History comes newest first, in pages of the asked size, and its cursor is null at the end.',
    async run({ room }) {
      const here = await room()
      const ids = await recordings(here, 3)
      const whole = await here.host.list()
      demandStatus(whole, 200)
      demandEqual(whole.json.items.map(({ id }: Recording) => id), ids, 'the whole history')
      demandEqual(whole.json.cursor, null, 'the cursor at the end')
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await here.host.list({ limit: 2, ...cursor !== null && { cursor } })
        demandStatus(page, 200)
        demand(page.json.items.length <= 2, 'at most two on a page', page.json.items.length)
        seen.push(...page.json.items.map(({ id }: Recording) => id))
        cursor = page.json.cursor
      } while (cursor !== null && seen.length <= ids.length)
      demandEqual(seen, ids, 'the history in pages')
    },
  },
  {
    id: 'history.empty',
    sentence: 'The history of a room without recordings is empty.',
    async run({ room }) {
      const { host } = await room()
      const answer = await host.list()
      demandStatus(answer, 200)
      demandEqual([answer.json.items, answer.json.cursor], [[], null], 'items and cursor')
    },
  },
  {
    id: 'history.limits',
    sentence: 'A limit from 1 to 100 is taken, any other is refused with 422 that names it; so is a cursor that was never given out.',
    async run({ room }) {
      const { host } = await room()
      for (const limit of [1, 100]) demandStatus(await host.list({ limit }), 200)
      for (const limit of [0, 101, 1.5, 'many']) demandFieldProblem(await host.list({ limit }), 'limit')
      demandFieldProblem(await host.list({ cursor: 'never-given-out' }), 'cursor')
    },
  },
  {
    id: 'history.own-room',
    sentence: 'A room\'s history holds no recordings of other rooms.',
    async run({ room }) {
      const [one, other] = [await room(), await room()]
      const { id } = await one.record()
      const answer = await other.host.list()
      demandStatus(answer, 200)
      demand(!answer.json.items.some((recording: Recording) => recording.id === id), 'nothing of the other room', answer.json.items)
    },
  },
  {
    id: 'history.detail',
    sentence: 'One recording comes with its room, its files, TRTC\'s TaskIds and a log.',
    async run({ room, until }) {
      const { id: roomId, host, record, finish, tasks } = await room()
      const { id } = await record()
      await finish(id)
      const { json } = await until('a ready file', () => host.get(id), ({ json }) => json?.files?.some((file: { status: string }) => file.status === 'ready'))
      demandEqual([json.id, json.roomId], [id, roomId], 'id and roomId')
      demandEqual(json.taskIds, (await tasks()).map(({ taskId }) => taskId), 'taskIds')
      const [file] = json.files
      demandEqual([file.stream, file.userId, file.format], ['mix', null, 'mp4'], 'stream, userId and format of the file')
      demand(json.log.some((line: { by: { userId: string } | null }) => line.by?.userId === host.userId), 'a line of the log by the host', json.log)
    },
  },
  {
    id: 'history.not-found',
    sentence: 'A recording that there is not is answered with 404 not_found.',
    async run({ room }) {
      const { host } = await room()
      demandRefusal(await host.get('nothing'), 404, 'not_found')
    },
  },
]
