import type { Recording, RecordingStatus } from '@roomkit-recording/core'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { RecordingContext } from '../context.js'
import type { RecordingSummary } from '../describe-recording.js'
import { isRecordingError } from '@roomkit-recording/core'
import { computed, onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue'
import { injectRecording } from '../context.js'
import { describeRecording } from '../describe-recording.js'
import { reasonOf } from '../failure-reason.js'
import { failureMessages } from '../locale/failure.js'
import { fold } from '../locale/fold.js'
import { fill } from '../locale/format.js'
import { listMessages } from '../locale/list.js'
import { noticeMessages } from '../locale/notice.js'
import { useMessages } from './useMessages.js'

/**
 * `forbidden`: this person may not see the history. `empty`: there is none. `error`: nothing could be loaded; what was loaded
 * before stays.
 */
export type RecordingListStatus = 'forbidden' | 'loading' | 'error' | 'empty' | 'ready'

export type RecordingStatusFilter = 'all' | Extract<RecordingStatus, 'recording' | 'processing' | 'ready' | 'failed'>
export type RecordingKindFilter = 'all' | 'mixed' | 'single' | 'audio'

export interface RecordingListEntry {
  recording: Recording
  /** The same in words. */
  summary: RecordingSummary
}

export interface UseRecordingListReturn {
  status: ComputedRef<RecordingListStatus>
  /** What is loaded and matches, newest first. Follows the room's snapshots in place. */
  entries: ComputedRef<RecordingListEntry[]>
  /** How many are loaded. */
  loadedCount: ComputedRef<number>
  /** There are older ones. */
  hasMore: ComputedRef<boolean>
  isLoadingMore: ComputedRef<boolean>
  /** Loads the next page. Never rejects: what went wrong is in `problem`. */
  loadMore: () => Promise<void>
  /** From the beginning. */
  reload: () => Promise<void>
  /** Why loading did not work, in plain words; empty when it did. */
  problem: ComputedRef<string>
  /** Searched in titles, names, dates and people, among what is loaded. */
  search: Ref<string>
  statusFilter: Ref<RecordingStatusFilter>
  kindFilter: Ref<RecordingKindFilter>
  isFiltered: ComputedRef<boolean>
  clearFilters: () => void
  /** Says honestly that older ones were not searched; empty when everything was. */
  partialNote: ComputedRef<string>
  /** Takes in what is newly known of a recording, such as its title. */
  put: (recording: Recording) => void
}

export interface RecordingListOptions {
  /** How many are asked for at a time, 1–100. @default 20 */
  pageSize?: number
}

const settledStatuses = new Set<RecordingStatus>(['ready', 'failed'])

/** The room's history: pages from the backend, kept up to date by the room's snapshots. */
export function useRecordingList(recording?: RecordingContext, { pageSize = 20 }: RecordingListOptions = {}): UseRecordingListReturn {
  const context = injectRecording(recording)
  const { adapter, room, state, locale } = context
  const texts = { list: useMessages(context, 'list', listMessages), notice: useMessages(context, 'notice', noticeMessages), failure: useMessages(context, 'failure', failureMessages) }

  const records = shallowReactive(new Map<string, Recording>())
  const cursor = shallowRef<string | null>(null)
  const loading: ShallowRef<'first' | 'more' | null> = shallowRef(null)
  const error = shallowRef<unknown>(null)
  const search = ref('')
  const statusFilter = ref<RecordingStatusFilter>('all')
  const kindFilter = ref<RecordingKindFilter>('all')
  /** Seen while they ran: the only ones that may be added without the backend's list, which is for this person. */
  const seenRunning = new Set<string>()
  const hasLoaded = shallowRef(false)
  /** Titles given here that snapshots written before do not know. */
  const renamed = new Map<string, { from: string | null, to: string | null }>()
  let calls = new AbortController()

  const mayList = computed(() => state.value.permissions?.list === true)

  async function load(kind: 'first' | 'more') {
    const { roomId } = state.value
    if (roomId === null || !mayList.value || (kind === 'more' && (loading.value || cursor.value === null))) return
    if (kind === 'first') giveUp()
    const { signal } = calls
    loading.value = kind
    try {
      const page = await adapter.list(roomId, { limit: pageSize, ...(kind === 'more' && cursor.value !== null && { cursor: cursor.value }) }, { signal })
      if (signal.aborted) return
      if (kind === 'first') records.clear()
      for (const item of page.items) records.set(item.id, item)
      cursor.value = page.cursor
      error.value = null
      hasLoaded.value = true
      takeSnapshot()
    } catch (cause) {
      if (!signal.aborted) error.value = cause
    } finally {
      if (!signal.aborted) loading.value = null
    }
  }

  function giveUp() {
    calls.abort()
    calls = new AbortController()
    loading.value = null
  }

  function forget() {
    giveUp()
    records.clear()
    seenRunning.clear()
    cursor.value = null
    error.value = null
    hasLoaded.value = false
    renamed.clear()
  }

  /** What the snapshot says is newer than any page. */
  function takeSnapshot() {
    const { snapshot } = state.value
    if (!snapshot || !hasLoaded.value) return
    if (snapshot.current) seenRunning.add(snapshot.current.id)
    const told = snapshot.current ? [snapshot.current, ...snapshot.recent] : snapshot.recent
    for (const each of told) {
      if (records.has(each.id) || seenRunning.has(each.id)) records.set(each.id, withTitle(each))
    }
    // A snapshot has every one that is being worked on: what it leaves out was finished in the meantime.
    const ids = new Set(told.map(({ id }) => id))
    for (const { id, status } of records.values()) {
      if (!settledStatuses.has(status) && !ids.has(id)) void refetch(id)
    }
  }

  function withTitle(each: Recording): Recording {
    const name = renamed.get(each.id)
    return name && each.title === name.from ? { ...each, title: name.to } : each
  }

  const refetching = new Set<string>()
  async function refetch(id: string) {
    if (refetching.has(id)) return
    refetching.add(id)
    const { signal } = calls
    const detail = await adapter.get(id, { signal }).catch(() => null)
    refetching.delete(id)
    if (detail && !signal.aborted && records.has(id)) records.set(id, detail)
  }

  if (typeof document !== 'undefined') {
    watch([() => state.value.roomId, mayList], () => {
      forget()
      void load('first')
    }, { immediate: true })
    watch(() => state.value.snapshot?.epoch, (_, before) => {
      // The first snapshot of a store is no news about it.
      if (before !== undefined) void load('first')
    })
    watch(() => state.value.snapshot, takeSnapshot)
    watch(() => state.value.connection, connection => {
      if (connection === 'live' && error.value !== null && !hasLoaded.value) void load('first')
    })
    onScopeDispose(giveUp)
  }

  const all = computed<RecordingListEntry[]>(() => [...records.values()]
    .sort((a, b) => b.requestedAt - a.requestedAt || (a.id < b.id ? 1 : -1))
    .map(each => ({ recording: each, summary: describeRecording(each, { list: texts.list.value, notice: texts.notice.value, failure: texts.failure.value }, locale.value, room) })))

  const isFiltered = computed(() => search.value.trim() !== '' || statusFilter.value !== 'all' || kindFilter.value !== 'all')
  const entries = computed(() => {
    const wanted = fold(search.value.trim(), locale.value)
    return all.value.filter(({ recording, summary }) =>
      (statusFilter.value === 'all' || statusFilter.value === filterOf(recording.status))
      && (kindFilter.value === 'all' || kindFilter.value === recording.mode || kindFilter.value === recording.media)
      && (wanted === '' || fold([summary.title, summary.date, summary.startedBy, recording.name ?? ''].join('\n'), locale.value).includes(wanted)))
  })

  return {
    status: computed(() => {
      if (state.value.permissions && !mayList.value) return 'forbidden'
      if (records.size > 0) return 'ready'
      if (error.value !== null) return 'error'
      return hasLoaded.value && loading.value === null ? 'empty' : 'loading'
    }),
    entries,
    loadedCount: computed(() => records.size),
    hasMore: computed(() => cursor.value !== null),
    isLoadingMore: computed(() => loading.value === 'more'),
    loadMore: () => load('more'),
    reload: () => load('first'),
    problem: computed(() => error.value === null ? '' : texts.failure.value[isRecordingError(error.value) ? reasonOf(error.value) : 'other']),
    search,
    statusFilter,
    kindFilter,
    isFiltered,
    clearFilters() {
      search.value = ''
      statusFilter.value = 'all'
      kindFilter.value = 'all'
    },
    partialNote: computed(() => isFiltered.value && cursor.value !== null
      ? fill(texts.list.value.partial, { count: new Intl.NumberFormat(locale.value).format(records.size) })
      : ''),
    put(each) {
      const known = records.get(each.id)
      if (!known) return
      if (known.title !== each.title) renamed.set(each.id, { from: known.title, to: each.title })
      records.set(each.id, each)
    },
  }
}

function filterOf(status: RecordingStatus): RecordingStatusFilter {
  return status === 'starting' || status === 'stopping' ? 'recording' : status
}
