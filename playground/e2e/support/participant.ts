import type { BrowserContext, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

export interface JoinOptions {
  name?: string
  lang?: 'en-US' | 'zh-CN'
  theme?: 'light' | 'dark'
  view?: 'h5'
  /** Options of the plugin, as the playground's address takes them. */
  plugin?: { plan?: 'automatic' | 'both', consent?: 'inform' | 'acknowledge', ask?: '1', recorder?: 'conference' }
}

/** `1:02:03` or `02:03` in seconds. */
function toSeconds(text: string): number {
  return text.split(':').reduce((total, part) => total * 60 + Number(part), 0)
}

/** Chooses a card of the layout picker in a dialog or panel. */
export async function chooseLayout(picker: Locator, name: string) {
  // the dot is invisible, and the cards move as long as the dialog is being opened
  await expect(() => picker.getByRole('radio', { name }).check({ force: true, timeout: 3000 })).toPass()
}

/** One person's browser in a meeting, by what that person can see and press. */
export class Participant {
  readonly recordButton: Locator
  readonly indicator: Locator
  readonly notice: Locator
  readonly failure: Locator
  readonly dialog: Locator
  readonly consent: Locator
  readonly request: Locator
  readonly badge: Locator
  readonly panel: Locator
  readonly pageErrors: Error[] = []
  private isPhone = false
  private moves = 0

  constructor(readonly page: Page, readonly context: BrowserContext, readonly userId: string, readonly roomId: string) {
    // the panel has one of its own
    this.recordButton = page.locator('[data-part="record-button"]:not([data-variant="inline"])')
    this.indicator = page.locator('[data-part="recording-indicator"]')
    this.notice = page.locator('[data-part="recording-notice"]')
    this.failure = page.locator('[data-part="recording-failure"]')
    this.dialog = page.locator('[data-part="start-dialog"], [data-part="confirm-dialog"]')
    this.consent = page.locator('[data-part="consent-notice"]')
    this.request = page.locator('[data-part="request-notice"]')
    this.badge = page.locator('[data-part="in-recording-badge"]')
    this.panel = page.locator('[data-part="recording-panel"]')
    page.on('pageerror', error => this.pageErrors.push(error))
  }

  async enter(pageUrl: string, { name, lang = 'en-US', theme = 'light', view, plugin }: JoinOptions = {}) {
    this.isPhone = view === 'h5'
    const query = new URLSearchParams({ room: this.roomId, user: this.userId, name: name ?? this.userId, lang, theme, ...(view && { view }), ...plugin })
    await this.page.goto(`${pageUrl}/?${query}`)
    await this.isInMeeting()
  }

  async isInMeeting() {
    await expect(this.page.locator('#roomPage')).toBeVisible({ timeout: 45_000 })
  }

  /** TUIRoomKit's toolbar hides after a few seconds; the mouse, or a finger on a phone, brings it back. */
  async wakeToolbar() {
    const { width, height } = this.page.viewportSize()!
    await this.page.bringToFront()
    if (!this.isPhone) {
      // TUIRoomKit listens for moves: the pointer has to end up somewhere else each time
      this.moves++
      await this.page.mouse.move(width / 2, height / 2 + this.moves % 20)
    } else if (!await this.recordButton.isVisible()) {
      await this.page.touchscreen.tap(width / 2, height / 2)
    }
  }

  /** Clicks what is in TUIRoomKit's toolbar, which takes no notice of a tap while it is being set up, and may hide again before it is reached. */
  async pressInToolbar(button: Locator) {
    await expect(async () => {
      await this.wakeToolbar()
      await expect(button).toBeVisible({ timeout: 2000 })
      await button.click({ timeout: 3000 })
    }).toPass()
  }

  /** Opens the dialog of the record button. */
  async pressButton() {
    await this.pressInToolbar(this.recordButton)
  }

  async pressRecord() {
    await this.pressButton()
    await this.dialog.getByRole('button', { name: 'Start recording' }).click()
  }

  async pressStop() {
    await this.pressButton()
    await this.dialog.getByRole('button', { name: 'Stop recording' }).click()
  }

  /** Opens the side panel, or the sheet on a phone. */
  async openPanel() {
    await this.pressInToolbar(this.page.locator('[data-part="recording-panel-button"]'))
    await expect(this.panel).toBeVisible()
  }

  /** Opens a tab of the panel. */
  async panelTab(name: 'Now' | 'Layout' | 'People' | 'Recordings'): Promise<Locator> {
    await this.panel.getByRole('tab', { name }).click()
    return this.panel.getByRole('tabpanel', { name })
  }

  async seesRecording() {
    await expect(this.indicator).toHaveAttribute('data-status', 'recording')
    await expect(this.indicator).toContainText(/REC|录制中/)
  }

  async seesNoRecording() {
    await expect(this.indicator).toHaveCount(0)
  }

  /** Seconds on this person's timer. */
  async elapsedSeconds(): Promise<number> {
    return toSeconds(await this.indicator.locator('.rr-time').textContent() ?? '')
  }

  /** A call to the backend with this person's own credentials, past all buttons. */
  async callBackend(method: string, path: string, body?: unknown) {
    return this.page.evaluate(async ({ method, path, body, userId }) => {
      const { userSig } = await (await fetch(`/api/user-sig?user=${userId}`)).json()
      const response = await fetch(`/recording${path}`, {
        method,
        headers: { 'authorization': `Bearer ${userSig}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: await response.json() }
    }, { method, path, body, userId: this.userId })
  }
}
