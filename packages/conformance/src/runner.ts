import type { ConformanceOptions } from './options.js'
import type { ContextOptions } from './rule-context.js'
import type { Rule, RuleOutcome, TriedRule } from './rule.js'
import type { Watch } from './watch.js'
import { randomBytes } from 'node:crypto'
import { createEmulator, EmulatorError } from './emulator.js'
import { RuleFailure, RuleSkipped } from './failure.js'
import { createRuleContext } from './rule-context.js'
import { isTried, isWatched } from './rule.js'
import { allRules } from './rules/index.js'
import { createIdentities } from './tokens.js'
import { createWatch } from './watch.js'

export interface ConformanceResult {
  /** In the order of `--list`. */
  outcomes: RuleOutcome[]
  /** No rule was broken, and at least one was kept. */
  passed: boolean
  durationMs: number
}

const LONGEST_TEXT = 800
/** What is slow on purpose is given longer. */
const SLOW_MS = 120_000

/** The run itself was not possible; it says nothing about the backend. */
export class ConformanceError extends Error {
  override name = 'ConformanceError'
}

/**
 * Runs the contract against a backend.
 * @throws ConformanceError when backend or emulator cannot be reached, or an option cannot be used
 */
export async function runConformance(options: ConformanceOptions): Promise<ConformanceResult> {
  const started = Date.now()
  const { timeoutMs = 30_000, roomPrefix = 'conformance', slow = false } = options
  const rules = chooseRules(options.only)
  const identities = createIdentities(options)
  const emulator = createEmulator(options.emulatorUrl, timeoutMs)
  const watch = createWatch()
  const shared: ContextOptions = {
    baseUrl: options.baseUrl.replace(/\/+$/, ''),
    ...options.callbackKey !== undefined && { callbackKey: options.callbackKey },
    emulator,
    identities,
    watch,
    timeoutMs,
    prefix: `${roomPrefix}-${randomBytes(2).toString('hex')}`,
  }

  if (!await emulator.isReal().catch(explain)) throw new ConformanceError('Time stands still in the emulator: start it without --virtual-clock')
  await emulator.clearFaults()
  const features = await askForFeatures(shared)

  const outcomes = new Map<Rule, RuleOutcome>()
  const keep = (outcome: RuleOutcome) => {
    const shown = hideSecrets(outcome, identities.secrets())
    outcomes.set(outcome.rule, shown)
    options.onOutcome?.(shown, { done: outcomes.size, all: rules.length })
  }
  const tried = rules.filter(isTried)
  const wanted = tried.filter(rule => {
    const why = rule.slow && !slow ? 'slow: only with --slow' : rule.feature && !features.includes(rule.feature) ? `the backend does not offer ${rule.feature}` : null
    if (why !== null) keep({ rule, outcome: 'skipped', durationMs: 0, why })
    return why === null
  })
  const parallel = options.parallel ?? (options.tokens && Object.keys(options.tokens).length > 0 ? 1 : 4)
  await inTurn(wanted.filter(({ alone }) => !alone), parallel, async rule => { keep(await tryRule(rule, shared)) })
  await inTurn(wanted.filter(({ alone }) => alone), 1, async rule => { keep(await tryRule(rule, shared)) })
  for (const rule of rules.filter(isWatched)) keep(judge(rule, watch))

  const ordered = rules.map(rule => outcomes.get(rule)!)
  const passed = ordered.every(({ outcome }) => outcome !== 'failed') && ordered.some(({ outcome }) => outcome === 'passed')
  return { outcomes: ordered, passed, durationMs: Date.now() - started }
}

/** @throws ConformanceError when a name fits none */
export function chooseRules(only: readonly string[] = []): Rule[] {
  if (only.length === 0) return allRules
  const fits = ({ id }: Rule, name: string) => id === name || id.startsWith(`${name}.`)
  for (const name of only) {
    if (!allRules.some(rule => fits(rule, name))) throw new ConformanceError(`There is no rule or section "${name}"; --list shows all`)
  }
  return allRules.filter(rule => only.some(name => fits(rule, name)))
}

async function askForFeatures(shared: ContextOptions): Promise<string[]> {
  const { context, close } = createRuleContext(shared)
  try {
    const { host } = await context.room()
    const { json } = await host.permissions()
    return Array.isArray(json?.features) ? json.features as string[] : []
  } catch (error) {
    return explain(error)
  } finally {
    await close().catch(() => {})
  }
}

function explain(error: unknown): never {
  if (error instanceof EmulatorError || error instanceof RuleSkipped) throw new ConformanceError(error.message, { cause: error })
  if (error instanceof RuleFailure) throw new ConformanceError(`The backend does not answer: ${error.got}`, { cause: error })
  throw error
}

async function tryRule(rule: TriedRule, shared: ContextOptions): Promise<RuleOutcome> {
  const started = Date.now()
  const timeoutMs = rule.slow ? Math.max(shared.timeoutMs, SLOW_MS) : shared.timeoutMs
  const { context, close } = createRuleContext({ ...shared, timeoutMs })
  let outcome: RuleOutcome
  try {
    await rule.run(context)
    outcome = { rule, outcome: 'passed', durationMs: Date.now() - started }
  } catch (error) {
    const durationMs = Date.now() - started
    if (error instanceof RuleSkipped) outcome = { rule, outcome: 'skipped', durationMs, why: error.message }
    else if (error instanceof RuleFailure) outcome = { rule, outcome: 'failed', durationMs, expected: error.expected, got: error.got }
    else if (error instanceof EmulatorError) throw new ConformanceError(error.message, { cause: error })
    // an answer without what the rule was about to read
    else outcome = { rule, outcome: 'failed', durationMs, expected: 'answers that can be worked with', got: String(error) }
  }
  await close()
  return outcome
}

function judge(rule: Rule, watch: Watch): RuleOutcome {
  const { seen, failure } = watch.verdict(rule.id)
  if (failure) return { rule, outcome: 'failed', durationMs: 0, expected: failure.expected, got: failure.got }
  return seen > 0 ? { rule, outcome: 'passed', durationMs: 0 } : { rule, outcome: 'skipped', durationMs: 0, why: 'nothing of the kind was answered in this run' }
}

async function inTurn<T>(items: T[], workers: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items]
  await Promise.all(Array.from({ length: Math.min(workers, items.length) }, async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
  }))
}

function hideSecrets(outcome: RuleOutcome, secrets: string[]): RuleOutcome {
  if (outcome.outcome !== 'failed') return outcome
  const hide = (text: string) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, '<secret>'), text)
  // what is hidden first cannot be cut in two
  const cut = (text: string) => text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text
  return { ...outcome, expected: cut(hide(outcome.expected)), got: cut(hide(outcome.got)) }
}
