import type { CosStorageOptions } from './cos-params.js'
import { ConfigError } from '../config.js'

export interface CosConfig {
  cosBucket?: string | undefined
  cosRegion?: string | undefined
  cosSecretId?: string | undefined
  cosSecretKey?: string | undefined
  cosEndpoint: string
}

/**
 * `null`: no bucket, files go to VOD.
 * @throws ConfigError when a bucket is named and something else is missing.
 */
export function resolveCos({ cosBucket, cosRegion, cosSecretId, cosSecretKey, cosEndpoint }: CosConfig): Omit<CosStorageOptions, 'timeoutMs'> | null {
  if (cosBucket === undefined) return null
  const needed = (variable: string, value: string | undefined) => {
    if (value === undefined) throw new ConfigError(variable, 'is missing; COS_BUCKET needs it')
    return value
  }
  return {
    bucket: cosBucket,
    region: needed('COS_REGION', cosRegion),
    secretId: needed('COS_SECRET_ID', cosSecretId),
    secretKey: needed('COS_SECRET_KEY', cosSecretKey),
    endpoint: cosEndpoint,
  }
}
