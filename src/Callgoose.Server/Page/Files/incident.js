// One incident: what is known, what can be done, what happened.
import { byId, copyButton, fill, h, update } from './dom.js';
import { get } from './api.js';
import { age, ageOf, stateBadge, stateName, time, urgencyBadge } from './format.js';
import { actionsWith } from './actions.js';
import { deliveryList } from './destinations.js';

export class IncidentPane {
  root = h('section', { class: 'pane', 'aria-label': 'Incident', tabindex: '-1' });
  #session;
  #done;
  #listLink;
  #id = '';
  #isDue = false;
  #deliveries = [];
  #changes = [];

  constructor(session, done, listLink) {
    this.#session = session;
    this.#done = done;
    this.#listLink = listLink;
    this.#showNothing();
  }

  show(id) {
    if (id === this.#id) return;
    this.#id = id;
    if (id === '') this.#showNothing();
    else this.#load(true);
  }

  changed() {
    if (this.#id === '' || this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => {
      this.#isDue = false;
      if (this.#id !== '') this.#load(false);
    }, 300);
  }

  #showNothing() {
    fill(this.root, h('p', { class: 'quiet' }, 'Choose an incident to see its timeline and its payload.'),
      h('p', { class: 'quiet keys' }, 'On a row: ', h('kbd', {}, '↑'), ' ', h('kbd', {}, '↓'), ' go, ', h('kbd', {}, 'Enter'), ' opens',
        this.#session.mayAct && [', ', h('kbd', {}, 'a'), ' acknowledges, ', h('kbd', {}, 'r'), ' resolves, ', h('kbd', {}, 'x'), ' selects'], '. ', h('kbd', {}, '/'), ' searches, ', h('kbd', {}, '?'), ' shows all keys.'));
  }

  async #load(isNew) {
    const id = this.#id;
    try {
      const [incident, { deliveries }] = await Promise.all([get(`/v1/incidents/${encodeURIComponent(id)}`), get(`/v1/deliveries?incident=${encodeURIComponent(id)}&limit=100`)]);
      if (id !== this.#id) return;
      this.#deliveries = deliveries.reverse();
      if (isNew) {
        this.#changes = await changesBefore(incident);
        if (id !== this.#id) return;
      }
      this.#render(incident);
      if (isNew) {
        this.root.scrollTop = 0;
        if (matchMedia('(max-width: 1000px)').matches) this.root.focus();
      }
    } catch (refusal) {
      if (id === this.#id && isNew) fill(this.root, this.#back(), h('p', { class: 'notice' }, refusal.message));
    }
  }

  #back() {
    return h('a', { class: 'back', href: this.#listLink(), 'data-key': 'back' }, '← All incidents');
  }

  #render(incident) {
    const isOver = incident.state === 'resolved';
    const lasted = age((isOver ? Date.parse(incident.resolvedAt) : Date.now()) - Date.parse(incident.triggeredAt));
    const key = `${incident.id} `;
    update(this.root,
      this.#back(),
      h('header', {},
        h('p', { class: 'badges' }, stateBadge(incident), urgencyBadge(incident.urgency), h('span', { class: 'quiet' }, isOver ? `lasted ${lasted}` : `for ${lasted}`)),
        h('h2', {}, incident.title)),
      this.#session.mayAct && h('div', { class: 'act', 'data-key': `${key}act` },
        h('label', { for: 'comment' }, isOver ? 'Note' : 'Comment (optional), or a note'),
        h('textarea', { id: 'comment', rows: 2, maxlength: 4096 }),
        h('div', { class: 'buttons' }, actionsWith(incident, () => byId('comment'), (now) => {
          if (now && now.id === this.#id) this.#render(now);
          this.#done();
        }))),
      h('h3', { 'data-key': `${key}timeline` }, 'Timeline'),
      h('ol', { class: 'timeline' }, incident.timeline.map((line) => h('li', { class: `is-${line.transition}` },
        h('time', { datetime: line.at, title: line.at }, time(line.at)),
        h('span', {}, h('strong', {}, stateName(line.transition)), ` by ${causeOf(line)}`),
        line.comment && h('p', { class: 'comment' }, line.comment),
        changesOf(line)))),
      incident.linesLeftOut > 0 && h('p', { class: 'quiet' }, `${incident.linesLeftOut} further lines are not shown.`),
      this.#deliveries.length > 0 && [h('h3', {}, 'Deliveries'), deliveryList(this.#deliveries)],
      this.#changes.length > 0 && [h('h3', {}, 'Changed in the day before'), h('ol', { class: 'timeline' }, this.#changes.map((change) => h('li', {},
        h('time', { datetime: change.at, title: change.at }, time(change.at)),
        h('span', {}, change.source && [h('strong', {}, change.source), ': '], change.summary))))],
      h('dl', {},
        row('Source', incident.source ?? 'none given'),
        row('Integration', incident.integration ?? 'not known'),
        row('Service', incident.service),
        row('Environment', incident.environment || 'without a name'),
        row('Incident key', incident.incidentKey ?? 'none: no call can resolve it'),
        row('Occurrences', `${incident.occurrences}`),
        row('Triggered', [time(incident.triggeredAt), ' (', ageOf(incident.triggeredAt), ')']),
        row('Last seen', [time(incident.lastSeen), ' (', ageOf(incident.lastSeen), ')']),
        isOver && row('Resolved', [time(incident.resolvedAt), ' (', ageOf(incident.resolvedAt), ')']),
        incident.expiresAt && row('Ends by itself', time(incident.expiresAt)),
        incident.heldUntil && row('Held until', time(incident.heldUntil)),
        row('Id', h('code', {}, incident.id))),
      payload(incident.description, key),
      h('p', { class: 'quiet' }, h('a', { href: `#/log/${incident.timeline[0]?.callId ?? ''}` }, 'The call that opened it'), ' is in the API log if the debug switch of its token was on.'));
  }
}

// The newest of what senders told that they changed, in the service of the incident.
async function changesBefore(incident) {
  const opened = Date.parse(incident.triggeredAt);
  const since = new Date(opened - 24 * 3600 * 1000).toISOString();
  const { changes } = await get(`/v1/changes?service=${encodeURIComponent(incident.service)}&since=${since}&limit=500`);
  return changes.filter((change) => Date.parse(change.at) <= opened).slice(0, 10);
}

const causes = { expiry: 'its own time to end', maintenance_end: 'the end of the maintenance' };
const causeOf = (line) => causes[line.by] ?? line.cause;

// What a newer report changed, and which members of its group joined.
function changesOf(line) {
  const changed = ['urgency', 'title', 'description'].filter((name) => line[name]).map((name) => h('p', { class: 'comment' },
    h('strong', {}, `${name}: `), h('del', {}, line[name].was ?? ''), ' → ', h('ins', {}, line[name].is)));
  return line.joined ? [...changed, h('p', { class: 'comment' }, h('strong', {}, 'joined: '), line.joined.join(', '))] : changed;
}

const row = (name, value) => [h('dt', {}, name), h('dd', {}, value)];

// The description is a text, or the payload as it came.
function payload(description, key) {
  let text = description;
  let isJson = false;
  try {
    const value = JSON.parse(description);
    isJson = typeof value === 'object' && value !== null;
    if (isJson) text = JSON.stringify(value, null, 2);
  } catch { /* a text */ }
  return [
    h('h3', {}, isJson ? 'Payload' : 'Description', ' ', copyButton(description, isJson ? 'payload' : 'description')),
    h('pre', { class: isJson ? 'payload' : 'payload prose', tabindex: '0', 'data-key': `${key}description` }, text),
  ];
}
