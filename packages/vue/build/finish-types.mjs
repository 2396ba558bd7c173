// What `vue-tsc` writes can't be resolved by every consumer: Node's resolution finds the types of `./X.vue`
// only as `./X.vue.js`, and a style sheet has none.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.d.ts')) continue
  const path = join(dist, file)
  const types = readFileSync(path, 'utf8')
  writeFileSync(path, types
    .replace(/(\bfrom |\bimport\()(['"])(\.[^'"]+\.vue)\2/g, '$1$2$3.js$2')
    .replace(/^import ['"][^'"]+\.css['"];?\n/gm, ''))
}
