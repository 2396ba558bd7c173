import type { Http } from './http.js'
import type { Library } from './library.js'
import { onDemand } from '@roomkit-recording/core'

const calls: (keyof Library)[] = ['list', 'get', 'rename', 'fileUrl', 'deleteFile', 'consent', 'consents', 'addMarker', 'markers', 'request', 'preflight']

const library = onDemand(() => import('./library.js'))

/** The library's calls; its code comes with the first of them. */
export function libraryOnDemand(http: Http): Library {
  return Object.fromEntries(calls.map(name => [name, async (...args: unknown[]) => {
    const { createLibrary } = await library.load()
    return (createLibrary(http)[name] as (...args: unknown[]) => unknown)(...args)
  }])) as unknown as Library
}
