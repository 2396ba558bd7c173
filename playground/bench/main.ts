import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import buildPage from '../e2e/build-page.js'
import { peers } from './peers.js'
import { measurePressToRec } from './press-to-rec.js'
import { measureSizes } from './size.js'
import { measureSurface } from './surface.js'

const budget = { jsGzip: 12_000, cssGzip: 2500, callbackToRecP95: 150 }
const verdict = (value: number, limit: number) => value <= limit ? 'within budget' : 'OVER BUDGET'

const sizes = await measureSizes()
console.log('\nSizes in bytes; vue, pinia, axios and TUIRoomKit are left outside')
console.table(Object.fromEntries(sizes.map(({ name, ...size }) => [name, size])))
console.log('Recording button and indicator of others, measured the same way (their packages of August 2026)')
console.table(peers)
const [core] = sizes
console.log(`JS ${core!.jsGzip} of ${budget.jsGzip}: ${verdict(core!.jsGzip, budget.jsGzip)}; CSS ${core!.cssGzip} of ${budget.cssGzip}: ${verdict(core!.cssGzip, budget.cssGzip)}`)

buildPage()
const surface = await measureSurface()
console.log('\nMilliseconds of main thread in one second of an idle and of a ticking indicator, and for each of 22 people who join while the picker is shown')
console.table({ ...surface.perSecond, 'picker, one joins': surface.pickerJoin })
console.log(`Mount of button and indicator, in milliseconds: p50 ${surface.mount.p50}, p95 ${surface.mount.p95}`)

const presses = Number(process.env.BENCH_PRESSES ?? 20)
const pressToRec = await measurePressToRec(presses)
console.log(`\nFrom the press to REC in two browsers, ${presses} presses, in milliseconds`)
console.table({ 'from the press': pressToRec.pressToRec, 'from callback 301': pressToRec.callbackToRec })
console.log(`p95 from callback 301 ${pressToRec.callbackToRec.p95} of ${budget.callbackToRecP95}: ${verdict(pressToRec.callbackToRec.p95, budget.callbackToRecP95)}`)

const folder = join(import.meta.dirname, 'results')
await mkdir(folder, { recursive: true })
await writeFile(join(folder, 'bench.json'), `${JSON.stringify({ budget, sizes, surface, pressToRec }, null, 2)}\n`)
console.log(`\nAs JSON: ${join('playground', 'bench', 'results', 'bench.json')}`)
