import type { EmulatorControl } from '../control/control.js'
import type { ResolvedOptions } from '../options.js'
import type { Html } from './html.js'
import { Hono } from 'hono'
import { raw } from 'hono/html'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import { localOnly } from '../control/local-only.js'
import { readAsset } from './assets.js'
import { callbacksSection } from './callbacks-section.js'
import { faultsSection } from './faults-section.js'
import { html } from './html.js'
import { requestsSection } from './requests-section.js'
import { roomsSection } from './rooms-section.js'
import { settingsSection } from './settings-section.js'
import { tasksSection } from './tasks-section.js'

type PageOptions = Pick<ResolvedOptions, 'host' | 'sdkAppId' | 'vodPlayKey'>

const sections: Readonly<Record<string, (control: EmulatorControl, options: PageOptions) => Html>> = {
  rooms: roomsSection,
  tasks: tasksSection,
  faults: faultsSection,
  settings: settingsSection,
  callbacks: callbacksSection,
  requests: requestsSection,
}

/** What goes on, to be looked at: `/`, and below `/_emulator/page/` each section by itself and what belongs to the page. */
export function createPage(control: EmulatorControl, options: PageOptions): Hono {
  const app = new Hono()
  const headers = secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ['\'none\''],
      baseUri: ['\'none\''],
      connectSrc: ['\'self\''],
      formAction: ['\'none\''],
      frameAncestors: ['\'none\''],
      imgSrc: ['data:'],
      mediaSrc: ['\'self\''],
      scriptSrc: ['\'self\''],
      styleSrc: ['\'self\''],
    },
    strictTransportSecurity: false,
  })

  app.onError((error, c) => {
    if (error instanceof HTTPException) return c.text(error.message, error.status)
    console.error(error)
    return c.text('The emulator itself failed; its output says more', 500)
  })
  for (const path of ['/', '/_emulator/page/*']) app.get(path, localOnly(options.host), headers)

  app.get('/', c => {
    const { rooms, tasks, ...others } = sections
    const columns = [[rooms!, tasks!], Object.values(others)]
    return c.html(document(options.sdkAppId, columns.map(column => html`<div class="column">${column.map(draw => draw(control, options))}</div>`)))
  })

  app.get('/_emulator/page/:name', async c => {
    const name = c.req.param('name')
    c.header('Cache-Control', 'no-store')
    if (Object.hasOwn(sections, name)) return c.html(sections[name]!(control, options))
    const asset = await readAsset(name)
    return asset ? c.body(asset.text, 200, { 'Content-Type': asset.type }) : c.text('There is no such part of the page', 404)
  })
  return app
}

// the end of a script inside a tagged template makes the build call for a helper that nobody brings along
const script = raw('<script type="module" src="/_emulator/page/page.js"></script>')

function document(sdkAppId: number, content: Html[]): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>TRTC emulator</title>
  <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Ccircle cx='8' cy='8' r='7' fill='%23d33'/%3E%3C/svg%3E">
  <link rel="stylesheet" href="/_emulator/page/page.css">
  ${script}
</head>
<body>
  <header class="top">
    <h1>TRTC emulator</h1>
    <p>Application <code>${sdkAppId}</code></p>
    <p id="connection" role="status" data-state="connecting">Connecting …</p>
    <nav aria-label="Sections"><a href="#rooms">Rooms</a> <a href="#tasks">Tasks</a> <a href="#faults">Faults</a> <a href="#settings">Settings</a> <a href="#callbacks">Callbacks</a> <a href="#requests">Requests</a></nav>
  </header>
  <p id="failure" role="alert" hidden></p>
  <noscript><p class="note">Without JavaScript the buttons do nothing and the page stays as it was when it was opened.</p></noscript>
  <main>${content}</main>
</body>
</html>`
}
