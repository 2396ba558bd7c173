import type { EmulatorControl } from '../control/control.js'
import type { RequestRecord } from '../requests.js'
import type { Html } from './html.js'
import { andMore, chip, empty, html, json, section, time } from './html.js'

const MOST_REQUESTS = 50

export function requestsSection({ requests }: EmulatorControl): Html {
  const all = requests.list().reverse()
  return section({ id: 'requests', title: 'Requests', topics: 'requests', count: all.length }, html`
    ${all.length === 0 ? empty('None yet. Point your backend here: it is both the API endpoint and the Conference server.') : ''}
    <div class="log">${all.slice(0, MOST_REQUESTS).map(request)}</div>
    ${andMore(all.length - MOST_REQUESTS, 'request', '/requests')}`)
}

function request(record: RequestRecord): Html {
  const { id, at, service, action, region, fault } = record
  return html`<details id="request-${id}">
    <summary>${time(at)} <b>${action || 'no action'}</b> <span><small>${service ?? 'no service'}${region === null ? '' : `, ${region}`}</small></span>
      <span class="end">${fault === null ? '' : chip(fault, 'bad')} ${outcome(record)}</span></summary>
    <div class="inside">
      <h3>Request</h3>
      ${json(record.request, `Request ${id}`)}
      <h3>Answer</h3>
      ${record.answer === null ? empty('None was sent.') : json(record.answer, `Answer to request ${id}`)}
    </div>
  </details>`
}

function outcome({ answer, code }: RequestRecord): Html {
  if (answer === null) return chip('no answer', 'busy')
  return code === null ? chip('done', 'good') : chip(String(code), 'bad')
}
