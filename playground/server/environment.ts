import { createRequire } from 'node:module'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

export type Env = Record<string, string | undefined>

/** What the emulator is started with, and everybody who talks to it needs. */
export const emulated = {
  sdkAppId: 1400000123,
  sdkSecretKey: '0123456789abcdef'.repeat(4),
  secretId: 'AKIDdemo',
  secretKey: 'demoSecretKey',
  conferenceAdminUserId: 'administrator',
  callbackKey: 'demoCallbackKey',
  vodSubAppId: 1500000001,
}

/** Tencent credentials in the environment mean Tencent's own service, unless an emulator's address is given. */
export function isEmulated(env: Env = process.env): boolean {
  return !env.TRTC_SDK_APP_ID || Boolean(env.EMULATOR_URL)
}

/** The environment of a backend that takes the emulator for Tencent. */
export function emulatedEnv(emulatorUrl: string): Env {
  return {
    EMULATOR_URL: emulatorUrl,
    TRTC_SDK_APP_ID: String(emulated.sdkAppId),
    TRTC_SDK_SECRET_KEY: emulated.sdkSecretKey,
    TENCENTCLOUD_SECRET_ID: emulated.secretId,
    TENCENTCLOUD_SECRET_KEY: emulated.secretKey,
    TENCENTCLOUD_REGION: 'ap-guangzhou',
    TRTC_ENDPOINT: emulatorUrl,
    VOD_ENDPOINT: emulatorUrl,
    VOD_SUB_APP_ID: String(emulated.vodSubAppId),
    CONFERENCE_ENDPOINT: emulatorUrl,
    CONFERENCE_ADMIN_USER_ID: emulated.conferenceAdminUserId,
    TRTC_CALLBACK_KEY: emulated.callbackKey,
  }
}

const enginePackages = ['@tencentcloud/tuiroom-engine-js', '@tencentcloud/lite-chat']

/** What has to be installed before the page can talk to Tencent's service; empty when all is there. */
export function missingEnginePackages(): string[] {
  const { resolve } = createRequire(import.meta.url)
  return enginePackages.filter(name => {
    try {
      resolve(name)
      return false
    } catch {
      return true
    }
  })
}

export const playgroundFolder = fileURLToPath(new URL('..', import.meta.url))
