import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import buildPage from '../e2e/build-page.js'
import { measurePressToRec } from './press-to-rec.js'
import { measureSizes } from './size.js'

const budget = { jsGzip: 12_000, cssGzip: 2500, callbackToRecP95: 150 }
const verdict = (value: number, limit: number) => value <= limit ? 'within budget' : 'OVER BUDGET'

const sizes = await measureSizes()
console.log('\nSizes in bytes; vue, pinia, axios and TUIRoomKit are left outside')
console.table(Object.fromEntries(sizes.map(({ name, ...size }) => [name, size])))
const [core] = sizes
console.log(`JS ${core!.jsGzip} of ${budget.jsGzip}: ${verdict(core!.jsGzip, budget.jsGzip)}; CSS ${core!.cssGzip} of ${budget.cssGzip}: ${verdict(core!.cssGzip, budget.cssGzip)}`)

buildPage()
const presses = Number(process.env.BENCH_PRESSES ?? 20)
const pressToRec = await measurePressToRec(presses)
console.log(`\nFrom the press to REC in two browsers, ${presses} presses, in milliseconds`)
console.table({ 'from the press': pressToRec.pressToRec, 'from callback 301': pressToRec.callbackToRec })
console.log(`p95 from callback 301 ${pressToRec.callbackToRec.p95} of ${budget.callbackToRecP95}: ${verdict(pressToRec.callbackToRec.p95, budget.callbackToRecP95)}`)

const folder = join(import.meta.dirname, 'results')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'bench.json'), `${JSON.stringify({ budget, sizes, pressToRec }, null, 2)}\n`)
console.log(`\nAs JSON: ${join('playground', 'bench', 'results', 'bench.json')}`)
