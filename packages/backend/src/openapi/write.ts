import { writeFile } from 'node:fs/promises'
import { createOpenapiDocument } from './document.js'

/** Rewrites the document that core carries: `pnpm --filter @roomkit-recording/backend openapi`. */
await writeFile(new URL('../../../core/src/openapi.json', import.meta.url), `${JSON.stringify(createOpenapiDocument(), null, 2)}\n`)
