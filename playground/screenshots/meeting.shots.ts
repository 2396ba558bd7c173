import { fileURLToPath } from 'node:url'
import { expect, test } from '../e2e/support/test.js'

const folder = fileURLToPath(new URL('.', import.meta.url))

const looks = [
  { name: 'desktop-light-en', lang: 'en-US', theme: 'light' },
  { name: 'desktop-dark-zh', lang: 'zh-CN', theme: 'dark' },
  { name: 'phone-light-zh', lang: 'zh-CN', theme: 'light', view: 'h5', viewport: { width: 390, height: 844 } },
  { name: 'phone-dark-en', lang: 'en-US', theme: 'dark', view: 'h5', viewport: { width: 390, height: 844 } },
] as const

for (const { name, ...look } of looks) {
  test(name, async ({ join, stack, room }) => {
    const alice = await join('alice', { name: 'Alice', camera: true, ...look })
    const bob = await join('bob', { name: 'Bob', camera: true, ...look })
    const picture = async (who: typeof alice, what: string) => {
      await who.wakeToolbar()
      await who.page.screenshot({ path: `${folder}${name}-${what}.png` })
    }

    await alice.pressButton()
    await expect(alice.dialog).toBeVisible()
    await alice.page.screenshot({ path: `${folder}${name}-1-ask.png` })
    await alice.dialog.getByRole('button').last().click()
    await alice.seesRecording()
    await expect.poll(() => alice.elapsedSeconds()).toBeGreaterThanOrEqual(3)
    await picture(alice, '2-host-recording')
    await picture(bob, '3-guest-recording')

    await alice.pressButton()
    await expect(alice.dialog).toBeVisible()
    await alice.page.screenshot({ path: `${folder}${name}-4-ask-stop.png` })
    await alice.dialog.getByRole('button').last().click()
    await expect(alice.notice).toBeVisible()
    await picture(alice, '5-ended')

    await stack.emulator.setFaults([{ action: 'CreateCloudRecording', effect: 'error', code: 'FailedOperation.RestrictedConcurrency', times: 1 }])
    await alice.pressButton()
    await alice.dialog.getByRole('button').last().click()
    await expect(alice.failure).toBeVisible()
    await picture(alice, '6-refused')
    expect(await stack.emulator.tasks(room)).toHaveLength(1)
  })
}
