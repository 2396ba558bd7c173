import type { Context } from 'hono'
import type { z } from 'zod'
import { HTTPException } from 'hono/http-exception'

/** The body as `schema` has it, whatever its content type. @throws HTTPException 400 that says what is wrong */
export async function read<T extends z.ZodType>(c: Context, schema: T): Promise<z.output<T>> {
  let body: unknown
  try {
    body = await c.req.json()
  } catch {
    throw new HTTPException(400, { message: 'The body is not JSON' })
  }
  const { data, error } = schema.safeParse(body)
  if (error) throw new HTTPException(400, { message: error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ') })
  return data
}
