import type { EmulatorControl } from '../control/control.js'
import type { Fault } from '../faults.js'
import type { FaultPreset } from './fault-presets.js'
import type { Html } from './html.js'
import { faultPresets } from './fault-presets.js'
import { action, html, idOf, section } from './html.js'

/** What makes a fault the one of a switch; how often it still strikes does not. */
const keyOf = ({ times: _, ...fault }: Fault) => JSON.stringify(Object.entries(fault).sort(([a], [b]) => a < b ? -1 : 1))

export function faultsSection({ faults }: EmulatorControl): Html {
  const inForce = faults.list()
  const shown = new Set(Object.values(faultPresets).flat().map(({ fault }) => keyOf(fault)))
  const others = inForce.filter(fault => !shown.has(keyOf(fault)))
  const clear = inForce.length === 0 ? '' : action({ id: 'clear-faults', text: 'Clear all', label: 'Clear all faults', method: 'DELETE', path: '/faults' })
  return section({ id: 'faults', title: 'Faults', topics: 'faults', count: inForce.length, aside: clear, note: 'Of several that fit, the first one strikes.' }, html`
    ${group('Calls', faultPresets.calls, inForce)}
    ${group('Callbacks', faultPresets.callbacks, inForce)}
    ${group('Tasks', faultPresets.tasks, inForce)}
    ${others.length === 0
      ? ''
      : html`<h3>Others in force</h3><ul class="others">${others.map(fault => html`<li><code>${JSON.stringify(fault)}</code>
        ${action({ id: idOf('end', keyOf(fault)), text: 'End', label: `End ${JSON.stringify(fault)}`, method: 'PUT', path: '/faults', body: inForce.filter(other => other !== fault), kind: 'quiet' })}</li>`)}</ul>`}`)
}

function group(title: string, presets: FaultPreset[], inForce: Fault[]): Html {
  return html`<h3>${title}</h3><ul class="switches">${presets.map(preset => toggle(preset, inForce))}</ul>`
}

/** On for good, or for the next time only. */
function toggle({ text, note, fault }: FaultPreset, inForce: Fault[]): Html {
  const current = inForce.find(other => keyOf(other) === keyOf(fault))
  const others = inForce.filter(other => other !== current)
  const id = idOf('fault', keyOf(fault))
  return html`<li>
    <button type="button" role="switch" id="${id}" aria-checked="${String(current !== undefined)}" aria-describedby="${id}-note"
      data-method="PUT" data-path="/_emulator/v1/faults" data-body="${JSON.stringify(current ? others : [...others, fault])}">${text}</button>
    <small id="${id}-note">${note}${current?.times === undefined ? '' : `, ${current.times === 1 ? 'next time only' : `${current.times} times more`}`}</small>
    ${current
      ? ''
      : action({ id: `${id}-once`, text: 'Once', label: `Once: ${text}`, method: 'PUT', path: '/faults', body: [...others, { ...fault, times: 1 }], kind: 'quiet' })}
  </li>`
}
