import { createServerAdapter } from '@roomkit-recording/server-adapter'
import { installRoomKitRecording } from '@roomkit-recording/vue/roomkit'
import { conference } from '@tencentcloud/roomkit-web-vue3'
import { createApp } from 'vue'
import App from './App.vue'
import { userSig } from './user-sig.js'
import './style.css'

const app = createApp(App)

const adapter = createServerAdapter({ baseUrl: '/recording', getToken: ({ refresh }) => userSig(refresh) })
app.use(installRoomKitRecording(conference, { adapter }))

app.mount('#app')
