import type { FakeAdapter, FakeRoom } from '@roomkit-recording/core/testing'
import type { AxeResults } from 'axe-core'
import type { Component } from 'vue'
import type { RecordingPlugin, RecordingViewOptions } from '../plugin.js'
import { createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import axe from 'axe-core'
import { expect, onTestFinished } from 'vitest'
import { render } from 'vitest-browser-vue'
import { createRecording } from '../plugin.js'
import '../styles/index.css'
import '../styles/parts.css'

export interface TestRecordingOptions extends RecordingViewOptions {
  adapter?: FakeAdapter
  room?: FakeRoom
  now?: () => number
  answerDeadlineMs?: number
}

export interface TestRecording {
  adapter: FakeAdapter
  backend: FakeAdapter['backend']
  room: FakeRoom
  recording: RecordingPlugin
}

/** A recording over fakes, in English unless said otherwise, that ends with the test. */
export function aTestRecording({ adapter = createFakeAdapter(), room = createFakeRoom(), ...options }: TestRecordingOptions = {}): TestRecording {
  const recording = createRecording({ adapter, room, locale: 'en-US', ...options })
  onTestFinished(recording.dispose)
  return { adapter, backend: adapter.backend, room, recording }
}

/** Everything that is on its way through promises has arrived. */
export async function settled(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve))
}

export function show(component: Component, recording: RecordingPlugin, props: Record<string, unknown> = {}) {
  return render(component, { props: { recording, ...props } })
}

export async function expectNoViolations(): Promise<void> {
  const results: AxeResults = await axe.run(document.body, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
  expect(results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([])
}

/** What the live region says at the moment. */
export function announced(): string | null {
  return document.querySelector('[data-part="recording-announcer"]')?.textContent ?? null
}

/** Everything that the live region says from now on. */
export function listenToAnnouncements(): string[] {
  const said: string[] = []
  const observer = new MutationObserver(changes => {
    for (const { target, addedNodes } of changes) {
      const region = (target instanceof Element ? target : target.parentElement)?.closest('[data-part="recording-announcer"]')
      if (region && addedNodes.length) said.push(region.textContent ?? '')
    }
  })
  observer.observe(document.body, { childList: true, characterData: true, subtree: true })
  onTestFinished(() => observer.disconnect())
  return said
}
