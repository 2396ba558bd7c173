import type { RecordingFeature } from '@roomkit-recording/core'
import type { Rule } from '../rule.js'
import { contractOperations } from '../contract.js'

/** One rule for each operation, and one for the events. */
export const shapeRules: Rule[] = [
  ...contractOperations.filter(({ operationId }) => operationId !== 'listen').map(({ operationId, method, path, 'x-feature': feature }): Rule => ({
    id: `shape.${operationId}`,
    sentence: `${method} ${path} answers as the OpenAPI document says.`,
    watched: true,
    ...feature !== undefined && { feature: feature as RecordingFeature },
  })),
  { id: 'shape.events', sentence: 'The data of every event is as the OpenAPI document says.', watched: true },
]
