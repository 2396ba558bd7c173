// Writes what the types say of each component into the README. `--check` only tells whether that was done.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { createChecker } from 'vue-component-meta'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = path => readFileSync(join(root, path), 'utf8')
const readme = join(root, 'README.md')
const [begin, end] = ['<!-- components: written by `pnpm --filter @roomkit-recording/vue docs` -->', '<!-- /components -->']

const checker = createChecker(join(root, 'tsconfig.json'), { schema: false, noDeclarations: true })

/** The components that the entry exports, in alphabetical order. */
const names = [...read('src/index.ts').matchAll(/^export \{ (\w+) \} from '\.\/components\/\w+\/index\.js'/gm)].map(match => match[1]).sort()

const cell = text => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ').trim()
const code = text => `\`${cell(text)}\``
const table = (head, rows) => rows.length === 0
  ? ''
  : `\n${[head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')}\n`

const defaultOf = ({ tags, default: value }) => tags.find(({ name }) => name === 'default')?.text ?? value ?? '–'
const typeOf = ({ type }) => code(type.replace(/ \| undefined$/, '').replace(/^\(props: (.*)\) => unknown$/, '$1'))

function templateOf(name) {
  const folder = `src/components/${name}`
  return readdirSync(join(root, folder)).filter(file => file.endsWith('.vue')).map(file => read(`${folder}/${file}`)).join('\n')
}

const partsOf = name => [...new Set([...templateOf(name).matchAll(/[^:]data-part="([\w-]+)"/g)].map(match => match[1]))]
const attributesOf = name => [...new Set([...templateOf(name).matchAll(/:(data-(?!part)[\w-]+)=/g)].map(match => match[1]))]

function describe(name) {
  const file = join(root, 'src/components', name, `${name}.vue`)
  const { props, events, slots } = checker.getComponentMeta(existsSync(file) ? file : join(root, 'src/components', name, 'index.ts'), existsSync(file) ? 'default' : name)
  const parts = partsOf(name)
  return [
    `#### ${name}`,
    table(['Prop', 'Type', 'Default', ''], props.filter(prop => !prop.global).map(prop => [code(prop.name), typeOf(prop), cell(defaultOf(prop)), cell(prop.description)])),
    table(['Event', 'Payload', ''], events.filter(event => !event.name.startsWith('update:') || !props.some(prop => `update:${prop.name}` === event.name)).map(event => [code(event.name), code(event.type), cell(event.description)])),
    table(['Slot', 'Props', ''], slots.map(slot => [code(slot.name), typeOf(slot), cell(slot.description)])),
    parts.length > 0 ? `\nParts: ${[...parts.map(part => `\`data-part="${part}"\``), ...attributesOf(name).map(attribute => `\`${attribute}\``)].join(', ')}\n` : '',
  ].join('')
}

/** What stands between a parenthesis that opened before `start` and the one that closes it. */
function insideParentheses(text, start) {
  let depth = 1
  let end = start
  while (depth > 0 && end < text.length) {
    if (text[end] === '(') depth++
    if (text[end] === ')') depth--
    end++
  }
  return text.slice(start, end - 1)
}

/** Each `--rr-*` of the style sheets with what it is where nobody sets it. */
function properties() {
  const found = new Map()
  for (const file of readdirSync(join(root, 'src/styles')).filter(file => file.endsWith('.css')).sort()) {
    const css = read(`src/styles/${file}`)
    for (const { index } of css.matchAll(/var\(--rr-/g)) {
      const [name, ...fallback] = insideParentheses(css, index + 'var('.length).split(',')
      if (!found.has(name)) found.set(name, fallback.join(',').trim() || '–')
    }
  }
  return table(['Custom property', 'Where nobody sets it (light)'], [...found].sort(([a], [b]) => a.localeCompare(b)).map(([name, fallback]) => [code(name), code(fallback)]))
}

const text = readFileSync(readme, 'utf8')
const [before, rest] = text.split(begin)
const after = rest?.split(end)[1]
if (after === undefined) throw new Error(`README.md has no place for it: ${begin} … ${end}`)
const written = `${before}${begin}\n\n${names.map(describe).join('\n')}\n#### Custom properties\n${properties()}\n${end}${after}`

if (!process.argv.includes('--check')) {
  writeFileSync(readme, written)
} else if (written !== text) {
  console.error('README.md is not what the types say: run `pnpm --filter @roomkit-recording/vue docs`')
  process.exit(1)
}
