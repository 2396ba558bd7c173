import { onDemand } from './on-demand.js'

/** What only those need who may press. */
export const pressing = onDemand(() => import('./pressing.js'))
