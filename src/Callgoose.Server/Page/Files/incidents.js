// The list: what is open first, a page at a time, so that ten thousand incidents cost no more than fifty.
import { fill, h } from './dom.js';
import { get, query } from './api.js';
import { ageOf, stateBadge, urgencyBadge } from './format.js';
import { actionsFor } from './actions.js';
import { IncidentPane } from './incident.js';

const PageSize = 50;
const states = [['active', 'Open'], ['triggered', 'Triggered'], ['acknowledged', 'Acknowledged'], ['resolved', 'Resolved'], ['suppressed', 'Held'], ['', 'All']];

export class IncidentsView {
  #session;
  #filter = { state: 'active', service: '', source: '', search: '' };
  #cursors = [''];
  #next = null;
  #selected = '';
  #loading = null;
  #isStale = false;
  #known = null;
  #list = h('ol', { class: 'incidents', 'aria-label': 'Incidents' });
  #summary = h('p', { class: 'quiet', role: 'status' });
  #pager = h('nav', { class: 'pager', 'aria-label': 'Pages' });
  #pane;
  #root;

  constructor(main, session) {
    this.#session = session;
    this.#pane = new IncidentPane(session, () => this.changed());
    this.#list.addEventListener('keydown', (event) => this.#onKey(event));
    this.#root = h('div', { class: 'split' },
      h('h1', { class: 'visually-hidden' }, 'Incidents'),
      h('section', { class: 'list', 'aria-label': 'List' },
        this.#filters(), this.#summary, this.#list, this.#pager),
      this.#pane.root);
    fill(main, this.#root);
    this.#load();
  }

  open(id) {
    this.#selected = id;
    this.#root.classList.toggle('has-selection', id !== '');
    this.#pane.show(id);
    this.#markSelected();
  }

  // Something was committed. Reading a page again is right whatever it was; more than once a second nobody can read.
  changed(id) {
    if (id === undefined || id === this.#selected) this.#pane.changed();
    if (this.#loading) {
      this.#isStale = true;
      return;
    }
    this.#load();
  }

  leave() {
    clearTimeout(this.#loading);
    this.#loading = null;
    this.#root = h('div');
  }

  #filters() {
    const search = h('input', { type: 'search', id: 'search', placeholder: 'Title or key', 'aria-label': 'Search title or incident key' });
    const service = h('select', { id: 'service', 'aria-label': 'Service' },
      h('option', { value: '' }, 'All services'), this.#session.services.map((name) => h('option', {}, name)));
    const source = h('input', { id: 'source', list: 'sources', placeholder: 'Source', 'aria-label': 'Source, as the tool gives it in "from"' });
    const sources = h('datalist', { id: 'sources' });
    get('/v1/integrations').then(({ integrations }) => sources.append(...integrations.map(({ name }) => h('option', { value: name })))).catch(() => {});
    const apply = () => {
      const state = form.querySelector('input[name=state]:checked').value;
      this.#filter = { state, service: service.value, source: source.value.trim(), search: search.value.trim() };
      this.#cursors = [''];
      this.#known = null;
      this.#load();
    };
    let typing;
    search.addEventListener('input', () => {
      clearTimeout(typing);
      typing = setTimeout(apply, 250);
    });
    const form = h('form', { class: 'filters', role: 'search', 'aria-label': 'Filter incidents', onsubmit: (event) => event.preventDefault(), onchange: apply },
      h('fieldset', { class: 'tabs' }, h('legend', { class: 'visually-hidden' }, 'State'),
        states.map(([value, name]) => h('label', {},
          h('input', { type: 'radio', name: 'state', value, checked: value === 'active' }), h('span', {}, name)))),
      h('div', { class: 'fields' }, search, service, source, sources));
    return form;
  }

  async #load() {
    clearTimeout(this.#loading);
    this.#loading = setTimeout(() => {
      this.#loading = null;
      if (this.#isStale) this.#load();
    }, 1000);
    this.#isStale = false;
    const root = this.#root;
    const filter = this.#filter;
    try {
      const page = await get('/v1/incidents' + query({ ...filter, limit: PageSize, cursor: this.#cursors.at(-1) }));
      if (root === this.#root && filter === this.#filter) this.#render(page);
    } catch (refusal) {
      if (refusal.status !== 0 && refusal.status !== 401) fill(this.#summary, refusal.message);
    }
  }

  #render({ incidents, nextCursor }) {
    this.#next = nextCursor;
    const before = this.#known;
    this.#known = new Set(incidents.map(({ id }) => id));
    fill(this.#list, incidents.map((incident) => this.#row(incident, before !== null && !before.has(incident.id))));
    this.#markSelected();
    const isFiltered = this.#filter.service || this.#filter.source || this.#filter.search;
    const page = this.#cursors.length;
    if (incidents.length > 0) {
      this.#summary.textContent = page > 1 || nextCursor ? `Page ${page}, ${incidents.length} incidents, newest first` : `${incidents.length} ${incidents.length === 1 ? 'incident' : 'incidents'}, newest first`;
    } else if (nextCursor) this.#summary.textContent = 'Nothing among the newest 20,000 of these. "Older" looks further.';
    else if (isFiltered) this.#summary.textContent = 'Nothing matches. Source and service are compared letter by letter; the search looks into title and incident key.';
    else if (this.#filter.state === 'active') fill(this.#summary, 'Nothing is open. ', h('a', { href: '#/integrations' }, 'Connect a tool'), ' or ', h('a', { href: '#/explain' }, 'try a payload'), '.');
    else this.#summary.textContent = 'There are none.';
    const turn = (change) => () => {
      change();
      this.#known = null;
      this.#load().then(() => this.#summary.scrollIntoView({ block: 'nearest' }));
    };
    fill(this.#pager,
      page > 1 && h('button', { type: 'button', 'data-key': 'newer', onclick: turn(() => this.#cursors.pop()) }, 'Newer'),
      nextCursor && h('button', { type: 'button', 'data-key': 'older', onclick: turn(() => this.#cursors.push(nextCursor)) }, 'Older'));
  }

  #row(incident, isNew) {
    const meta = [incident.source ?? 'no source', incident.service, incident.occurrences > 1 ? `${incident.occurrences} times` : null];
    return h('li', { class: `incident is-${incident.state}${isNew ? ' is-new' : ''}`, 'data-id': incident.id },
      stateBadge(incident),
      h('div', { class: 'what' },
        h('a', { href: `#/incidents/${incident.id}`, 'data-key': incident.id }, incident.title),
        h('div', { class: 'meta' },
          incident.state !== 'resolved' && urgencyBadge(incident.urgency),
          meta.filter(Boolean).map((text) => h('span', {}, text)),
          incident.incidentKey && h('span', { class: 'key', title: `Incident key ${incident.incidentKey}` }, incident.incidentKey))),
      h('div', { class: 'age' }, incident.state === 'resolved' ? ageOf(incident.resolvedAt, 'resolved ') : ageOf(incident.triggeredAt, '', '')),
      h('div', { class: 'actions' }, this.#session.mayAct && actionsFor(incident, () => this.changed(incident.id), incident.id)));
  }

  #markSelected() {
    for (const row of this.#list.children) {
      const isSelected = row.dataset.id === this.#selected;
      row.classList.toggle('is-selected', isSelected);
      const link = row.querySelector('a');
      if (isSelected) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  // On a row: up and down (or k and j) go to the next one, a acknowledges or gives back, r resolves.
  #onKey(event) {
    const row = event.target.closest('li');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: row.nextElementSibling, j: row.nextElementSibling, ArrowUp: row.previousElementSibling, k: row.previousElementSibling };
    if (event.key in to) to[event.key]?.querySelector('a').focus();
    else if (event.key === 'a') row.querySelector('[data-action=acknowledge], [data-action=unacknowledge]')?.click();
    else if (event.key === 'r') row.querySelector('[data-action=resolve]')?.click();
    else return;
    event.preventDefault();
  }
}
