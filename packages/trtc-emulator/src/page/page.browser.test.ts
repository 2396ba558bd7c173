import type { Page } from 'playwright'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it, onTestFinished } from 'vitest'
import { useBrowser } from '../../testing/browser.js'
import { codeOf, sdkAppId, soon, startEmulator } from '../../testing/fixture.js'
import { createTrtcEmulator, createVirtualClock } from '../index.js'

const visit = useBrowser()

async function open(options: Parameters<typeof startEmulator>[0] & Parameters<typeof visit>[1] = {}) {
  const { colorScheme, viewport, ...emulatorOptions } = options
  const emulator = await startEmulator(emulatorOptions)
  const page = await visit(emulator.url, { ...colorScheme && { colorScheme }, ...viewport && { viewport } })
  await page.getByText('Live', { exact: true }).waitFor()
  return { ...emulator, page, part: (name: string) => page.getByRole('region', { name, exact: false }) }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const pressed = (page: Page, name: string, state: boolean) => page.getByRole('button', { name, exact: true, pressed: state }).waitFor()

describe('rooms on the page', () => {
  it('are opened, filled, driven and closed there', async () => {
    const { page, control } = await open()
    await page.getByText('Nobody is here.').waitFor()
    await page.getByLabel('Room', { exact: true }).fill('weekly/1')
    await button(page, 'Open a room').click()
    await page.getByRole('heading', { name: 'weekly/1' }).waitFor()
    await button(page, 'Add person').click()
    await button(page, 'Camera of bob').click()
    await pressed(page, 'Camera of bob', true)
    await button(page, 'Mic of alice').click()
    await pressed(page, 'Mic of alice', true)
    const room = control.rooms.find('weekly/1')!
    expect([...room.users.values()].map(({ userId, camera, microphone }) => ({ userId, camera, microphone })))
      .toEqual([{ userId: 'alice', camera: false, microphone: true }, { userId: 'bob', camera: true, microphone: false }])

    await button(page, 'Remove bob from weekly/1').click()
    await button(page, 'Camera of bob').waitFor({ state: 'detached' })
    await button(page, 'Close room weekly/1').click()
    await page.getByText('Nobody is here.').waitFor()
    expect([...control.rooms.rooms()]).toEqual([])
  })

  it('change there as they change elsewhere', async () => {
    const { page, enter, control } = await open()
    const room = enter('alice')
    await pressed(page, 'Camera of alice', true)
    control.rooms.update(room, 'alice', { camera: false })
    await pressed(page, 'Camera of alice', false)
    control.rooms.leave(room, 'alice')
    await page.getByText('Everybody has left.').waitFor()
  })

  it('show what users write as text', async () => {
    const { page, control } = await open()
    const name = '<img src=x onerror=alert(1)>"\'&'
    control.rooms.enter(name, { userId: name, userName: '<script>1</script>' })
    await page.getByRole('heading', { name }).waitFor()
    await page.getByText('<script>1</script>').waitFor()
    await button(page, `Screen of ${name}`).click()
    await pressed(page, `Screen of ${name}`, true)
    expect(await page.locator('img').count()).toBe(0)
  })

  it('say why something was refused', async () => {
    const { page, enter, control } = await open()
    const room = enter('alice')
    await button(page, 'Close room demo').waitFor()
    // as if somebody else were quicker: the page still shows what is gone
    await page.route('**/_emulator/page/rooms', route => route.abort())
    control.rooms.close(room)
    await button(page, 'Close room demo').click()
    await page.getByRole('alert').getByText('There is no such room').waitFor()
  })
})

describe('what a reader does on the page', () => {
  it('stays while things change: focus, typed text, open details and the place', async () => {
    const { page, enter, control, create, call } = await open({ viewport: { width: 1280, height: 400 } })
    const room = enter('alice')
    await create()
    await page.locator('#requests summary').first().click()
    const details = page.locator('#requests details[open]')
    await details.getByText('CreateCloudRecording').waitFor()
    await page.getByLabel('First person').fill('zoe')
    await button(page, 'Camera of alice').focus()
    await page.evaluate(() => { scrollTo(0, 120) })

    control.rooms.update(room, 'alice', { camera: false })
    control.rooms.enter('demo', { userId: 'bob' })
    await codeOf(call('DescribeCloudRecording', {}))
    await button(page, 'Camera of bob').waitFor()
    await page.locator('#requests').getByText('DescribeCloudRecording').waitFor()

    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Camera of alice')
    expect(await page.getByLabel('First person').inputValue()).toBe('zoe')
    expect(await page.evaluate(() => scrollY)).toBe(120)
    expect(await details.count()).toBe(1)
    expect(await details.locator('summary').textContent()).toContain('CreateCloudRecording')
  })
})

describe('faults on the page', () => {
  it('are switches that work with the keyboard, and are cleared together', async () => {
    const { page, control, create } = await open()
    const fault = page.getByRole('switch', { name: 'Quota reached' })
    await fault.focus()
    await page.keyboard.press('Space')
    await page.getByRole('switch', { name: 'Quota reached', checked: true }).waitFor()
    await page.getByRole('switch', { name: 'Duplicates' }).click()
    await page.getByRole('switch', { name: 'Duplicates', checked: true }).waitFor()
    expect(control.faults.list()).toEqual([
      { action: 'CreateCloudRecording', effect: 'error', code: 'FailedOperation.RestrictedConcurrency' },
      { callback: '*', effect: 'duplicate' },
    ])
    expect(await codeOf(create())).toBe('FailedOperation.RestrictedConcurrency')
    await page.locator('#requests').getByText('FailedOperation.RestrictedConcurrency').first().waitFor()
    await fault.click()
    await page.getByRole('switch', { name: 'Quota reached', checked: false }).waitFor()
    await button(page, 'Clear all faults').click()
    await page.getByRole('switch', { name: 'Duplicates', checked: false }).waitFor()
    expect(control.faults.list()).toEqual([])
  })

  it('can strike once: the answer is lost, the task is there', async () => {
    const { page, create, control } = await open()
    await button(page, 'Once: Lost answer').click()
    await page.getByText('next time only').waitFor()
    expect(await codeOf(create())).not.toBe('accepted')
    await page.locator('#tasks').getByRole('heading', { name: 'rr_demo' }).waitFor()
    await page.getByRole('switch', { name: 'Lost answer', checked: false }).waitFor()
    expect(control.tasks.list()).toHaveLength(1)
  })

  it('that no switch stands for are shown and ended one by one', async () => {
    const { page, control } = await open()
    control.faults.set([{ effect: 'error', code: 'InternalError', probability: 0.5 }, { effect: 'http500' }])
    await page.getByRole('button', { name: /^End .*InternalError/ }).click()
    await page.getByText('Others in force').waitFor({ state: 'detached' })
    expect(control.faults.list()).toEqual([{ effect: 'http500' }])
  })
})

describe('recordings on the page', () => {
  it('are followed from their start to their files, with every attempt of every callback', async () => {
    const { page, enter, create, remove, control } = await open({ answers: [500] })
    enter('alice')
    const taskId = await create()
    const tasks = page.locator('#tasks')
    await tasks.getByText('InProgress', { exact: true }).first().waitFor()
    await page.locator('#callbacks').getByText('Recorder started').click()
    await page.locator('#callbacks').getByText('status 500').waitFor()
    await page.locator('#callbacks').getByText('status 200').waitFor()
    expect(await page.getByLabel('Body of attempt 1 of callback 301').textContent()).toContain(`"TaskId": "${taskId}"`)

    await remove(taskId)
    await tasks.getByText('ended, code 0').waitFor()
    const file = await control.until(() => control.media.list().at(-1), soon())
    await tasks.getByRole('link', { name: file.name }).waitFor()
    await tasks.getByText('Timeline').click()
    await tasks.getByRole('listitem').filter({ hasText: 'entered' }).waitFor()
  })

  it('play there once they are over', async () => {
    const clock = createVirtualClock()
    const { page, enter, create, remove, control } = await open({ clock, vodPlayKey: 'AbCdEf0123456789' })
    enter('alice')
    const taskId = await create()
    await clock.advance(2000)
    await remove(taskId)
    await clock.advance(10_000)
    expect(control.media.list()).toHaveLength(1)
    const video = page.locator('#tasks video')
    await video.evaluate((video: HTMLVideoElement) => { video.muted = true; return video.play() })
    await page.waitForFunction(() => document.querySelector('video')!.currentTime > 0)
    expect(await video.evaluate((video: HTMLVideoElement) => video.duration)).toBeCloseTo(2, 0)
    // what changes meanwhile does not disturb it
    enter('bob')
    await button(page, 'Camera of bob').waitFor()
    await page.waitForFunction(() => document.querySelector('video')!.ended)
  })

  it('are drawn as they look now', async () => {
    const { page, enter, create, call, control } = await open()
    const room = enter('alice')
    enter('bob', { screen: true })
    const taskId = await create({ MixLayoutParams: { MixLayoutMode: 1 } })
    const picture = (who: string) => page.getByRole('img', { name: `Picture of rr_demo: ${who}`, exact: true })
    const box = async (text: string) => picture('alice, bob, screen').locator('g', { hasText: text }).locator('rect').boundingBox()
    await picture('alice, bob, screen').waitFor()
    const [whole, big, small] = [await picture('alice, bob, screen').boundingBox(), await box('alice'), await box('bob')]
    expect(big!.height).toBeCloseTo(whole!.height, -1)
    expect(small!.height / whole!.height).toBeCloseTo(0.235, 1)
    expect(small!.y).toBeGreaterThan(whole!.y + whole!.height / 2)

    control.rooms.update(room, 'bob', { screen: false, microphone: true })
    await picture('alice, bob, voice').waitFor()
    await call('ModifyCloudRecording', { SdkAppId: sdkAppId, TaskId: taskId, MixLayoutParams: { MixLayoutMode: 3, PureAudioDisableLayout: true } })
    await picture('alice').waitFor()
    control.rooms.close(room)
    await picture('alice').waitFor({ state: 'detached' })
  })

  it('can be disturbed as only the service can', async () => {
    const { page, create, receiver, control } = await open()
    await create()
    await page.getByRole('button', { name: 'Cut off: LeaveCode 100' }).click()
    await page.locator('#tasks').getByText('ended, code 100').waitFor()
    await control.until(() => receiver.of(302).length === 1, soon())
    expect(receiver.of(302)[0]!.EventInfo.Payload).toEqual({ LeaveCode: 100 })
  })

  it('show no secret', async () => {
    const { page, create } = await open()
    const taskId = await create()
    await page.locator('#requests').getByText('CreateCloudRecording').waitFor()
    // a TaskId may by chance look like the beginning of a UserSig
    const text = (await page.locator('main').textContent())!.replaceAll(taskId, '')
    expect(text).toContain('"UserSig": "***"')
    expect(text).not.toMatch(/eJ[\w*-]{40}/)
  })
})

describe('settings on the page', () => {
  it('choose between the ways in which Tencent\'s documents can be read, and back', async () => {
    const { page, control } = await open()
    await page.getByText('Where Tencent\'s documents are silent').click()
    await page.getByLabel('eventTs').selectOption('number')
    await page.getByText('1 changed').waitFor()
    expect(control.variants.list().eventTs).toBe('number')
    await button(page, 'All to defaults').click()
    await page.getByText('1 changed').waitFor({ state: 'detached' })
    expect(control.variants.list().eventTs).toBe('string')
    expect(await page.getByLabel('eventTs').inputValue()).toBe('string')
  })

  it('switch automatic recording on and off', async () => {
    const { page, enter, control } = await open()
    await page.getByRole('switch', { name: 'Automatic recording' }).click()
    await page.getByRole('switch', { name: 'Automatic recording', checked: true }).waitFor()
    enter('alice')
    await page.locator('#tasks').getByText('One file per stream').waitFor()
    await page.getByRole('switch', { name: 'Automatic recording' }).click()
    await page.getByRole('switch', { name: 'Automatic recording', checked: false }).waitFor()
    expect(control.autoRecording.get()).toBeNull()
  })

  it('move virtual time', async () => {
    const clock = createVirtualClock({ now: Date.UTC(2026, 0, 1) })
    const { page } = await open({ clock })
    await button(page, '+ 1 hour').click()
    await page.locator('#settings time[datetime="2026-01-01T01:00:00.000Z"]').waitFor()
    expect(clock.now()).toBe(Date.UTC(2026, 0, 1, 1))
  })
})

describe('the page itself', () => {
  it('says that the emulator is gone, and comes back with it', async () => {
    const { page, url, close, enter } = await open()
    enter('alice')
    await button(page, 'Camera of alice').waitFor()
    await close()
    await page.getByText('Not connected.').waitFor()
    await button(page, 'Camera of alice').click()
    await page.getByRole('alert').getByText('The emulator does not answer.').waitFor()

    const next = await createTrtcEmulator({ port: Number(new URL(url).port) })
    onTestFinished(() => next.close())
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByText('Nobody is here.').waitFor()
  })

  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8')

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('is accessible and not too wide: %s, %i pixels', async (colorScheme, width) => {
    const { page, enter, create, remove, control } = await open({ colorScheme, viewport: { width, height: 844 }, answers: [500] })
    enter('alice')
    enter('bob', { screen: true })
    control.faults.set([{ callback: 302, effect: 'drop' }, { action: 'DismissRoom', effect: 'timeout' }])
    await remove(await create())
    await create({ UserId: 'rr_second' })
    await control.until(() => control.media.list().length > 0, soon())
    await page.locator('#tasks').getByText('InProgress', { exact: true }).first().waitFor()
    await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true })

    await page.evaluate(axe)
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: { run: () => Promise<{ violations: { id: string, nodes: { html: string, failureSummary: string }[] }[] }> } }
      return (await axe.run()).violations.map(({ id, nodes }) => [id, ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)])
    })
    expect(violations).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
  })
})
