// What each filter of each service said to a payload, beside the payload with what decided marked in it.
import { copyButton, fill, h } from './dom.js';
import { marked } from './marks.js';
import { time } from './format.js';

const reasons = {
  no_filter_matched: 'no filter passed',
  unknown_source: 'no filter applies to this source',
  service_disabled: 'the service is disabled',
  in_maintenance: 'the service is in maintenance',
};

// In a few words, for a list.
export function outcome(services) {
  const words = services.flatMap((service) => service.heldBack ? [reasons[service.heldBack]] : [service.trigger && 'triggers', service.resolve && 'resolves']).filter(Boolean);
  return words.length > 0 ? [...new Set(words)].join(', ') : 'no filter passed';
}

// nothing: what to say where no service was asked.
export function verdicts(services, body, nothing = 'No service is in reach of the token.') {
  const payload = h('pre', { class: 'payload', tabindex: '0', 'aria-label': 'Payload with the deciding values marked' });
  const parts = services.flatMap((service) => service.filters);
  const mark = (chosen) => fill(payload, body === '' ? h('span', { class: 'quiet' }, 'The payload is empty.') : marked(body, chosen.flatMap((part) =>
    part.places.map((place) => ({ ...place, isGood: part.passed, label: `${part.filter} ${part.part}: ${verdict(part)}` })))));
  const passed = parts.filter((part) => part.passed);
  // Of filters that failed, the values that were found tell more than guesses at keys that were not.
  const near = parts.filter((part) => part.kind !== 'key_missing' && part.kind !== 'no_elements');
  const first = passed.length > 0 ? passed : near.length > 0 ? near : parts;
  mark(first);
  const rows = [];
  const choose = (row, part) => {
    const isOn = row.getAttribute('aria-pressed') === 'true';
    rows.forEach((other) => other.setAttribute('aria-pressed', 'false'));
    row.setAttribute('aria-pressed', String(!isOn));
    mark(isOn ? first : [part]);
    payload.querySelector('mark')?.scrollIntoView({ block: 'nearest' });
  };
  const filters = services.map((service) => h('section', { class: 'service' },
    h('h2', {}, services.length > 1 ? `Service ${service.service}` : 'Filters'),
    service.heldBack && h('p', { class: 'notice' }, `Nothing comes of it: ${reasons[service.heldBack]}.`),
    service.nearestSource && h('p', { class: 'notice' }, 'The source names no integration. Did you mean ', h('code', {}, `from=${service.nearestSource}`), '?'),
    warningsOf(service).map((text) => h('p', { class: 'notice' }, text)),
    service.filters.length === 0 && h('p', { class: 'notice' }, 'No filter applies to this source.'),
    [...Map.groupBy(service.filters, (part) => part.integration)].map(([integration, list]) => [
      h('h3', {}, integration),
      h('ul', { class: 'filters-list' }, list.map((part) => {
        const row = h('button', { type: 'button', class: `verdict ${part.passed ? 'is-good' : 'is-bad'}`, 'aria-pressed': 'false' },
          h('span', { class: 'sign', 'aria-hidden': 'true' }, part.passed ? '✓' : '✗'),
          h('span', { class: 'name' }, `${part.filter} · ${part.part}`),
          h('span', { class: 'reason' }, verdict(part)));
        rows.push(row);
        row.addEventListener('click', () => choose(row, part));
        return h('li', {}, row);
      })),
    ]),
    effect(service)));
  return h('div', { class: 'verdicts' },
    h('div', {}, services.length === 0 ? h('p', { class: 'notice' }, nothing) : filters),
    h('div', {}, h('h2', {}, 'Payload ', copyButton(body, 'payload')), payload));
}

const warnings = {
  unkeyed: 'The trigger gives no incident key: its tool can never resolve the incident.',
  key_unexpanded: 'The incident key is a variable of the tool\'s template that was not filled in. Correct the template: no resolve can find this incident.',
  delivery_id_reused: 'The delivery id came with another body before; this is taken as a new delivery.',
  time_not_believed: 'A time is more than a day ahead, a zero date, or no time; it is taken as absent.',
  key_shortened: 'The incident key is longer than 1,024 bytes and is kept as its first bytes and a SHA-256.',
  unkeyed_burst: 'Too many incidents without a key are open; this one counts on the newest of them.',
  delivery_id_ignored: 'The delivery id is no such id; the call is taken without one.',
};

// What the sender should mend: of a call what it was warned of, of an explanation what it would be.
function warningsOf(service) {
  const names = service.warnings ?? service.trigger?.warnings ?? [];
  return names.map((name) => `Warning ${name}: ${warnings[name] ?? 'see the API description.'}`);
}

function verdict(part) {
  if (part.reason) return part.reason;
  return part.decidedBefore ? `passes too, but "${part.decidedBefore}" passed before it and decides` : 'passed';
}

function effect({ trigger, resolve, heldBack }) {
  if (heldBack || (!trigger && !resolve)) return null;
  const line = (name, value) => value && [h('dt', {}, name), h('dd', {}, value)];
  const key = (part) => part.incidentKey ?? `none: ${part.incidentKeyRemark}`;
  return [
    resolve && [h('p', { class: 'good' }, 'Resolves the active incident with this key, if there is one:'), h('dl', {}, line('Key', key(resolve)))],
    trigger && [h('p', { class: 'good' }, 'Opens an incident, unless one with its key is active:'), h('dl', {},
      line('Title', trigger.title), line('Urgency', trigger.urgency), line('Key', key(trigger)),
      line('Description', trigger.description ?? 'the payload as received'), trigger.occurredAt && line('Began', time(trigger.occurredAt)))],
  ];
}
