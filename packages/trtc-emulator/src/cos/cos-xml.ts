import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { CosError } from './cos-error.js'

const builder = new XMLBuilder({ format: false, suppressEmptyNode: true })
const parser = new XMLParser({ parseTagValue: false, trimValues: false, processEntities: true, isArray: name => name === 'Object' })

export function toXml(document: object): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${builder.build(document)}`
}

const deletion = z.object({
  Delete: z.object({
    Object: z.array(z.object({ Key: z.string().min(1) })).min(1).max(1000),
    Quiet: z.enum(['true', 'false']).default('false'),
  }),
})

/** The body of DELETE Multiple Objects. @throws CosError `MalformedXML` */
export function readDeletion(xml: string): { keys: string[], quiet: boolean } {
  let document: unknown
  try {
    document = parser.parse(xml, true)
  } catch {
    throw new CosError(400, 'MalformedXML', 'The XML you provided was not well-formed.')
  }
  const { data } = deletion.safeParse(document)
  if (!data) throw new CosError(400, 'MalformedXML', 'The XML you provided did not validate against our published schema.')
  return { keys: data.Delete.Object.map(({ Key }) => Key), quiet: data.Delete.Quiet === 'true' }
}
