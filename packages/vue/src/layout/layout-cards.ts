import type { CustomLayout, FixedMixLayout, MixLayout, MixLayoutCommon, MixLayoutMode, RoomPerson } from '@roomkit-recording/core'
import type { LayoutPreset } from './layout-preset.js'

/** One layout to choose. */
export interface LayoutOption {
  /** The mode, `preset:<id>` of a preset, `own` of a custom layout that is none of them. */
  id: string
  mode: MixLayoutMode
  preset: LayoutPreset | null
  layout: MixLayout
}

export interface LayoutOptionsInput {
  /** The one in use; each mode's own settings are taken from `remembered` otherwise. */
  layout: MixLayout
  /** What was chosen last of each mode. */
  remembered: Partial<Record<MixLayoutMode, MixLayout>>
  modes: readonly MixLayoutMode[]
  presets: readonly LayoutPreset[]
  people: readonly RoomPerson[]
}

/** What can be chosen, in order. What holds for every layout (background, fit, voices left out) is kept from one to the other. */
export function layoutOptions({ layout, remembered, modes, presets, people }: LayoutOptionsInput): LayoutOption[] {
  // A custom layout's background belongs to its arrangement.
  const common = layout.mode === 'custom' ? {} : commonOf(layout)
  const templates = modes.filter(mode => mode !== 'custom').map((mode): LayoutOption => ({
    id: mode,
    mode,
    preset: null,
    layout: layout.mode === mode ? layout : { ...remembered[mode] ?? template(mode, people), ...common } as MixLayout,
  }))
  if (!modes.includes('custom')) return templates
  const saved = presets.map((preset): LayoutOption => ({ id: `preset:${preset.id}`, mode: 'custom', preset, layout: preset.layout }))
  const own = layout.mode === 'custom' ? layout : remembered.custom
  return own && !presets.some(preset => isSameLayout(preset.layout, own))
    ? [...templates, ...saved, { id: 'own', mode: 'custom', preset: null, layout: own }]
    : [...templates, ...saved]
}

/** Which of the options the layout is. */
export function chosenOption(options: readonly LayoutOption[], layout: MixLayout): LayoutOption | undefined {
  return layout.mode === 'custom'
    ? options.find(option => isSameLayout(option.layout, layout))
    : options.find(option => option.mode === layout.mode)
}

function template(mode: MixLayoutMode, people: readonly RoomPerson[]): MixLayout {
  // TRTC knows no “whoever shares” in this layout: without a name the large place stays empty.
  const sharer = people.find(({ screen }) => screen)
  return mode === 'screenShare' && sharer ? { mode, main: sharer.userId } : { mode } as MixLayout
}

export function commonOf({ background, hideAudioOnly, fit }: MixLayout): MixLayoutCommon {
  return {
    ...background !== undefined && { background },
    ...hideAudioOnly !== undefined && { hideAudioOnly },
    ...fit !== undefined && { fit },
  }
}

/** Whether two layouts record the same: order of fields and what is left out do not count. */
export function isSameLayout(a: MixLayout, b: MixLayout): boolean {
  return JSON.stringify(plain(a)) === JSON.stringify(plain(b))
}

function plain(layout: MixLayout): unknown {
  const { background = '#000000', hideAudioOnly = false, fit = 'crop' } = layout
  const common = [layout.mode, background.toLowerCase(), fit]
  switch (layout.mode) {
    case 'grid': return [...common, hideAudioOnly]
    case 'float': return [...common, hideAudioOnly, layout.main ?? null]
    case 'screenShare': return [...common, hideAudioOnly, layout.main ?? null, layout.align ?? 'left']
    case 'follow': return [...common, hideAudioOnly, plain(layout.share ?? { mode: 'screenShare' }), plain(layout.otherwise ?? { mode: 'grid' })]
    case 'custom': return [layout.mode, background.toLowerCase(), plainTiles(layout)]
  }
}

function plainTiles({ tiles }: CustomLayout): unknown {
  return tiles.map(({ x, y, width, height, userId = null, stream = 'camera', layer = 0, fit = 'crop', opacity = 1 }) =>
    [...[x, y, width, height].map(share => Math.round(share * 1e6)), userId, stream, layer, fit, opacity])
}

/** Whom a layout shows large by name. */
export function mainOf(layout: MixLayout): string | undefined {
  return layout.mode === 'float' || layout.mode === 'screenShare' ? layout.main : undefined
}

export function withMain(layout: MixLayout, main: string | undefined): MixLayout {
  if (layout.mode !== 'float' && layout.mode !== 'screenShare') return layout
  const { main: _, ...rest } = layout
  return main === undefined ? rest : { ...rest, main }
}

/** On which side the large picture stands: of a `follow` layout, while somebody shares. */
export function alignOf(layout: MixLayout): 'left' | 'right' | undefined {
  const share = layout.mode === 'follow' ? layout.share ?? { mode: 'screenShare' } : layout
  return share.mode === 'screenShare' ? share.align ?? 'left' : undefined
}

export function withAlign(layout: MixLayout, align: 'left' | 'right'): MixLayout {
  if (layout.mode === 'screenShare') return { ...layout, align }
  const share: FixedMixLayout | undefined = layout.mode === 'follow' ? layout.share ?? { mode: 'screenShare' } : undefined
  return layout.mode === 'follow' && share?.mode === 'screenShare' ? { ...layout, share: { ...share, align } } : layout
}
