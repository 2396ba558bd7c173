import { hubPath } from '../rooms/hub-protocol.js'
import { HubClient } from './hub-client.js'

/** The page's one line to the emulator, on the page's own origin; the Vite plugin sees to the way from there. */
export const hub = new HubClient({
  url: () => {
    const url = new URL(hubPath, location.href)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    return url.href
  },
})
