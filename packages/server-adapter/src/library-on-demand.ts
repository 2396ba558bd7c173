import type { Http } from './http.js'
import type { Library } from './library.js'
import { RecordingUnreachableError } from '@roomkit-recording/core'

const calls: (keyof Library)[] = ['list', 'get', 'rename', 'fileUrl', 'deleteFile', 'consent', 'consents', 'addMarker', 'markers', 'request', 'preflight']

/** The library's calls; its code comes with the first of them. */
export function libraryOnDemand(http: Http): Library {
  const load = () => import('./library.js').then(({ createLibrary }) => createLibrary(http), (cause: unknown) => {
    throw new RecordingUnreachableError('A part of the page could not be loaded', { code: 'network', cause })
  })
  const entries = calls.map(name => [name, async (...args: unknown[]) => (await load() as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!(...args)])
  return Object.fromEntries(entries) as Library
}
