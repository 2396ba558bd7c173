export type { ServerAdapterOptions, SubscriptionTiming } from './options.js'
export { createServerAdapter } from './server-adapter.js'
