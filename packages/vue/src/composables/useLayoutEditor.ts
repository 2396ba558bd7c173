import type { CustomLayout, EditHistory, MixLayout, PictureFit, Place, SnapGuide, StreamKind, SubscribeUsers, Tile, TileAlignment, TileSide } from '@roomkit-recording/core'
import type { ComputedRef, MaybeRefOrGetter, ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { DrawnPicture } from '../layout/drawn-pictures.js'
import { addTile, alignTile, createEditHistory, customLayoutOf, endEdit, fitTile, layerTile, MAX_PICTURES, moveTile, recordEdit, redoEdit, resizeTile, snapTile, undoEdit } from '@roomkit-recording/core'
import { computed, shallowReadonly, shallowRef, toValue, watch } from 'vue'
import { injectRecording } from '../context.js'
import { drawPictures } from '../layout/drawn-pictures.js'
import { editorMessages } from '../locale/editor.js'
import { cleanName, fill, joinSentences } from '../locale/format.js'
import { useMessages } from './useMessages.js'
import { useRoomState } from './useRoomState.js'

export interface UseLayoutEditorOptions {
  /** What to begin with; a template becomes a custom layout that looks like it. @default a grid of those who are here */
  layout?: MixLayout | undefined
  /** Who will be heard and seen. @default everybody */
  subscribe?: MaybeRefOrGetter<SubscribeUsers | undefined>
}

/** A tile with what is needed to show it. */
export interface EditorTile {
  /** Stays the same through all edits. */
  id: number
  /** From 1. */
  number: number
  tile: Tile
  /** What would be recorded there now; `null`: nobody. */
  picture: DrawnPicture | null
  /** “Tile 2: Alice”. */
  label: string
  /** Where it is, for a screen reader. */
  description: string
  isSelected: boolean
  /** Others cover it, wholly or in part. */
  isBehind: boolean
}

export interface EditorGesture {
  /** Steps with the same key are undone together, until `endGesture()`. */
  key?: string
  /** Snaps to what is this near, in shares of the canvas. */
  snap?: { x: number, y: number } | undefined
}

export interface UseLayoutEditorReturn {
  /** What is arranged: always one that `checkMixLayout` finds nothing wrong with. */
  layout: ComputedRef<CustomLayout>
  /** Something was changed since the beginning. */
  isChanged: ComputedRef<boolean>
  tiles: ComputedRef<readonly EditorTile[]>
  selected: ComputedRef<EditorTile>
  select: (id: number) => void
  /** Lines at which the tile has snapped, while it moves. */
  guides: Readonly<ShallowRef<readonly SnapGuide[]>>
  /** By shares of the canvas from where the tile was when the gesture began. */
  move: (dx: number, dy: number, gesture?: EditorGesture) => void
  resize: (sides: readonly TileSide[], dx: number, dy: number, gesture?: EditorGesture) => void
  endGesture: () => void
  /** Puts back what the gesture changed. */
  cancelGesture: () => void
  setPlace: (place: Partial<Place>) => void
  align: (to: TileAlignment) => void
  layer: (to: 'front' | 'back') => void
  /** `null`: the next person by time of entry. */
  assign: (userId: string | null, stream: StreamKind) => void
  setFit: (fit: PictureFit) => void
  /** 0 to 1. */
  setOpacity: (opacity: number) => void
  /** `#rrggbb`. */
  setBackground: (background: string) => void
  canAdd: ComputedRef<boolean>
  canRemove: ComputedRef<boolean>
  add: () => void
  remove: () => void
  canUndo: ComputedRef<boolean>
  canRedo: ComputedRef<boolean>
  undo: () => void
  redo: () => void
  /** What a screen reader is to say of the last edit. */
  announcement: Readonly<ShallowRef<string>>
}

interface Arrangement {
  ids: readonly number[]
  layout: CustomLayout
}

/** A layout editor without any markup. What it starts from is read once. */
export function useLayoutEditor(options: UseLayoutEditorOptions = {}, recording?: RecordingContext): UseLayoutEditorReturn {
  const context = injectRecording(recording)
  const { locale } = context
  const room = useRoomState(context)
  const texts = useMessages(context, 'editor', editorMessages)

  let nextId = 0
  const first = customLayoutOf(options.layout ?? { mode: 'grid' }, room.value.people, toValue(options.subscribe))
  const start: Arrangement = { ids: first.tiles.map(() => nextId++), layout: { ...first, tiles: first.tiles.map(fitTile) } }
  const history = shallowRef<EditHistory<Arrangement>>(createEditHistory(start))
  const selectedId = shallowRef(start.ids[0]!)
  const guides = shallowRef<readonly SnapGuide[]>([])
  const announcement = shallowRef('')
  /** Of the tile that is being moved, where it was. */
  let origin: { key: string, tile: Tile, before: EditHistory<Arrangement> } | null = null

  const present = computed(() => history.value.present)
  const index = computed(() => Math.max(0, present.value.ids.indexOf(selectedId.value)))
  watch(present, ({ ids }) => { if (!ids.includes(selectedId.value)) selectedId.value = ids.at(-1)! }, { flush: 'sync' })

  const percent = computed(() => new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: 1 }))
  const placeTexts = ({ x, y, width, height }: Place) => Object.fromEntries(Object.entries({ x, y, width, height }).map(([name, share]) => [name, percent.value.format(share)]))
  const say = (text: string, values: Record<string, string> = {}) => { announcement.value = fill(text, values) }

  const pictures = computed(() => {
    // Which tile a picture is in is told by its layer, which decides on nothing else here.
    const { tiles } = present.value.layout
    const drawn = drawPictures({ layout: { mode: 'custom', tiles: tiles.map((tile, layer) => ({ ...tile, layer })) }, people: room.value.people, subscribe: toValue(options.subscribe) })
    return new Map(drawn.map(picture => [picture.layer, { ...picture, layer: tiles[picture.layer]!.layer ?? 0 }]))
  })

  const nameOf = (userId: string) => cleanName(room.value.people.find(person => person.userId === userId)?.name ?? '') || userId

  function whoIs({ userId, stream = 'camera' }: Tile, picture: DrawnPicture | null): string {
    if (userId !== undefined) return stream === 'screen' ? fill(texts.value.screenOf, { name: nameOf(userId) }) : nameOf(userId)
    const next = stream === 'screen' ? texts.value.nextScreen : texts.value.nextPerson
    return `${next} (${picture?.name ?? texts.value.nobody})`
  }

  const tiles = computed<readonly EditorTile[]>(() => present.value.layout.tiles.map((tile, at, all): EditorTile => {
    const picture = pictures.value.get(at) ?? null
    const isBehind = all.some((other, otherAt) => isInFront(other, otherAt, tile, at) && overlaps(other, tile))
    return {
      id: present.value.ids[at]!,
      number: at + 1,
      tile,
      picture,
      label: fill(texts.value.tile, { number: String(at + 1), who: whoIs(tile, picture) }),
      description: joinSentences([fill(texts.value.tilePlace, placeTexts(tile)), isBehind ? texts.value.tileBehind : ''], locale.value),
      isSelected: at === index.value,
      isBehind,
    }
  }))
  const selected = computed(() => tiles.value[index.value]!)

  function edit(change: (arrangement: Arrangement) => Arrangement, key: string | null = null) {
    history.value = recordEdit(history.value, change(present.value), key)
  }

  function editTile(change: (tile: Tile) => Tile, key: string | null = null) {
    const at = index.value
    edit(({ ids, layout }) => ({ ids, layout: { ...layout, tiles: layout.tiles.map((tile, each) => each === at ? change(tile) : tile) } }), key)
  }

  /** Of one gesture each step starts from where the tile was, so that what snapped comes loose again. */
  function gesture(what: string, change: (tile: Tile) => Tile, sides: readonly TileSide[] | undefined, { key, snap }: EditorGesture) {
    const name = key === undefined ? null : `${what} ${selectedId.value} ${key}`
    if (name === null) origin = null
    else if (origin?.key !== name) origin = { key: name, tile: selected.value.tile, before: endEdit(history.value) }
    const wanted = change(origin?.tile ?? selected.value.tile)
    const others = tiles.value.filter(({ isSelected }) => !isSelected).map(({ tile }) => tile)
    const snapped = snap ? snapTile(wanted, { others, reach: snap, ...sides && { sides } }) : { tile: wanted, guides: [] }
    guides.value = snapped.guides
    editTile(() => snapped.tile, name)
  }

  function endGesture() {
    if (origin) say(origin.key.startsWith('move') ? texts.value.moved : texts.value.resized, placeTexts(selected.value.tile))
    origin = null
    guides.value = []
    history.value = endEdit(history.value)
  }

  return {
    layout: computed(() => present.value.layout),
    isChanged: computed(() => present.value !== start),
    tiles,
    selected,
    select(id) {
      if (id === selectedId.value) return
      endGesture()
      selectedId.value = id
    },
    guides: shallowReadonly(guides),
    move(dx, dy, how = {}) {
      gesture('move', tile => moveTile(tile, dx, dy), undefined, how)
      if (!how.key) say(texts.value.moved, placeTexts(selected.value.tile))
    },
    resize(sides, dx, dy, how = {}) {
      gesture('resize', tile => resizeTile(tile, sides, dx, dy), sides, how)
      if (!how.key) say(texts.value.resized, placeTexts(selected.value.tile))
    },
    endGesture,
    cancelGesture() {
      if (origin) history.value = origin.before
      origin = null
      guides.value = []
    },
    setPlace: place => editTile(tile => placeTile(tile, place)),
    align(to) {
      editTile(tile => alignTile(tile, to))
      say(texts.value.moved, placeTexts(selected.value.tile))
    },
    layer(to) {
      const at = index.value
      edit(({ ids, layout }) => ({ ids, layout: { ...layout, tiles: layerTile(layout.tiles, at, to) } }))
      say(to === 'front' ? texts.value.broughtToFront : texts.value.sentToBack)
    },
    assign: (userId, stream) => editTile(({ userId: _, stream: __, ...tile }) => ({ ...tile, ...userId !== null && { userId }, ...stream === 'screen' && { stream } })),
    setFit: fit => editTile(tile => ({ ...tile, fit })),
    setOpacity: opacity => editTile(tile => ({ ...tile, opacity: Math.min(1, Math.max(0, opacity)) }), `opacity ${selectedId.value}`),
    setBackground: background => edit(({ ids, layout }) => ({ ids, layout: { ...layout, background } }), 'background'),
    canAdd: computed(() => present.value.ids.length < MAX_PICTURES),
    canRemove: computed(() => present.value.ids.length > 1),
    add() {
      if (present.value.ids.length >= MAX_PICTURES) return say(texts.value.full, { most: String(MAX_PICTURES) })
      const id = nextId++
      edit(({ ids, layout }) => ({ ids: [...ids, id], layout: { ...layout, tiles: addTile(layout.tiles) } }))
      selectedId.value = id
      say(texts.value.added, { number: String(present.value.ids.length) })
    },
    remove() {
      if (present.value.ids.length === 1) return say(texts.value.last)
      const at = index.value
      const others = <T>(list: readonly T[]) => list.filter((_, each) => each !== at)
      edit(({ ids, layout }) => ({ ids: others(ids), layout: { ...layout, tiles: others(layout.tiles) } }))
      say(texts.value.removed, { count: String(present.value.ids.length) })
    },
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    undo() {
      if (!history.value.past.length) return
      history.value = undoEdit(history.value)
      say(texts.value.undone)
    },
    redo() {
      if (!history.value.future.length) return
      history.value = redoEdit(history.value)
      say(texts.value.redone)
    },
    announcement: shallowReadonly(announcement),
  }
}

/** A new size keeps the top left corner as long as it fits; a new corner keeps the size. */
function placeTile(tile: Tile, place: Partial<Place>): Tile {
  const { x, y, width, height } = { ...tile, ...place }
  return fitTile({
    ...tile,
    x,
    y,
    width: place.width === undefined ? width : Math.min(width, 1 - x),
    height: place.height === undefined ? height : Math.min(height, 1 - y),
  })
}

function isInFront(other: Tile, otherAt: number, tile: Tile, at: number): boolean {
  const [a, b] = [other.layer ?? 0, tile.layer ?? 0]
  return a > b || (a === b && otherAt > at)
}

function overlaps(a: Place, b: Place): boolean {
  return Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1e-9 && Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1e-9
}
