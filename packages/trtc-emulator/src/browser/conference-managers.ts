import { Emitter } from './emitter.js'

/** TUIRoomEngine's manager of scheduled rooms. There are none here. */
export class ConferenceListManager extends Emitter {
  async fetchScheduledConferenceList() {
    return { conferenceList: [], cursor: '' }
  }

  async fetchAttendeeList() {
    return { attendeeList: [], cursor: '', totalCount: 0 }
  }
}

/** TUIRoomEngine's manager of calls into a room. Nobody is called here. */
export class ConferenceInvitationManager extends Emitter {
  async getInvitationList() {
    return { invitationList: [], cursor: '' }
  }

  async inviteUsers() {
    return new Map()
  }
}
