import { createServerAdapter } from '@roomkit-recording/server-adapter'
import { createConferenceAdapter, installRoomKitRecording } from '@roomkit-recording/vue/roomkit'
import { conference } from '@tencentcloud/roomkit-web-vue3'
import { createApp } from 'vue'
import App from './App.vue'
import { readRecordingQuery } from './query.js'
import { userSig } from './user-sig.js'
import './style.css'

const app = createApp(App)

const { recorder, ...options } = readRecordingQuery(location.search)

const adapter = recorder === 'conference'
  ? createConferenceAdapter()
  : createServerAdapter({ baseUrl: '/recording', getToken: ({ refresh }) => userSig(refresh) })
app.use(installRoomKitRecording(conference, { adapter, ...options }))

app.mount('#app')
