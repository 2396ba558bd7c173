declare module '*/browser/chromium.mjs' {
  /** How Playwright starts the Chromium that tests run in. */
  export function launchOptions(): { args: string[], executablePath?: string }
}
