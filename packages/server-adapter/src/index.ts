export type { ServerAdapterOptions, SubscriptionTiming } from './options.js'
export { createServerAdapter } from './server-adapter.js'
export type { ServerAdapter } from './server-adapter.js'
