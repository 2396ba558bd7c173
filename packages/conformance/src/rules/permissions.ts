import type { Rule } from '../rule.js'
import { demand, demandEqual, demandStatus } from '../failure.js'

export const permissionsRules: Rule[] = [
  {
    id: 'permissions.host',
    sentence: 'The owner of a room may view, control, list, play and delete.',
    async run({ room }) {
      const { host } = await room()
      const answer = await host.permissions()
      demandStatus(answer, 200)
      const { view, control, list, play, delete: remove, features } = answer.json
      demandEqual({ view, control, list, play, delete: remove }, { view: true, control: true, list: true, play: true, delete: true }, 'rights')
      demand(Array.isArray(features), 'a list of features', features)
    },
  },
  {
    id: 'permissions.guest',
    sentence: 'A member of a room may view, and neither control nor delete.',
    async run({ room }) {
      const { guest } = await room()
      const answer = await guest.permissions()
      demandStatus(answer, 200)
      const { view, control, delete: remove } = answer.json
      demandEqual({ view, control, delete: remove }, { view: true, control: false, delete: false }, 'rights')
    },
  },
  {
    id: 'permissions.fresh',
    sentence: 'Permissions are asked afresh: right after a change of role the answer is the new one.',
    async run({ room, emulator }) {
      const { id, guest } = await room()
      demandEqual((await guest.permissions()).json?.control, false, 'control of a member')
      await emulator.change(id, guest.userId, { role: 'Admin' })
      demandEqual((await guest.permissions()).json?.control, true, 'control of an admin')
      await emulator.change(id, guest.userId, { role: 'Member' })
      demandEqual((await guest.permissions()).json?.control, false, 'control of somebody who is no admin any more')
    },
  },
  {
    id: 'permissions.admin',
    sentence: 'An admin of the room may start a recording and stop another one\'s.',
    async run({ room }) {
      const { record, cohost, untilStatus } = await room()
      const admin = await cohost()
      const { id } = await record()
      demandStatus(await admin.stop(id), 202)
      const { stoppedBy, startedBy } = await untilStatus(id, 'processing', 'ready')
      demand(stoppedBy?.userId === admin.userId && startedBy.userId !== admin.userId, `stoppedBy ${admin.userId}`, stoppedBy)
    },
  },
]
