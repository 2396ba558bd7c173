import type { StorageCheck } from '../../storage/file-storage.js'
import type { Finding } from './finding.js'
import { failed, ok, warning } from './finding.js'

/** Whether files would find their place, as the storage itself tells. */
export async function checkStorage(kind: 'vod' | 'cos', check: () => Promise<StorageCheck>): Promise<Finding> {
  const name = kind === 'cos' ? 'COS' : 'VOD'
  const advice = kind === 'cos'
    ? 'Check COS_BUCKET, COS_REGION, COS_SECRET_ID and COS_SECRET_KEY, and that the credential may list, read, write and delete in the bucket.'
    : 'Check that VOD is open for the account, VOD_SUB_APP_ID, and that the credential may call SearchMedia and DeleteMedia.'
  const { state, problem = `${name} cannot be looked at`, upstreamCode } = await check()
  const message = upstreamCode === undefined ? problem : `${problem.replace(/\.$/, '')} (${upstreamCode})`
  if (state === 'ok') return ok(`${name} answers, and takes the credential`)
  return state === 'warning' ? warning(message, advice) : failed(message, advice)
}
