// The services of the configuration, and their maintenances, which are begun, extended and ended here.
import { announce, h, update } from './dom.js';
import { get, post } from './api.js';
import { time } from './format.js';
import { Section } from './section.js';
import { long, none, number, plainly, rowsTable } from './tables.js';

const lengths = [['30m', '30 minutes'], ['1h', '1 hour'], ['2h', '2 hours'], ['4h', '4 hours'], ['8h', '8 hours'], ['24h', '1 day'], ['7d', '7 days']];

export class ServicesView extends Section {
  constructor(main, session) {
    super(main, session, 'Services');
    if (session.mayAct && session.environment === '') this.root.append(this.#form());
  }

  async read() {
    const [{ file, services }, { maintenances }] = await Promise.all([get('/v1/services'), get('/v1/maintenances')]);
    return () => update(this.list,
      h('p', { class: 'quiet' }, file ? ['Services are configured in ', h('code', {}, file), '.'] : 'There is no configuration file, so there is one service with every integration.'),
      rowsTable('services', [long('Service'), long('Team'), plainly('State'), number('Integrations'), number('Held now'), 'Configured at'],
        services.map((one) => ({ key: one.name, cells: cellsOf(one) }))),
      h('h2', { 'data-key': 'maintenances' }, 'Maintenances'),
      maintenances.length === 0 ? h('p', { class: 'quiet', 'data-key': 'none' }, 'None is running or planned, and none ended in the last 30 days.') : h('ul', { class: 'sources', 'data-key': 'list' }, maintenances.map((one) => this.#row(one))));
  }

  #row(one) {
    const mayChange = this.session.mayAct && this.session.environment === '' && one.id && one.state !== 'ended';
    const button = (name, action, body, done) => h('button', { type: 'button', 'data-key': `${action} ${one.id} ${body.by ?? ''}`, 'aria-label': `${name}: maintenance of ${one.service}`, onclick: () => this.#change(one, action, body, done) }, name);
    return h('li', { 'data-key': one.id ?? `${one.service} ${one.line}` },
      h('strong', {}, one.service), ' ', h('span', { class: `status ${one.state === 'running' ? 'is-quiet' : ''}` }, one.state),
      h('p', {}, `${time(one.from)} until ${time(one.until)}`),
      one.held !== null && h('p', {}, `Held ${one.held === 1 ? '1 incident' : `${one.held}${one.held >= 500 ? ' or more' : ''} incidents`}.`),
      one.reason && h('p', { class: 'lines' }, one.reason),
      one.tags.length > 0 && h('p', {}, 'Only calls with ', one.tags.map((texts, i) => [i > 0 && ', or with ', texts.map((text, j) => [j > 0 && ' and ', h('code', {}, text)])])),
      h('p', { class: 'quiet' }, one.begunBy === null ? `Line ${one.line} of the configuration file: change it there.` : `Begun by ${one.begunBy}.`),
      mayChange && h('div', { class: 'buttons' },
        button('1 hour longer', 'extend', { by: '1h' }, 'Extended'), button('1 day longer', 'extend', { by: '24h' }, 'Extended'), button('End now', 'end', {}, 'Ended')));
  }

  async #change(one, action, body, done) {
    try {
      await post(`/v1/maintenances/${one.id}/${action}`, body);
      announce(`${done}: maintenance of ${one.service}`);
    } catch (refusal) {
      announce(refusal.message);
    }
    await this.load();
  }

  #form() {
    const message = h('p', { class: 'error', role: 'alert' });
    const field = (name, label, input, hint) => [h('label', { for: `maintenance-${name}` }, label), input, hint && h('p', { class: 'quiet' }, hint)];
    const service = h('select', { id: 'maintenance-service', required: true }, this.session.services.map((name) => h('option', {}, name)));
    const length = h('select', { id: 'maintenance-length' }, lengths.map(([value, text]) => h('option', { value, selected: value === '2h' }, text)));
    const tags = h('textarea', { id: 'maintenance-tags', rows: 2 });
    const reason = h('input', { id: 'maintenance-reason', maxlength: 500 });
    return h('form', { class: 'narrow', 'aria-labelledby': 'begin-title', onsubmit: async (event) => {
      event.preventDefault();
      message.textContent = '';
      try {
        await post('/v1/maintenances', {
          service: service.value, for: length.value, reason: reason.value,
          tags: tags.value.split('\n').filter((line) => line.trim()).map((line) => line.split('&&').map((text) => text.trim())),
        });
        announce(`Maintenance of ${service.value} begun`);
        tags.value = '';
        reason.value = '';
      } catch (refusal) {
        message.textContent = refusal.message;
      }
      await this.load();
    } },
      h('h2', { id: 'begin-title' }, 'Begin a maintenance'),
      h('p', { class: 'quiet' }, 'Triggers are held: nobody is notified, and resolves apply. What is still open at the end opens then.'),
      field('service', 'Service', service), field('length', 'For', length),
      field('tags', 'Only calls with these texts (optional)', tags, 'One filter a line; join texts that must all be in the payload by &&. Without a filter the whole service is held.'),
      field('reason', 'Reason (optional)', reason), message,
      h('div', { class: 'buttons' }, h('button', { type: 'submit' }, 'Begin maintenance')));
  }
}

const cellsOf = (one) => [
  h('a', { href: `#/incidents?service=${encodeURIComponent(one.name)}` }, one.name),
  one.team ?? none(),
  h('span', { class: `status ${one.enabled && !one.inMaintenance ? 'is-good' : 'is-quiet'}` }, !one.enabled ? 'disabled' : one.inMaintenance ? 'in maintenance' : 'enabled'),
  `${one.integrations}`,
  one.held > 0 ? h('a', { href: `#/incidents?state=suppressed&service=${encodeURIComponent(one.name)}` }, one.held >= 500 ? '500 or more' : `${one.held}`) : '0',
  one.line ? h('code', {}, `line ${one.line}`) : none('by default'),
];
