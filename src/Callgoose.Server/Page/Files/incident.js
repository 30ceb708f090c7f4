// One incident: what is known, what can be done, what happened.
import { byId, copyButton, fill, h, update } from './dom.js';
import { get } from './api.js';
import { age, ageOf, stateBadge, stateName, time, urgencyBadge } from './format.js';
import { actionsWith } from './actions.js';
import { deliveryList } from './destinations.js';
import { jsonTree } from './json.js';

export class IncidentPane {
  root = h('section', { class: 'pane', 'aria-label': 'Incident', tabindex: '-1' });
  #session;
  #done;
  #listLink;
  #id = '';
  #isDue = false;
  #deliveries = [];
  #changes = [];
  #related = [];
  #notTold = [];
  #call = null;

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
        [this.#changes, this.#related, this.#notTold, this.#call] = await Promise.all(
          [changesBefore(incident), relatedTo(incident), notTold(incident), openingCall(incident)].map((one) => one.catch(() => null)));
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
      incident.link && h('p', { 'data-key': `${key}link` }, 'The tool\'s page: ',
        h('a', { href: incident.link, target: '_blank', rel: 'noopener noreferrer', title: incident.link }, hostOf(incident.link))),
      payload(incident.description, key),
      h('h3', { 'data-key': `${key}timeline` }, 'Timeline'),
      h('ol', { class: 'timeline' }, incident.timeline.map((line) => h('li', { class: `is-${line.transition}` },
        h('time', { datetime: line.at, title: line.at }, time(line.at)),
        h('span', {}, h('strong', {}, stateName(line.transition)), ` by ${causeOf(line)}`,
          line.by === 'integration' && line.callId && [' · ', h('a', { href: `#/log/${line.callId}`, 'aria-label': `Call of ${time(line.at)} in the API log` }, 'call')]),
        line.comment && h('p', { class: 'comment' }, line.comment),
        changesOf(line))),
        incident.occurrences > 1 && h('li', { class: 'is-repeated', 'data-key': 'repeats' }, h('time', { datetime: incident.lastSeen, title: incident.lastSeen }, time(incident.lastSeen)),
          h('span', {}, h('strong', {}, 'Reported again'), `: ${incident.occurrences} reports in all, the last one ${age(Math.max(0, Date.parse(incident.lastSeen) - Date.parse(incident.triggeredAt)))} after it opened`))),
      incident.linesLeftOut > 0 && h('p', { class: 'quiet' }, `${incident.linesLeftOut} further lines are not shown.`),
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
      this.#deliveries.length > 0 && [h('h3', {}, 'Deliveries'), deliveryList(this.#deliveries)],
      this.#notTold?.length > 0 && [h('h3', { 'data-key': 'not told' }, 'Who was not told, and why'), h('ul', { class: 'lines' }, this.#notTold.map((text) => h('li', {}, text)))],
      this.#changes?.length > 0 && [h('h3', {}, 'Changed in the day before'), h('ol', { class: 'timeline' }, this.#changes.map((change) => h('li', {},
        h('time', { datetime: change.at, title: change.at }, time(change.at)),
        h('span', {}, change.source && [h('strong', {}, change.source), ': '], change.summary))))],
      this.#related?.length > 0 && [h('h3', { 'data-key': 'related' }, 'At the same time'), h('ul', { class: 'related' }, this.#related.map((one) => h('li', { 'data-key': `related ${one.id}` },
        stateBadge(one), ' ', h('a', { href: `#/incidents/${one.id}` }, one.title), h('span', { class: 'quiet' }, ` ${one.service}, ${time(one.triggeredAt)}`))))],
      this.#call && this.#call.body !== incident.description && asItCame(this.#call.body, `${key}call`),
      h('p', { class: 'quiet' }, h('a', { href: `#/log/${incident.timeline[0]?.callId ?? ''}` }, 'The call that opened it'), this.#call ? ' is in the API log.' : ' is in the API log if the debug switch of its token was on.'),
      h('p', {}, h('a', { href: `/v1/incidents/${incident.id}/export`, download: `incident-${incident.id}.md`, 'data-key': 'export' }, 'Export as a post-mortem (Markdown)')));
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

// What else opened within half an hour.
async function relatedTo(incident) {
  const around = 30 * 60 * 1000;
  const opened = Date.parse(incident.triggeredAt);
  const at = (milliseconds) => encodeURIComponent(new Date(milliseconds).toISOString());
  const { incidents } = await get(`/v1/incidents?since=${at(opened - around)}&until=${at(opened + around)}&limit=50`);
  const near = (one) => Math.abs(Date.parse(one.triggeredAt) - opened);
  return incidents.filter((one) => one.id !== incident.id).sort((a, b) => near(a) - near(b)).slice(0, 8);
}

// Routes that did not fire for what happened last, and destinations that were held back.
async function notTold(incident) {
  const { events } = await get(`/v1/incidents/${encodeURIComponent(incident.id)}/routes`);
  const last = events.at(-1);
  return (last?.routes ?? []).flatMap((route) => [
    ...(route.fires ? [] : [`Route ${route.route} (${last.event}): ${route.reason}`]),
    ...route.notTo.map(({ destination, reason }) => `${destination} (${last.event}): ${reason}`),
  ]);
}

// The call that opened it, if the API log has it.
async function openingCall(incident) {
  const id = incident.timeline[0]?.callId;
  return id ? await get(`/v1/logs/${encodeURIComponent(id)}`) : null;
}

// Where a link leads. A browser knows of hosts that are none what the server does not.
function hostOf(link) {
  return URL.canParse(link) ? new URL(link).host : link;
}

// The description is a text, or the payload as it came.
function payload(description, key) {
  const tree = jsonTree(description, 'Payload');
  const name = tree ? 'payload' : 'description';
  return [
    h('h3', {}, tree ? 'Payload' : 'Description', ' ', copyButton(description, name)),
    tree ? folded(tree, description, key) : h('pre', { class: 'payload prose', tabindex: '0', 'data-key': `${key}description` }, description),
  ];
}

// The payload of the call, beside a description that the filter took from it.
function asItCame(body, key) {
  const tree = jsonTree(body, 'Payload of the call that opened it');
  return [
    h('h3', { 'data-key': `${key}head` }, 'Payload of the call that opened it ', copyButton(body, 'payload of the call')),
    tree ? folded(tree, body, key) : h('pre', { class: 'payload', tabindex: '0', 'data-key': `${key}raw` }, body),
  ];
}

const folded = (tree, text, key) => [
  h('div', { 'data-key': `${key}tree` }, tree),
  h('details', { 'data-key': `${key}raw` }, h('summary', {}, 'As it came'), h('pre', { class: 'payload', tabindex: '0' }, text)),
];
