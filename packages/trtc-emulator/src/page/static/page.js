import { Idiomorph } from './idiomorph.js'

/** Requests for one section are at least this far apart. */
const REST_MS = 150
/** A browser gives up a stream for good when something else than the emulator answered. */
const AGAIN_MS = 2000

const connection = document.getElementById('connection')
const failure = document.getElementById('failure')
const sections = () => [...document.querySelectorAll('main section[data-topics]')]

const inputs = new Set(['INPUT', 'SELECT', 'TEXTAREA'])

/** What the reader did stays as it is: open details, typed text. */
const morphing = {
  morphStyle: 'outerHTML',
  callbacks: {
    beforeAttributeUpdated: (name, node) => !(name === 'open' && node.tagName === 'DETAILS') && !(name === 'value' && inputs.has(node.tagName)),
  },
}

const outdated = new Set()
let refreshing = false

async function refresh(ids) {
  for (const id of ids) outdated.add(id)
  if (refreshing) return
  refreshing = true
  while (outdated.size > 0) {
    const names = [...outdated]
    outdated.clear()
    await Promise.all(names.map(draw))
    await new Promise(resolve => { setTimeout(resolve, REST_MS) })
  }
  refreshing = false
}

async function draw(id) {
  try {
    const response = await fetch(`/_emulator/page/${id}`)
    if (!response.ok) throw new Error(await response.text())
    Idiomorph.morph(document.getElementById(id), await response.text(), morphing)
  } catch (error) {
    // without the emulator there is nothing to draw, and the connection's own line says so
    if (!(error instanceof TypeError)) tell(error.message)
  }
}

function showConnection(state, text) {
  if (connection.dataset.state === state) return
  connection.dataset.state = state
  connection.textContent = text
}

function listen() {
  const events = new EventSource('/_emulator/v1/events')
  events.addEventListener('hello', () => {
    showConnection('live', 'Live')
    void refresh(sections().map(({ id }) => id))
  })
  events.addEventListener('changed', ({ data }) => {
    const topics = JSON.parse(data)
    const known = new Set(sections().flatMap(section => section.dataset.topics.split(' ')))
    const concerns = section => section.dataset.topics.split(' ').some(topic => topics.includes(topic))
    const isForAll = topics.some(topic => !known.has(topic))
    void refresh(sections().filter(section => isForAll || concerns(section)).map(({ id }) => id))
  })
  events.addEventListener('error', () => {
    showConnection('lost', 'Not connected. Trying again …')
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, AGAIN_MS)
  })
}

function tell(text) {
  failure.textContent = text
  failure.hidden = text === ''
}

const working = new WeakSet()

/** Asks the control API. What came of it arrives as a change, except for what changes by itself, as time does. */
async function ask(element, method, path, body) {
  if (working.has(element)) return
  working.add(element)
  try {
    const response = await fetch(path, { method, ...body === undefined ? {} : { body } })
    tell(response.ok ? '' : (await response.json()).error)
    void refresh([element.closest('section').id])
    return response.ok
  } catch {
    tell('The emulator does not answer.')
    return false
  } finally {
    working.delete(element)
  }
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest('button[data-path]')
  if (button) void ask(button, button.dataset.method, button.dataset.path, button.dataset.body)
})

document.addEventListener('change', ({ target }) => {
  if (target.matches('select[data-path]')) void ask(target, target.dataset.method, target.dataset.path, JSON.stringify({ [target.name]: target.value }))
})

document.addEventListener('submit', async event => {
  event.preventDefault()
  const form = event.target
  // an empty field stands for what it suggests
  const fields = Object.fromEntries([...form.querySelectorAll('input')].map(input => [input.name, input.value.trim() || input.placeholder]))
  const { method, path, roomIdType } = form.dataset
  const { roomId, ...body } = fields
  const target = path.replace('{roomId}', () => encodeURIComponent(roomId))
  if (await ask(form, method, target, JSON.stringify({ ...body, ...roomIdType && { roomIdType: Number(roomIdType) } }))) form.reset()
})

listen()
