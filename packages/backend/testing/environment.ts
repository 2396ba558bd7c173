import { CALLBACK_KEY, key } from './stack.js'

export interface TestEnvironment {
  databaseUrl: string
  trtcUrl: string
  /** VOD and the Conference REST API. @default trtcUrl */
  cloudUrl?: string
}

/** The environment of a backend in a process of its own that takes the emulator for Tencent. */
export function environmentOf({ databaseUrl, trtcUrl, cloudUrl = trtcUrl }: TestEnvironment): Record<string, string> {
  return {
    TRTC_SDK_APP_ID: String(key.sdkAppId),
    TRTC_SDK_SECRET_KEY: key.sdkSecretKey,
    TENCENTCLOUD_SECRET_ID: 'AKIDdemo',
    TENCENTCLOUD_SECRET_KEY: 'demoSecretKey',
    CONFERENCE_ADMIN_USER_ID: 'administrator',
    TRTC_CALLBACK_KEY: CALLBACK_KEY,
    TRTC_ENDPOINT: trtcUrl,
    VOD_ENDPOINT: cloudUrl,
    CONFERENCE_ENDPOINT: cloudUrl,
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    PORT: '0',
  }
}
