import type { EmulatorVariants } from '../variants.js'
import { z } from 'zod'
import { colour, imageUrl, int, oneOf, userId } from './fields.js'
import { breach } from './request-schema.js'

const LARGEST_AREA = 1920 * 1080

/** What the canvas is when the request names none: portrait. */
export const defaultCanvas = { Width: 360, Height: 640 }

/** Either object is all or nothing: all its fields are mandatory. */
export function mixTranscodeParams({ oddCanvas }: EmulatorVariants) {
  return z.strictObject({
    VideoParams: z.strictObject({
      Width: int(1, 1920),
      Height: int(1, 1920),
      Fps: int(1, 60),
      BitRate: int(64_000, 8_192_000),
      Gop: int(1),
    }).superRefine(({ Width, Height }, ctx) => {
      if (Width * Height > LARGEST_AREA)
        ctx.addIssue(breach('InvalidParameter.OutOfRange', `A canvas of ${Width}×${Height} is larger than 1920×1080.`))
      if (oddCanvas === 'refused' && (Width % 2 || Height % 2))
        ctx.addIssue(breach('InvalidParameter', `A canvas of ${Width}×${Height} has an odd side.`))
    }).optional(),
    AudioParams: z.strictObject({
      SampleRate: oneOf(1, 2, 3),
      Channel: oneOf(1, 2),
      BitRate: int(32_000, 128_000),
    }).optional(),
  })
}

const renderMode = oneOf(0, 1, 2, 3)
const mediaId = oneOf(0, 1)
const font = z.enum(['Tencent', 'SourceHanSans'])

const mixLayout = z.strictObject({
  Top: int(0, 1920),
  Left: int(0, 1920),
  Width: int(0, 1920),
  Height: int(0, 1920),
  UserId: userId.optional(),
  Alpha: int(0, 255).default(0),
  RenderMode: renderMode.default(1),
  MediaId: mediaId.default(0),
  ImageLayer: int().default(0),
  SubBackgroundImage: imageUrl.optional(),
})

const place = { Top: int(0, 2560), Left: int(0, 2560), Width: int(0, 2560), Height: int(0, 2560) }
const waterMarkObjects = ['WaterMarkImage', 'WaterMarkChar', 'WaterMarkTimestamp'] as const

const waterMark = z.strictObject({
  WaterMarkType: oneOf(0, 1, 2).default(0),
  WaterMarkImage: z.strictObject({ WaterMarkUrl: imageUrl, ...place }).optional(),
  WaterMarkChar: z.strictObject({
    ...place,
    Chars: z.string().min(1),
    FontSize: int(1).default(14),
    FontColor: colour.default('#FFFFFF'),
    BackGroundColor: z.union([z.literal(''), colour]).default(''),
    Font: font.default('Tencent'),
  }).optional(),
  WaterMarkTimestamp: z.strictObject({
    Pos: oneOf(0, 1, 2, 3, 4, 5, 6),
    TimeZone: int(-12, 14).default(8),
    Font: font.default('Tencent'),
  }).optional(),
}).superRefine((mark, ctx) => {
  const needed = waterMarkObjects[mark.WaterMarkType]!
  if (!mark[needed]) ctx.addIssue(breach(`MissingParameter.${needed}`, `WaterMarkType ${mark.WaterMarkType} needs ${needed}.`))
})

/** Modes: 1 float, 2 screen share, 3 grid, 4 custom. */
export const mixLayoutParams = z.strictObject({
  MixLayoutMode: oneOf(1, 2, 3, 4),
  MixLayoutList: z.array(mixLayout).max(25).optional(),
  BackGroundColor: colour.default('#000000'),
  MaxResolutionUserId: userId.optional(),
  MediaId: mediaId.default(0),
  BackgroundImageUrl: imageUrl.optional(),
  BackgroundImageRenderMode: renderMode.optional(),
  PlaceHolderMode: oneOf(0, 1).default(0),
  DefaultSubBackgroundImage: imageUrl.optional(),
  WaterMarkList: z.array(waterMark).max(25).optional(),
  RenderMode: renderMode.optional(),
  MaxResolutionUserAlign: oneOf(0, 1).default(0),
  PureAudioDisableLayout: z.boolean().default(false),
}).superRefine(({ MixLayoutMode, MixLayoutList }, ctx) => {
  if (MixLayoutMode === 4 && !MixLayoutList?.length)
    ctx.addIssue(breach('MissingParameter.MixLayoutList', 'MixLayoutMode 4 needs MixLayoutList.'))
})

export type MixLayoutParams = z.output<typeof mixLayoutParams>

/** The first picture that reaches over the canvas, told in words, or null. */
export function overTheEdge({ MixLayoutMode, MixLayoutList = [] }: MixLayoutParams, canvas: { Width: number, Height: number }): string | null {
  if (MixLayoutMode !== 4) return null
  const index = MixLayoutList.findIndex(({ Left, Top, Width, Height }) => Left + Width > canvas.Width || Top + Height > canvas.Height)
  return index < 0 ? null : `MixLayoutList.${index} reaches over the canvas of ${canvas.Width}×${canvas.Height}.`
}
