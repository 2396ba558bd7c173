import type { z } from 'zod'
import { TencentCloudError } from '../errors.js'

type Issue = z.core.$ZodIssue

/** A rule between fields, failed with the service's own code. */
export function breach(code: string, message: string, path: string[] = []): z.core.$ZodSuperRefineIssue {
  return { code: 'custom', path, message, params: { code }, input: undefined }
}

/**
 * Checks a request as the service does: unknown fields, then missing ones, then types, then ranges, then rules between fields.
 * @throws TencentCloudError `UnknownParameter`, `MissingParameter.<Name>`, `InvalidParameter`, `InvalidParameter.OutOfRange` or the rule's own code
 */
export function parseRequest<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const { data, error } = schema.safeParse(body, { reportInput: true })
  if (!error) return data
  throw error.issues.flatMap(toErrors).reduce((worst, next) => rank(next) < rank(worst) ? next : worst)
}

function toErrors(issue: Issue): TencentCloudError[] {
  const name = issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key =>
      new TencentCloudError('UnknownParameter', `The parameter \`${[...issue.path, key].join('.')}\` is not recognized.`))
  }
  if (issue.code === 'custom') return [new TencentCloudError(String(issue.params?.code ?? 'InvalidParameter'), issue.message)]
  if (issue.input === undefined)
    return [new TencentCloudError(`MissingParameter.${String(issue.path.at(-1))}`, `The request is missing a required parameter \`${name}\`.`)]
  if (isOutOfRange(issue))
    return [new TencentCloudError('InvalidParameter.OutOfRange', `The value of the parameter \`${name}\` is out of range: ${issue.message}.`)]
  return [new TencentCloudError('InvalidParameter', `The parameter \`${name}\` is invalid: ${issue.message}.`)]
}

function isOutOfRange(issue: Issue): boolean {
  if (issue.code === 'invalid_value') return typeof issue.input === typeof issue.values[0]
  return issue.code === 'too_small' || issue.code === 'too_big'
}

const order = ['UnknownParameter', 'MissingParameter', 'InvalidParameter', 'InvalidParameter.OutOfRange']

function rank({ code }: TencentCloudError): number {
  const exact = order.indexOf(code)
  return exact >= 0 ? exact : order.indexOf(code.split('.')[0]!)
}
