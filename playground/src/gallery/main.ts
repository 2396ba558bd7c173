import type { App } from 'vue'
import { createApp, h } from 'vue'
import GalleryPage from './GalleryPage.vue'
import { readChoices } from './query.js'
import { findScene } from './scene.js'
import ScenePage from './ScenePage.vue'
import './gallery.css'
import '@roomkit-recording/vue/style.css'
import '@roomkit-recording/vue/parts.css'

const query = new URLSearchParams(location.search)
const choices = readChoices(location.search)
document.documentElement.lang = choices.language
document.documentElement.dir = choices.direction
document.documentElement.setAttribute('tui-theme-mode', choices.theme)

async function openApp(): Promise<App> {
  const id = query.get('scene')
  if (id === null) return createApp(GalleryPage, { choices })
  const scene = findScene(id)
  if (!scene) throw new Error(`There is no scene ${id}`)
  const isFrozen = query.has('frozen')
  // the same letters on every machine
  if (isFrozen) {
    document.documentElement.setAttribute('data-frozen', '')
    await import('@fontsource-variable/inter')
    await document.fonts.load('16px "Inter Variable"')
  }
  const page = () => h(ScenePage, { scene, choices, isFrozen })
  if (choices.look === 'own') return createApp(page)
  const { UIKitProvider } = await import('@tencentcloud/uikit-base-component-vue3')
  return createApp(() => h(UIKitProvider, { language: choices.language, theme: choices.theme }, page))
}

function mount(app: App) {
  performance.mark('mount')
  app.mount('#app')
  performance.measure('mount', 'mount')
}

openApp().then(mount, (error: Error) => { document.body.textContent = error.message })
