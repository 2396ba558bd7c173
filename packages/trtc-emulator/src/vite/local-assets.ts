const assets = /https:\/\/web\.sdk\.qcloud\.com\/(?:im\/assets\/emoji-plugin|component\/TUIKit\/assets)\//g

/** An empty picture; what the UI appends (a file name) becomes its fragment. */
const empty = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E#'

/** TUIRoomKit loads some sixty emoji and a few pictures from Tencent as soon as it starts. Here it gets empty ones. */
export function keepAssetsLocal(code: string): string {
  return code.replace(assets, empty)
}
