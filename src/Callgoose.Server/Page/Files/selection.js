// Several incidents at once: which are selected, and what is done with them.
import { h, update } from './dom.js';
import { actOnAll } from './actions.js';

export class Selection {
  #ids = new Set();
  #incidents = [];
  #list;
  #done;
  #all = h('input', { type: 'checkbox', id: 'select-all', onchange: ({ currentTarget: { checked } }) => {
    this.#ids = new Set(checked ? this.#incidents.map(({ id }) => id) : []);
    this.#show();
  } });
  #tools = h('span', { class: 'buttons' });
  bar = h('div', { class: 'bulk' }, h('label', { for: 'select-all' }, this.#all, ' Select all of this page'), this.#tools);

  constructor(list, done) {
    this.#list = list;
    this.#done = done;
  }

  box(incident) {
    return h('label', { class: 'select' }, h('span', { class: 'visually-hidden' }, `Select ${incident.title}`),
      h('input', { type: 'checkbox', value: incident.id, 'data-key': `select ${incident.id}`, onchange: ({ currentTarget: { checked } }) => {
        if (checked) this.#ids.add(incident.id);
        else this.#ids.delete(incident.id);
        this.#show();
      } }));
  }

  // What is not in the list any more is not acted on.
  shown(incidents) {
    this.#incidents = incidents;
    const there = new Set(incidents.map(({ id }) => id));
    this.#ids = new Set([...this.#ids].filter((id) => there.has(id)));
    this.bar.hidden = incidents.length === 0;
    this.#show();
  }

  clear() {
    this.#ids.clear();
    this.#show();
  }

  #show() {
    for (const box of this.#list.querySelectorAll('.select input')) box.checked = this.#ids.has(box.value);
    const count = this.#ids.size;
    this.#all.checked = count > 0 && count === this.#incidents.length;
    this.#all.indeterminate = count > 0 && count < this.#incidents.length;
    const button = (action, name) => {
      const fit = this.#incidents.filter(({ id, state }) => this.#ids.has(id) && (action === 'resolve' ? state !== 'resolved' : state === 'triggered'));
      return fit.length > 0 && h('button', {
        type: 'button', class: action === 'resolve' ? 'resolve' : '', 'data-key': `bulk ${action}`,
        onclick: () => actOnAll(fit, action, () => {
          this.clear();
          this.#done();
        }),
      }, `${name} ${fit.length}`);
    };
    update(this.#tools, count > 0 && h('span', { role: 'status' }, `${count} selected`), button('acknowledge', 'Acknowledge'), button('resolve', 'Resolve'));
  }
}
