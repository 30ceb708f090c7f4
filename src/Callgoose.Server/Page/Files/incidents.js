// The list: what is open first, a page at a time, so that ten thousand incidents cost no more than fifty. What it shows stands in the
// address, so that a view can be sent.
import { byId, fill, h, update } from './dom.js';
import { get, query } from './api.js';
import { ageOf, isHigh, stateBadge, urgencyBadge } from './format.js';
import { actionsFor } from './actions.js';
import { setFields } from './fields.js';
import { Selection } from './selection.js';
import { IncidentPane } from './incident.js';

const PageSize = 50;
// When a list is read again that could not be read.
const Retry = 5000;
// Of so many the server gives the newest, and the page puts them in another order.
const MostSorted = 500;
const states = [['active', 'Open'], ['triggered', 'Triggered'], ['acknowledged', 'Acknowledged'], ['resolved', 'Resolved'], ['suppressed', 'Held'], ['', 'All']];
const urgencies = [['', 'Any urgency'], ['high', 'High'], ['low', 'Low']];
const ages = [['', 'Any age'], ['1h', 'Last hour'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'], ['-1h', 'Older than 1 hour'], ['-24h', 'Older than 24 hours'], ['-7d', 'Older than 7 days']];
const lengths = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000 };
const orders = {
  '': null,
  oldest: (a, b) => a.triggeredAt < b.triggeredAt ? -1 : 1,
  urgency: (a, b) => isHigh(b.urgency) - isHigh(a.urgency),
  seen: (a, b) => a.lastSeen < b.lastSeen ? 1 : -1,
  repeats: (a, b) => b.occurrences - a.occurrences,
};
const sorts = [['', 'Newest first'], ['oldest', 'Oldest first'], ['urgency', 'High urgency first'], ['seen', 'Last seen first'], ['repeats', 'Most repeats first']];
const choices = { state: states, urgency: urgencies, age: ages, sort: sorts };
const defaults = { state: 'active', urgency: '', service: '', source: '', age: '', search: '', sort: '' };

export class IncidentsView {
  #session;
  #filter = { ...defaults };
  #cursors = [''];
  #offset = 0;
  #id = '';
  #loading = null;
  #isStale = false;
  #known = null;
  #form;
  #list = h('ol', { class: 'incidents', 'aria-label': 'Incidents' });
  #summary = h('p', { class: 'quiet', role: 'status' });
  #pager = h('nav', { class: 'pager', 'aria-label': 'Pages' });
  #selection;
  #pane;
  #root;
  #onKeys = (event) => this.#onGlobalKey(event);

  constructor(main, session) {
    this.#session = session;
    this.#pane = new IncidentPane(session, () => this.changed(), () => `#/incidents${this.#query()}`);
    this.#selection = new Selection(this.#list, () => this.changed());
    this.#list.addEventListener('keydown', (event) => this.#onKey(event));
    this.#form = this.#filters();
    this.#root = h('div', { class: 'split' },
      h('h1', { class: 'visually-hidden' }, 'Incidents'),
      h('section', { class: 'list', 'aria-label': 'List' },
        this.#form, this.#summary, session.mayAct && this.#selection.bar, this.#list, this.#pager),
      this.#pane.root);
    document.addEventListener('keydown', this.#onKeys);
    fill(main, this.#root);
  }

  open(id, parameters) {
    this.#id = id;
    this.#root.classList.toggle('has-selection', id !== '');
    this.#pane.show(id);
    const wanted = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, parameters.get(name) ?? value]));
    // What stands in the address may be anything.
    for (const [name, options] of Object.entries(choices)) {
      if (!options.some(([value]) => value === wanted[name])) wanted[name] = defaults[name];
    }
    if (this.#known === null || JSON.stringify(wanted) !== JSON.stringify(this.#filter)) {
      this.#filter = wanted;
      setFields(this.#form, wanted);
      this.#begin();
    } else this.#markOpen();
  }

  // Something was committed. Reading a page again is right whatever it was; more than once a second nobody can read.
  changed(id) {
    if (id === undefined || id === this.#id) this.#pane.changed();
    if (this.#loading) {
      this.#isStale = true;
      return;
    }
    this.#load();
  }

  counted({ open, acknowledged, suppressed }) {
    const counts = { active: open, triggered: open - acknowledged, acknowledged, suppressed };
    for (const [state, count] of Object.entries(counts)) {
      const text = count > 0 ? ` ${count}` : '';
      const element = this.#form.querySelector(`[data-count="${state}"]`);
      if (element.textContent !== text) element.textContent = text;
    }
  }

  leave() {
    clearTimeout(this.#loading);
    document.removeEventListener('keydown', this.#onKeys);
    this.#loading = null;
    this.#root = h('div');
  }

  #filters() {
    const select = (name, label, options) => h('select', { id: name, name, 'aria-label': label }, options.map(([value, text]) => h('option', { value }, text)));
    const sources = h('datalist', { id: 'sources' });
    get('/v1/integrations').then(({ integrations }) => sources.append(...integrations.map(({ name }) => h('option', { value: name })))).catch(() => {});
    let typing;
    return h('form', { class: 'filters', role: 'search', 'aria-label': 'Filter incidents', onsubmit: (event) => event.preventDefault(), onchange: () => this.#apply() },
      h('fieldset', { class: 'tabs' }, h('legend', { class: 'visually-hidden' }, 'State'),
        states.map(([value, name]) => h('label', {},
          h('input', { type: 'radio', name: 'state', value, checked: value === 'active' }), h('span', {}, name, h('b', { 'data-count': value }))))),
      h('div', { class: 'fields' },
        h('input', { type: 'search', id: 'search', name: 'search', placeholder: 'Search', 'aria-label': 'Search title or incident key, or the end of the id', oninput: () => {
          clearTimeout(typing);
          typing = setTimeout(() => this.#apply(), 250);
        } }),
        select('urgency', 'Urgency', urgencies),
        h('select', { id: 'service', name: 'service', 'aria-label': 'Service' },
          h('option', { value: '' }, 'All services'), this.#session.services.map((name) => h('option', {}, name))),
        h('input', { id: 'source', name: 'source', list: 'sources', placeholder: 'Source', 'aria-label': 'Source, as the tool gives it in "from"' }), sources,
        select('age', 'Age', ages),
        select('sort', 'Order', sorts)));
  }

  #apply() {
    const next = Object.fromEntries(Object.keys(defaults).map((name) => [name, this.#form.elements[name].value.trim()]));
    if (JSON.stringify(next) === JSON.stringify(this.#filter)) return;
    this.#filter = next;
    history.replaceState(null, '', `#/incidents${this.#id ? `/${this.#id}` : ''}${this.#query()}`);
    this.#begin();
  }

  #begin() {
    this.#cursors = [''];
    this.#offset = 0;
    this.#known = null;
    this.#selection.clear();
    this.#load();
  }

  // What differs from the default, as it stands in the address.
  #query() {
    const given = Object.entries(this.#filter).filter(([name, value]) => value !== defaults[name]);
    return given.length > 0 ? `?${new URLSearchParams(given)}` : '';
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
    const { age, sort, ...rest } = filter;
    const at = age && new Date(Date.now() - lengths[age.replace('-', '')]).toISOString();
    try {
      const page = await get('/v1/incidents' + query({
        ...rest, [age.startsWith('-') ? 'until' : 'since']: at, limit: sort ? MostSorted : PageSize, cursor: sort ? '' : this.#cursors.at(-1),
      }));
      if (root === this.#root && filter === this.#filter) this.#render(page);
    } catch (refusal) {
      if (root !== this.#root || refusal.status === 401) return;
      if (refusal.status !== 0 || this.#known === null) update(this.#summary, refusal.message);
      setTimeout(() => root === this.#root && this.changed(), Retry);
    }
  }

  #render({ incidents: all, nextCursor }) {
    const order = orders[this.#filter.sort];
    const incidents = order ? all.toSorted(order).slice(this.#offset, this.#offset + PageSize) : all;
    const before = this.#known;
    this.#known = new Set(incidents.map(({ id }) => id));
    update(this.#list, incidents.map((incident) => this.#row(incident, before !== null && !before.has(incident.id))));
    this.#markOpen();
    this.#selection.shown(incidents);
    update(this.#summary, this.#summaryOf(all, incidents, nextCursor));
    const turn = (change) => () => {
      change();
      this.#known = null;
      this.#selection.clear();
      this.#load().then(() => this.#summary.scrollIntoView({ block: 'nearest' }));
    };
    const isFirst = order ? this.#offset === 0 : this.#cursors.length === 1;
    const isLast = order ? this.#offset + PageSize >= all.length : !nextCursor;
    update(this.#pager,
      !isFirst && h('button', { type: 'button', 'data-key': 'newer', onclick: turn(() => { if (order) this.#offset -= PageSize; else this.#cursors.pop(); }) }, order ? 'Before' : 'Newer'),
      !isLast && h('button', { type: 'button', 'data-key': 'older', onclick: turn(() => { if (order) this.#offset += PageSize; else this.#cursors.push(nextCursor); }) }, order ? 'Further' : 'Older'));
  }

  #summaryOf(all, incidents, nextCursor) {
    const { state, sort } = this.#filter;
    const order = sorts.find(([value]) => value === sort)[1].toLowerCase();
    const page = this.#cursors.length;
    if (sort && all.length > 0) {
      return `${all.length > PageSize ? `${this.#offset + 1} to ${this.#offset + incidents.length} of ` : ''}${nextCursor ? 'the newest ' : ''}${all.length} incidents, ${order}`;
    }
    if (incidents.length > 0) return page > 1 || nextCursor ? `Page ${page}, ${incidents.length} incidents, ${order}` : `${incidents.length} ${incidents.length === 1 ? 'incident' : 'incidents'}, ${order}`;
    if (nextCursor) return 'Nothing among the newest 20,000 of these. "Older" looks further.';
    if (this.#query().replace(/[?&]?(state|sort)=[^&]*/g, '') !== '') return 'Nothing matches. Source and service are compared letter by letter; the search looks into title, incident key and id.';
    return state === 'active' ? ['Nothing is open. ', h('a', { href: '#/integrations' }, 'Connect a tool'), ' or ', h('a', { href: '#/explain' }, 'try a payload'), '.'] : 'There are none.';
  }

  #row(incident, isNew) {
    const source = incident.source ?? 'no source';
    const meta = [incident.title.startsWith(`${source} - `) ? null : source, incident.service, incident.occurrences > 1 ? `${incident.occurrences} times` : null];
    const link = `#/incidents/${incident.id}${this.#query()}`;
    return h('li', { class: `incident is-${incident.state}${isNew ? ' is-new' : ''}`, 'data-key': incident.id, 'data-id': incident.id, onclick: (event) => {
      // What stands on the row does its own; whoever selects a text wants to copy it.
      if (!event.target.closest('a, button, input, label') && getSelection().isCollapsed) location.hash = link;
    } },
      this.#session.mayAct && this.#selection.box(incident),
      stateBadge(incident),
      h('div', { class: 'what' },
        h('a', { href: link, 'data-key': `open ${incident.id}` }, incident.title),
        h('div', { class: 'meta' },
          incident.state !== 'resolved' && urgencyBadge(incident.urgency),
          meta.filter(Boolean).map((text) => h('span', {}, text)),
          incident.incidentKey && h('span', { class: 'key', title: `Incident key ${incident.incidentKey}` }, incident.incidentKey))),
      h('div', { class: 'age' }, incident.state === 'resolved' ? ageOf(incident.resolvedAt, 'resolved ') : ageOf(incident.triggeredAt, '', '')),
      h('div', { class: 'actions' }, this.#session.mayAct && actionsFor(incident, () => this.changed(incident.id), incident.id)));
  }

  #markOpen() {
    for (const row of this.#list.children) {
      const isOpen = row.dataset.id === this.#id;
      row.classList.toggle('is-selected', isOpen);
      const link = row.querySelector('a');
      if (isOpen) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  // On a row: up and down (or k and j) go to the next one, a acknowledges or gives back, r resolves, x selects.
  #onKey(event) {
    const row = event.target.closest('li');
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { ArrowDown: row.nextElementSibling, j: row.nextElementSibling, ArrowUp: row.previousElementSibling, k: row.previousElementSibling };
    if (event.key in to) to[event.key]?.querySelector('a').focus();
    else if (event.key === 'a') row.querySelector('[data-action=acknowledge], [data-action=unacknowledge]')?.click();
    else if (event.key === 'r') row.querySelector('[data-action=resolve]')?.click();
    else if (event.key === 'x') row.querySelector('input[type=checkbox]')?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // Where nothing has the focus, j and k begin at the first row; / searches.
  #onGlobalKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return;
    if (event.key === '/') byId('search')?.focus();
    else if ((event.key === 'j' || event.key === 'k') && !event.target.closest('li')) this.#list.querySelector('a')?.focus();
    else return;
    event.preventDefault();
  }
}
