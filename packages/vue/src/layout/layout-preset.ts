import type { CustomLayout } from '@roomkit-recording/core'

/** A custom layout under a name, as the integrator keeps it. */
export interface LayoutPreset {
  /** Unique among them. */
  id: string
  /** A text from a user. */
  name: string
  layout: CustomLayout
}
