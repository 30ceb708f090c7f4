// The services of the configuration, and their maintenances, which are begun, extended and ended here.
import { announce, fill, h, update } from './dom.js';
import { get, post } from './api.js';
import { time } from './format.js';

const lengths = [['30m', '30 minutes'], ['1h', '1 hour'], ['2h', '2 hours'], ['4h', '4 hours'], ['8h', '8 hours'], ['24h', '1 day'], ['7d', '7 days']];

export class ServicesView {
  #root = h('div', { class: 'page' });
  #list = h('div');
  #session;
  #timer = null;

  constructor(main, session) {
    this.#session = session;
    fill(main, this.#root);
    fill(this.#root, h('h1', {}, 'Services'), this.#list, session.mayAct && session.environment === '' && this.#form());
  }

  open() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#load(), 5000);
    this.#load();
  }

  changed() {
    this.#load();
  }

  leave() {
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async #load() {
    try {
      const [{ file, services }, { maintenances }] = await Promise.all([get('/v1/services'), get('/v1/maintenances')]);
      if (this.#timer === null) return;
      update(this.#list,
        h('p', { class: 'quiet' }, file ? ['Services are configured in ', h('code', {}, file), '.'] : 'There is no configuration file, so there is one service with every integration.'),
        h('table', { class: 'calls list', 'data-key': 'services' },
          h('thead', {}, h('tr', {}, ['Service', 'Team', 'State', 'Integrations', 'Held now', 'Configured at'].map((name) => h('th', { scope: 'col', class: ['Integrations', 'Held now'].includes(name) ? 'number' : null }, name)))),
          h('tbody', {}, services.map((one) => h('tr', { 'data-key': one.name },
            h('td', {}, h('a', { href: `#/incidents?service=${encodeURIComponent(one.name)}` }, one.name)),
            h('td', {}, one.team ?? h('span', { class: 'quiet' }, 'none')),
            h('td', {}, !one.enabled ? h('span', { class: 'status is-quiet' }, 'disabled') : one.inMaintenance ? h('span', { class: 'status is-quiet' }, 'in maintenance') : h('span', { class: 'status is-good' }, 'enabled')),
            h('td', { class: 'number' }, `${one.integrations}`),
            h('td', { class: 'number' }, one.held > 0 ? h('a', { href: `#/incidents?state=suppressed&service=${encodeURIComponent(one.name)}` }, one.held >= 500 ? '500 or more' : `${one.held}`) : '0'),
            h('td', {}, one.line ? h('code', {}, `line ${one.line}`) : h('span', { class: 'quiet' }, 'by default')))))),
        h('h2', { 'data-key': 'maintenances' }, 'Maintenances'),
        maintenances.length === 0 ? h('p', { class: 'quiet', 'data-key': 'none' }, 'None is running or planned, and none ended in the last 30 days.') : h('ul', { class: 'sources', 'data-key': 'list' }, maintenances.map((one) => this.#row(one))));
    } catch (refusal) {
      if (this.#timer !== null && refusal.status !== 0 && refusal.status !== 401) update(this.#list, h('p', { class: 'notice' }, refusal.message));
    }
  }

  #row(one) {
    const mayChange = this.#session.mayAct && this.#session.environment === '' && one.id && one.state !== 'ended';
    const button = (name, action, body, done) => h('button', { type: 'button', 'data-key': `${action} ${one.id} ${body.by ?? ''}`, 'aria-label': `${name}: maintenance of ${one.service}`, onclick: () => this.#change(one, action, body, done) }, name);
    return h('li', { 'data-key': one.id ?? `${one.service} ${one.line}` },
      h('strong', {}, one.service), ' ', h('span', { class: `status ${one.state === 'running' ? 'is-quiet' : ''}` }, one.state),
      h('p', {}, `${time(one.from)} until ${time(one.until)}`),
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
    await this.#load();
  }

  #form() {
    const message = h('p', { class: 'error', role: 'alert' });
    const field = (name, label, input, hint) => [h('label', { for: `maintenance-${name}` }, label), input, hint && h('p', { class: 'quiet' }, hint)];
    const service = h('select', { id: 'maintenance-service', required: true }, this.#session.services.map((name) => h('option', {}, name)));
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
      await this.#load();
    } },
      h('h2', { id: 'begin-title' }, 'Begin a maintenance'),
      h('p', { class: 'quiet' }, 'Triggers are held: nobody is notified, and resolves apply. What is still open at the end opens then.'),
      field('service', 'Service', service), field('length', 'For', length),
      field('tags', 'Only calls with these texts (optional)', tags, 'One filter a line; join texts that must all be in the payload by &&. Without a filter the whole service is held.'),
      field('reason', 'Reason (optional)', reason), message,
      h('div', { class: 'buttons' }, h('button', { type: 'submit' }, 'Begin maintenance')));
  }
}
