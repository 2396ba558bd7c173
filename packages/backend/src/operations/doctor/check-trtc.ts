import type { TrtcApi } from '../../trtc/trtc-api.js'
import type { Finding } from './finding.js'
import { TrtcError } from '../../trtc/trtc-error.js'
import { failed, ok, warning } from './finding.js'

/** By the codes of "Error Codes": common ones, and those of TRTC about the application. */
const advices: [code: RegExp, advice: string][] = [
  [/^AuthFailure\.(?:SecretIdNotFound|InvalidSecretId)/, 'TENCENTCLOUD_SECRET_ID is not known: look it up in the console under Access Management → API keys.'],
  [/^AuthFailure\.SignatureFailure/, 'TENCENTCLOUD_SECRET_KEY does not belong to TENCENTCLOUD_SECRET_ID.'],
  [/^AuthFailure\.SignatureExpire/, 'This machine\'s clock is wrong: let NTP keep it.'],
  [/^(?:AuthFailure\.)?UnauthorizedOperation/, 'The credential may not call TRTC: give it the policy for the recording calls and RemoveUserByStrRoomId.'],
  [/SdkAppId/i, 'TRTC_SDK_APP_ID is not an application of this account.'],
  [/^UnsupportedRegion/, 'TENCENTCLOUD_REGION has no cloud recording: take ap-guangzhou, ap-beijing, ap-shanghai or ap-singapore.'],
]

/** Asks for a task that there is not: nothing happens, and only who may ask is told that there is none. */
export async function checkTrtc(trtc: Pick<TrtcApi, 'describeCloudRecording'>): Promise<Finding> {
  try {
    await trtc.describeCloudRecording('roomkit-recording-doctor')
    return ok('TRTC takes the credential')
  } catch (error) {
    const { kind, upstreamCode } = error instanceof TrtcError ? error : {}
    if (upstreamCode === undefined) return failed(kind === 'unreachable' ? 'TRTC cannot be reached' : 'TRTC does not answer', 'Check TRTC_ENDPOINT, DNS, and that this machine may open connections to it.')
    const advice = advices.find(([code]) => code.test(upstreamCode))?.[1]
    if (advice !== undefined) return failed(`TRTC refuses: ${upstreamCode}`, advice)
    if (upstreamCode.startsWith('AuthFailure')) return failed(`TRTC refuses: ${upstreamCode}`, 'Check TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.')
    if (kind === 'retry' || kind === 'busy') return warning(`TRTC answers ${upstreamCode}`, 'Try again in a minute; when it stays, look at Tencent\'s status page.')
    // whatever else it says of a task that there is not, it knows who asks
    return ok('TRTC takes the credential')
  }
}
