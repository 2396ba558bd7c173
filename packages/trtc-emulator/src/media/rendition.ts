/** What is known of a file once it has been rendered: `MetaData` of VOD's DescribeMediaInfos. */
export interface MediaFacts {
  /** Bytes, of an HLS recording with all its segments. */
  size: number
  durationSeconds: number
  /** Pixels; 0 for sound alone. */
  width: number
  /** Pixels; 0 for sound alone. */
  height: number
  /** Bits per second, sound and picture together. */
  bitrate: number
  /** As VOD names containers. */
  container: 'mov,mp4,m4a,3gp,3g2,mj2' | 'aac' | 'hls'
}

/** One file on this machine's disk. */
export interface RenderedPart {
  /** Its name in storage, beside the other parts. */
  name: string
  /** Where it lies; only until the emulator is closed. */
  path: string
  /** Bytes. */
  size: number
  contentType: string
}

export interface RenderedMedia extends MediaFacts {
  /** The file itself; of an HLS recording the index first and then its segments in order. */
  parts: RenderedPart[]
}

/** The media of one recorded file. It is rendered when somebody first asks for it. */
export interface Rendition {
  /** Null until it has been rendered. */
  readonly facts: MediaFacts | null
  /** Renders it, once, one file at a time. @throws MediaError when it cannot be */
  render: () => Promise<RenderedMedia>
}

/** A recording could not be rendered, or is not to be. */
export class MediaError extends Error {
  override name = 'MediaError'
}
