import type { EmulatorControl } from '../control/control.js'
import type { Html } from './html.js'
import { isVirtual } from '../clock.js'
import { variantsSchema } from '../variants.js'
import { action, chip, html, section, time } from './html.js'

const steps = [['1 minute', 60_000], ['1 hour', 3_600_000], ['1 day', 86_400_000]] as const

export function settingsSection({ clock, variants, autoRecording }: EmulatorControl): Html {
  const values: Record<string, string> = variants.list()
  const defaults: Record<string, string> = variantsSchema.parse({})
  const changed = Object.keys(values).filter(name => values[name] !== defaults[name])
  const isOn = autoRecording.get() !== null
  return section({ id: 'settings', title: 'Settings', topics: 'settings' }, html`
    ${isVirtual(clock)
      ? html`<p class="buttons">It is ${time(clock.now())} ${steps.map(([text, advanceMs]) => action({ id: `advance-${advanceMs}`, text: `+ ${text}`, method: 'POST', path: '/clock', body: { advanceMs } }))}</p>`
      : ''}
    <ul class="switches"><li>
      <button type="button" role="switch" id="auto-recording" aria-checked="${String(isOn)}" aria-describedby="auto-recording-note" data-path="/_emulator/v1/auto-recording"
        ${isOn ? html`data-method="DELETE"` : html`data-method="PUT" data-body="{}"`}>Automatic recording</button>
      <small id="auto-recording-note">The console's template records rooms that are opened from now on</small>
    </li></ul>
    <details id="variants"><summary>Where Tencent's documents are silent ${changed.length === 0 ? '' : chip(`${changed.length} changed`, 'busy')}</summary>
      ${changed.length === 0 ? '' : html`<p>${action({ id: 'default-variants', text: 'All to defaults', method: 'PATCH', path: '/variants', body: defaults })}</p>`}
      <ul class="variants">${Object.entries(variantsSchema.shape).map(([name, field]) => html`<li>
        <label for="variant-${name}">${name}</label>
        <select id="variant-${name}" name="${name}" data-method="PATCH" data-path="/_emulator/v1/variants">
          ${field.unwrap().options.map((value: string) => html`<option ${value === values[name] ? html`selected` : ''}>${value}</option>`)}
        </select>
      </li>`)}</ul>
    </details>`)
}
