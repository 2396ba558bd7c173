import { defineConfig } from '@playwright/test'
import tests from './playwright.config.js'

/** Not a test: makes the pictures that people look at. */
export default defineConfig({
  ...tests,
  testDir: 'screenshots',
  testMatch: '*.shots.ts',
})
