import type { ResolvedConfig } from 'vite'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, createServer, preview, resolveConfig } from 'vite'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { hubPath } from '../rooms/hub-protocol.js'
import { trtcEmulator } from './index.js'
import { keepAssetsLocal } from './local-assets.js'
import { completeTuiConstants } from './tui-constants.js'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** An application on disk that imports what TUIRoomKit imports. */
function application(source: string) {
  const root = mkdtempSync(join(tmpdir(), 'trtc-emulator-vite-'))
  cleanups.push(() => { rmSync(root, { recursive: true }) })
  writeFileSync(join(root, 'main.js'), source)
  writeFileSync(join(root, 'index.html'), '<script type="module" src="./main.js"></script>')
  return root
}

/** A package as TUIRoomKit's are shipped, minified. */
function ship(root: string, name: string, code: string) {
  const folder = join(root, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', type: 'module', main: 'index.js' }))
  writeFileSync(join(folder, 'index.js'), code)
}

const quiet = { configFile: false, logLevel: 'silent' } as const
const resolve = (plugin = trtcEmulator()): Promise<ResolvedConfig> => resolveConfig({ ...quiet, plugins: [plugin] }, 'serve')

describe('the configuration', () => {
  it.each([
    ['@tencentcloud/tuiroom-engine-js', 'engine'],
    ['@tencentcloud/lite-chat', 'lite-chat'],
    ['@tencentcloud/lite-chat/basic', 'lite-chat'],
    ['@tencentcloud/lite-chat/plugins/group', 'lite-chat'],
  ])('puts a module of its own in place of %s', async (name, file) => {
    const { resolve: { alias } } = await resolve()
    const { replacement } = alias.find(({ find }) => find instanceof RegExp && find.test(name))!
    expect(replacement).toMatch(new RegExp(`browser/${file}\\.ts$`))
    expect(existsSync(replacement)).toBe(true)
  })

  it('leaves packages with similar names alone', async () => {
    const { resolve: { alias } } = await resolve()
    for (const name of ['@tencentcloud/tuiroom-engine-js-more', '@tencentcloud/lite-chatter', 'lite-chat'])
      expect(alias.some(({ find }) => find instanceof RegExp && find.test(name)), name).toBe(false)
  })

  it('keeps the packages that must share one engine out of the optimizer', async () => {
    const { optimizeDeps } = await resolve()
    expect(optimizeDeps.exclude).toEqual(expect.arrayContaining(['@tencentcloud/roomkit-web-vue3', 'tuikit-atomicx-vue3']))
  })
})

describe('the hub', () => {
  /** Answers where the emulator's hub would be. */
  async function fakeEmulator() {
    const server = createHttpServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const sockets = new WebSocketServer({ server, path: hubPath })
    sockets.on('connection', socket => { socket.send('from the emulator') })
    cleanups.push(() => {
      sockets.close()
      for (const socket of sockets.clients) socket.terminate()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as { port: number }).port}`
  }

  async function hear(pageUrl: string) {
    const socket = new WebSocket(new URL(hubPath, pageUrl.replace('http', 'ws')))
    cleanups.push(() => { socket.terminate() })
    const [data] = await once(socket, 'message') as [unknown]
    return String(data)
  }

  it('is reached on the page\'s own origin while developing', async () => {
    const server = await createServer({ ...quiet, root: application(''), server: { port: 0, host: '127.0.0.1', ws: false }, plugins: [trtcEmulator({ url: await fakeEmulator() })] })
    await server.listen()
    cleanups.push(() => server.close())
    expect(await hear(server.resolvedUrls!.local[0]!)).toBe('from the emulator')
  })

  it('is reached on the page\'s own origin of a built application, too', async () => {
    const root = application('')
    mkdirSync(join(root, 'dist'))
    const server = await preview({ ...quiet, root, preview: { port: 0, host: '127.0.0.1' }, plugins: [trtcEmulator({ url: await fakeEmulator() })] })
    cleanups.push(() => server.close())
    expect(await hear(server.resolvedUrls!.local[0]!)).toBe('from the emulator')
  })
})

describe('what TUIRoomKit ships', () => {
  it('is built with the local engine, with its constants completed and without a word of Tencent\'s asset host', async () => {
    const root = application(`
      import TUIRoomEngine, { TRTCCloud, TUIErrorCode } from '@tencentcloud/tuiroom-engine-js'
      import chat from '@tencentcloud/lite-chat/basic'
      import { constants, emoji } from 'some-kit'
      export { TUIRoomEngine, TRTCCloud, TUIErrorCode, chat, constants, emoji }
    `)
    ship(root, 'some-kit', 'export const constants={TUIRoom:{SERVICE:{NAME:"TUIRoomService"}}},emoji="https://web.sdk.qcloud.com/im/assets/emoji-plugin/"+"smile.png";')
    const output = await build({ ...quiet, root, plugins: [trtcEmulator()], build: { write: false, minify: false, rolldownOptions: { input: join(root, 'main.js'), preserveEntrySignatures: 'strict' } } })
    const code = [output].flat().flatMap(result => 'output' in result ? result.output : []).map(file => file.type === 'chunk' ? file.code : '').join('\n')
    expect(code).toContain('createAndJoinRoom')
    expect(code).toContain('QUICK_CONFERENCE_MESSAGE_CREATED')
    expect(code).not.toContain('qcloud.com')
  })

  it('gets pictures that need no network', () => {
    // eslint-disable-next-line no-template-curly-in-string
    const code = 'const a = "https://web.sdk.qcloud.com/component/TUIKit/assets/avatar.png", b = `https://web.sdk.qcloud.com/im/assets/emoji-plugin/${name}`'
    const changed = keepAssetsLocal(code)
    expect(changed).not.toContain('https:')
    expect(changed).toContain('#avatar.png"')
    // eslint-disable-next-line no-template-curly-in-string
    expect(changed).toContain('#${name}`')
    expect(keepAssetsLocal('"https://example.com/a.png"')).toBe('"https://example.com/a.png"')
  })

  it('gets every constant once, and keeps those of a later version', () => {
    const constants = { TUIRoom: {} as { SERVICE: { NAME: string, METHOD: object, EVENT: object } } }
    // eslint-disable-next-line no-new-func
    Object.assign(constants, new Function(`return ({${completeTuiConstants('TUIRoom:{SERVICE:{NAME:"TUIRoomService"}}')}})`)())
    const names = Object.values({ ...constants.TUIRoom.SERVICE.METHOD, ...constants.TUIRoom.SERVICE.EVENT })
    expect(names).toContain('START_ROOM')
    expect(new Set(names).size).toBe(names.length)
    const later = 'TUIRoom:{SERVICE:{NAME:"TUIRoomService",METHOD:{START_ROOM:"s"}}}'
    expect(completeTuiConstants(later)).toBe(later)
  })
})
