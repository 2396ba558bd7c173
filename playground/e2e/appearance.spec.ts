import type { Locator, Page } from '@playwright/test'
import { axeViolations } from './support/axe.js'
import { expect, test } from './support/test.js'

const phone = { width: 390, height: 844 }

test('on a phone the host records and stops with a finger-sized button', async ({ join }) => {
  const alice = await join('alice', { view: 'h5', viewport: phone })
  await alice.wakeToolbar()
  // TUIRoomKit squeezes its buttons until it has found out which ones fit
  await expect.poll(async () => {
    const box = await alice.recordButton.boundingBox()
    return Math.min(box!.width, box!.height)
  }).toBeGreaterThanOrEqual(44)

  await alice.pressRecord()
  await alice.seesRecording()
  const chip = await alice.indicator.boundingBox()
  expect(chip!.x).toBeGreaterThanOrEqual(0)
  expect(chip!.x + chip!.width).toBeLessThanOrEqual(phone.width)

  await alice.pressStop()
  await alice.seesNoRecording()
})

test('the indicator stays when the toolbar hides', async ({ join }) => {
  const alice = await join('alice')
  await alice.pressRecord()
  await alice.seesRecording()
  await alice.page.mouse.move(640, 300)

  await expect(alice.recordButton).toBeHidden({ timeout: 20_000 })
  await expect(alice.indicator).toBeInViewport()
})

test('a notice with buttons keeps its place when the toolbar hides', async ({ join }) => {
  const alice = await join('alice')
  const bob = await join('bob', { plugin: { ask: '1' } })
  await bob.pressInToolbar(bob.recordButton)
  await alice.wakeToolbar()
  const button = alice.request.getByRole('button').first()
  await expect(alice.recordButton).toBeVisible()
  const place = await button.boundingBox()

  await expect(alice.recordButton).toBeHidden({ timeout: 20_000 })
  await button.click({ trial: true })
  expect(await button.boundingBox()).toEqual(place)
})

test('in Chinese and in the dark everything is said in Chinese', async ({ join }) => {
  const alice = await join('alice', { lang: 'zh-CN', theme: 'dark' })
  await alice.wakeToolbar()
  await expect(alice.recordButton).toHaveAccessibleName('录制')
  await alice.pressButton()
  await expect(alice.dialog).toContainText('录制')
  await alice.dialog.getByRole('button', { name: '开始录制' }).click()
  await alice.seesRecording()
  await alice.wakeToolbar()
  await expect(alice.recordButton).toHaveAccessibleName('停止录制')
})

test('the keyboard alone records and stops, and the focus comes back to the button', async ({ join }) => {
  const alice = await join('alice')
  const { keyboard } = alice.page
  await focusByTab(alice.page, alice.recordButton)
  await keyboard.press('Enter')
  await expect(alice.dialog).toBeVisible()
  await keyboard.press('Escape')
  await expect(alice.dialog).toHaveCount(0)
  await expect(alice.recordButton).toBeFocused()

  await keyboard.press('Space')
  await expect(alice.dialog).toBeVisible()
  await focusByTab(alice.page, alice.dialog.getByRole('button', { name: 'Start recording' }))
  await keyboard.press('Enter')
  await alice.seesRecording()
  await expect(alice.recordButton).toBeFocused()

  await keyboard.press('Enter')
  await expect(alice.dialog).toBeVisible()
  await focusByTab(alice.page, alice.dialog.getByRole('button', { name: 'Stop recording' }))
  await keyboard.press('Enter')
  await alice.seesNoRecording()
})

test('axe finds nothing in the parts of ours, idle, asking, recording and after', async ({ join }) => {
  const alice = await join('alice')
  await alice.wakeToolbar()
  await expect(alice.recordButton).toBeVisible()
  expect(await axeViolations(alice.page)).toEqual([])

  await alice.pressButton()
  await expect(alice.dialog).toBeVisible()
  expect(await axeViolations(alice.page)).toEqual([])

  await alice.dialog.getByRole('button', { name: 'Start recording' }).click()
  await alice.seesRecording()
  expect(await axeViolations(alice.page)).toEqual([])

  await alice.pressStop()
  await expect(alice.notice).toBeVisible()
  expect(await axeViolations(alice.page)).toEqual([])
})

test('the language changes while everything is on screen', async ({ join }) => {
  const alice = await join('alice')
  await alice.pressRecord()
  await alice.seesRecording()
  await alice.wakeToolbar()
  await alice.page.getByText('English').click()
  await expect(alice.recordButton).toHaveAccessibleName('停止录制')
  await expect(alice.indicator).toContainText('录制中')
  await alice.page.getByText('中文').click()
  await expect(alice.recordButton).toHaveAccessibleName('Stop recording')
})

/** As somebody without a mouse gets there. */
async function focusByTab(page: Page, target: Locator) {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate(element => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
