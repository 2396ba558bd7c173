import type { RecordingFeature } from '@roomkit-recording/core'
import type { RuleContext } from './rule-context.js'

interface RuleFacts {
  /** Stays the same from version to version. What comes before the first dot is the section. */
  id: string
  /** What has to hold, in one sentence. */
  sentence: string
  /** Of an optional route: judged where `Permissions.features` names it. */
  feature?: RecordingFeature
}

/** Tried out by doing something. */
export interface TriedRule extends RuleFacts {
  /** Waits for something that takes its time. */
  slow?: boolean
  /** Needs the emulator for itself, because automatic recording is for all rooms. */
  alone?: boolean
  run: (context: RuleContext) => Promise<void>
}

/** Judged by everything that was answered in the whole run. */
export interface WatchedRule extends RuleFacts {
  watched: true
}

export type Rule = TriedRule | WatchedRule

export const isTried = (rule: Rule): rule is TriedRule => 'run' in rule
export const isWatched = (rule: Rule): rule is WatchedRule => 'watched' in rule

export type RuleOutcome
  = | { rule: Rule, outcome: 'passed', durationMs: number }
    | { rule: Rule, outcome: 'failed', durationMs: number, expected: string, got: string }
    | { rule: Rule, outcome: 'skipped', durationMs: number, why: string }

/** Sections in the order of the contract. */
export const sections: Record<string, string> = {
  snapshot: 'Snapshot',
  start: 'Start',
  update: 'Update',
  stop: 'Stop',
  end: 'Ends that nobody here asked for',
  permissions: 'Permissions',
  auth: 'Who may do what',
  events: 'Event stream',
  history: 'History',
  callbacks: 'Callbacks of TRTC',
  auto: 'Recordings that nobody here started',
  errors: 'Errors',
  service: 'Service',
  rename: 'Optional: rename',
  fileUrl: 'Optional: links for files',
  fileDelete: 'Optional: deleting files',
  consents: 'Optional: consents',
  markers: 'Optional: markers',
  timeline: 'Optional: timeline',
  requests: 'Optional: requests',
  usage: 'Optional: usage',
  preflight: 'Optional: preflight',
  shape: 'Shapes of answers',
}

export const sectionOf = ({ id }: Pick<Rule, 'id'>): string => id.slice(0, id.indexOf('.'))
