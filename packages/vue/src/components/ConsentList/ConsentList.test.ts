import { aGuest, aHost, allFeatures, aRecording, createFakeAdapter, createFakeRoom } from '@roomkit-recording/core/testing'
import { expect, it, onTestFinished, vi } from 'vitest'
import { aTestRecording, expectNoViolations, settled, show } from '../../testing/index.js'
import { ConsentList } from './index.js'

const root = () => document.querySelector<HTMLElement>('[data-part="consent-list"]')
const lines = () => [...root()?.querySelectorAll('li') ?? []].map(line => [...line.children].map(({ textContent }) => textContent).join(': '))

async function shown(options: Partial<Parameters<typeof createFakeAdapter>[0]> = {}, locale = 'en-US') {
  const adapter = createFakeAdapter({ permissions: aHost({ features: allFeatures }), ...options })
  const room = createFakeRoom({ people: [{ userId: 'bob', name: 'Bob' }, { userId: 'carol', name: 'Carol' }, { userId: 'rr_1', name: 'Recorder' }] })
  const test = aTestRecording({ adapter, room, locale })
  test.backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
  const answer = (userId: string, choice: 'accepted' | 'declined' | 'left') => adapter.library.consents.set('rec-1', [...adapter.library.consents.get('rec-1') ?? [], { userId, name: null, choice, textVersion: '1', at: 1 }])
  await show(ConsentList, test.recording)
  await settled()
  return { ...test, adapter, answer }
}

it('shows who did not answer first, and asks again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => { vi.useRealTimers() })
  const adapter = createFakeAdapter({ permissions: aHost({ features: allFeatures }) })
  const room = createFakeRoom({ people: [{ userId: 'bob', name: 'Bob' }, { userId: 'carol', name: 'Carol' }, { userId: 'rr_1', name: 'Recorder' }] })
  const { recording, backend } = aTestRecording({ adapter, room })
  backend.change({ current: aRecording({ confirmBy: Date.now() + 60_000 }) })
  await show(ConsentList, recording)
  await expect.poll(lines).toEqual(['Bob: No answer yet', 'Carol: No answer yet'])
  expect(root()!.textContent).toContain('2 have not answered yet')
  adapter.library.consents.set('rec-1', [{ userId: 'bob', name: 'Bob', choice: 'accepted', textVersion: '1', at: 1 }, { userId: 'dan', name: 'Dan', choice: 'left', textVersion: '1', at: 2 }])
  await vi.advanceTimersByTimeAsync(10_000)
  await expect.poll(lines).toEqual(['Carol: No answer yet', 'Bob: Agreed', 'Dan: Left because of it'])
  vi.useRealTimers()
  await expectNoViolations()
})

it('says when it can\'t be known', async () => {
  const { adapter } = await shown()
  adapter.consents = async () => { throw new Error('no') }
  adapter.backend.change({ current: aRecording({ id: 'rec-2', confirmBy: Date.now() + 60_000 }) })
  await expect.poll(() => root()?.textContent).toContain('not known at the moment')
  await expectNoViolations()
})

it('is there in Chinese', async () => {
  await shown({}, 'zh-CN')
  await expect.poll(lines).toEqual(['Bob: 尚未回应', 'Carol: 尚未回应'])
})

it.each([
  { who: 'guests', permissions: aGuest({ features: allFeatures }) },
  { who: 'a backend that keeps no answers', permissions: aHost({ features: [] }) },
])('is not for $who', async ({ permissions }) => {
  await shown({ permissions })
  expect(root()).toBeNull()
})
