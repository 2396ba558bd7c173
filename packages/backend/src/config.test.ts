import type { RecordingBackendOptions } from './options.js'
import { describe, expect, it } from 'vitest'
import { createRecordingBackend } from './backend.js'
import { ConfigError, configFromEnv } from './config.js'

const env = {
  TRTC_SDK_APP_ID: '1400000123',
  TRTC_SDK_SECRET_KEY: 'secret-of-the-app',
  TENCENTCLOUD_SECRET_ID: 'AKIDdemo',
  TENCENTCLOUD_SECRET_KEY: 'secret-of-the-account',
  CONFERENCE_ADMIN_USER_ID: 'administrator',
  TRTC_CALLBACK_KEY: 'Rk7wQ2mZ9tLb4XcV',
}

describe('the environment', () => {
  it('needs six variables; the rest is Tencent\'s and ours', () => {
    expect(configFromEnv(env)).toEqual({
      trtcSdkAppId: 1400000123,
      trtcSdkSecretKey: 'secret-of-the-app',
      tencentcloudSecretId: 'AKIDdemo',
      tencentcloudSecretKey: 'secret-of-the-account',
      tencentcloudRegion: 'ap-guangzhou',
      trtcEndpoint: 'https://trtc.tencentcloudapi.com',
      vodEndpoint: 'https://vod.tencentcloudapi.com',
      conferenceEndpoint: 'https://console.tim.qq.com',
      conferenceAdminUserId: 'administrator',
      trtcCallbackKey: 'Rk7wQ2mZ9tLb4XcV',
      databaseUrl: 'pglite:./.roomkit-recording/db',
      corsOrigins: [],
      cosEndpoint: 'https://{Bucket}.cos.{Region}.myqcloud.com',
      host: '0.0.0.0',
      port: 8787,
    })
  })

  it('can say everything', () => {
    expect(configFromEnv({
      ...env,
      TENCENTCLOUD_REGION: 'ap-singapore',
      TRTC_ENDPOINT: 'http://127.0.0.1:7070',
      VOD_ENDPOINT: 'http://127.0.0.1:7070/',
      CONFERENCE_ENDPOINT: 'https://adminapisgp.im.qcloud.com',
      VOD_SUB_APP_ID: '1500000001',
      DATABASE_URL: 'postgres://u:p@db/recordings',
      CORS_ORIGINS: 'https://a.example, http://localhost:5173',
      HOST: '127.0.0.1',
      PORT: '0',
    })).toMatchObject({ tencentcloudRegion: 'ap-singapore', vodSubAppId: 1500000001, corsOrigins: ['https://a.example', 'http://localhost:5173'], port: 0 })
  })

  it.each<[string, string | undefined, RegExp]>([
    ...Object.keys(env).map(name => [name, undefined, /is missing$/] as [string, undefined, RegExp]),
    ['TRTC_SDK_APP_ID', '', /is missing/],
    ['VOD_PLAY_KEY', 'short', /8–20 letters and digits/],
    ['COS_BUCKET', 'recordings', /APPID/],
    ['COS_ENDPOINT', 'https://cos.example', /\{Bucket\}/],
    ['RETENTION_DAYS', '0', /number of days/],
    ['RETENTION_DAYS', 'ever', /number of days/],
    ['PRICES', 'mars', /"international", "china"/],
    ['PRICES', '{"per":"process"}', /PRICES/],
    ['PRICES', '{', /PRICES/],
    ['PUBLIC_URL', 'example.com', /full URL/],
    ['TRTC_SDK_APP_ID', 'abc', /a number/],
    ['TRTC_SDK_APP_ID', '-1', /a number/],
    ['TRTC_SDK_APP_ID', '1.5', /a number/],
    ['TRTC_SDK_SECRET_KEY', '  ', /is missing/],
    ['TENCENTCLOUD_REGION', 'Guangzhou', /region/],
    ['TRTC_ENDPOINT', 'trtc.tencentcloudapi.com', /full URL/],
    ['TRTC_ENDPOINT', 'ftp://trtc.tencentcloudapi.com', /full URL/],
    ['VOD_ENDPOINT', 'https://vod.tencentcloudapi.com/v1', /without a path/],
    ['CONFERENCE_ENDPOINT', 'https://', /full URL/],
    ['VOD_SUB_APP_ID', 'main', /a number/],
    ['TRTC_CALLBACK_KEY', 'has blanks in it', /letters and digits/],
    ['TRTC_CALLBACK_KEY', 'x'.repeat(33), /letters and digits/],
    ['DATABASE_URL', 'mysql://db', /postgres/],
    ['DATABASE_URL', 'pglite:', /pglite/],
    ['CORS_ORIGINS', 'example.com', /origins/],
    ['CORS_ORIGINS', 'https://a.example/path', /origins/],
    ['WEBHOOK_URL', 'example.com/hook', /full URL/],
    ['WEBHOOK_SECRET', 'secret-of-mine', /whsec_/],
    ['WEBHOOK_SECRET', 'whsec_c2hvcnQ=', /24–64 bytes/],
    ['METRICS_TOKEN', 'short', /16–256/],
    ['PORT', '65536', /port/],
    ['PORT', 'http', /port/],
  ])('%s=%s is told in one line that names it', (name, value, problem) => {
    const given = { ...env, [name]: value }
    expect(() => configFromEnv(given)).toThrow(ConfigError)
    try {
      configFromEnv(given)
    } catch (error) {
      const { message, variable } = error as ConfigError
      expect([variable, message.startsWith(`${name} `), message.split('\n').length]).toEqual([name, true, 1])
      expect(message).toMatch(problem)
      expect(message).not.toContain('secret-of')
    }
  })

  it('may hold a price list of its own', () => {
    const { prices } = configFromEnv({ ...env, PRICES: '{"per":"process","currency":"EUR","thousandMinutes":{"audio":1,"hd":2,"fhd":3,"2k":4,"4k":5}}' })
    expect(prices).toMatchObject({ per: 'process', currency: 'EUR' })
    expect(configFromEnv({ ...env, PRICES: 'china' }).prices).toMatchObject({ per: 'stream', currency: 'CNY' })
  })

  it('says the same of options that are missing', async () => {
    const { trtcCallbackKey: _, ...options } = configFromEnv(env)
    await expect(createRecordingBackend(options as never)).rejects.toThrow('TRTC_CALLBACK_KEY is missing')
    await expect(createRecordingBackend({ ...configFromEnv(env), maxIdleSeconds: 4 })).rejects.toThrow('MAX_IDLE_SECONDS must be 5–86400 seconds')
  })

  it.each<[Partial<RecordingBackendOptions>, string]>([
    [{ startPolicy: 'always' as 'manual' }, 'START_POLICY must be "manual"'],
    [{ startPolicy: { when: 'published', anchors: 0 } }, 'START_POLICY'],
    [{ maxConcurrentRecordings: 0 }, 'MAX_CONCURRENT_RECORDINGS must be 1–100000'],
    [{ limitWarningMinutes: [10, 0] }, 'LIMIT_WARNING_MINUTES must be a list'],
    [{ followDwellSeconds: -1 }, 'FOLLOW_DWELL_SECONDS must be 0–60 seconds'],
    [{ webhookUrl: 'https://example.com/hook' }, 'WEBHOOK_SECRET is missing; WEBHOOK_URL needs it'],
    [{ cosBucket: 'rec-1250000000' }, 'COS_REGION is missing; COS_BUCKET needs it'],
    [{ cosBucket: 'rec-1250000000', cosRegion: 'ap-guangzhou', cosSecretId: 'AKIDcos' }, 'COS_SECRET_KEY is missing; COS_BUCKET needs it'],
  ])('refuses %o', async (options, problem) => {
    await expect(createRecordingBackend({ ...configFromEnv(env), ...options })).rejects.toThrow(problem)
    await expect(createRecordingBackend({ ...configFromEnv(env), defaults: { quality: '4k' as 'hd' } })).rejects.toThrow(ConfigError)
  })
})
