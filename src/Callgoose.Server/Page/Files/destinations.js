// Where events go, how it stands with each destination, and what waits or was given up.
import { announce, h, update } from './dom.js';
import { get, post } from './api.js';
import { ageOf, time } from './format.js';
import { Section } from './section.js';
import { actions, long, none, number, plainly, rowsTable } from './tables.js';

const Newest = 20;
const answerOf = ({ status, answer }) => `${status === null ? '' : `HTTP ${status}: `}${answer}`;

export class DestinationsView extends Section {
  #results = new Map();

  constructor(main, session) {
    super(main, session, 'Destinations');
  }

  async read() {
    const [{ file, destinations, unrouted }, { deliveries: dead }, { deliveries: waiting }] = await Promise.all([
      get('/v1/destinations'), get(`/v1/deliveries?state=dead&limit=${Newest}`), get(`/v1/deliveries?state=waiting&limit=${Newest}`)]);
    return () => update(this.list,
      destinations.length === 0 && h('p', { class: 'quiet' }, 'Nobody is notified: the configuration has no destinations.'),
      file && h('p', { class: 'quiet' }, 'Destinations are configured in ', h('code', {}, file), '.'),
      h('ul', { class: 'sources' }, destinations.map((one) => this.#row(one))),
      unrouted > 0 && h('p', { class: 'notice' }, `No route took ${unrouted} events since the start.`),
      this.#deliveries('Given up', dead), this.#deliveries('Waiting', waiting));
  }

  #row(one) {
    const result = this.#results.get(one.name);
    return h('li', { 'data-key': one.name },
      h('strong', {}, one.name), ` ${one.kind}, ${one.state}`,
      one.waiting > 0 && h('span', { class: 'quiet' }, `; ${one.waiting} waiting, the oldest for `, ageOf(one.oldestAt, '', '')),
      one.reason && h('p', { class: 'notice' }, one.reason),
      one.line && h('p', { class: 'quiet' }, `Line ${one.line} of the configuration file.`),
      h('p', { class: 'quiet' }, `${one.delivered} delivered, ${one.dead} given up, ${one.tries} ${one.tries === 1 ? 'message' : 'messages'} sent since the start.`),
      this.session.mayAct && h('p', {},
        h('button', { type: 'button', class: 'plain', 'data-key': `test ${one.name}`, 'aria-label': `Send a test to ${one.name}`, onclick: () => this.#test(one.name) }, 'Send a test'),
        result && h('span', { role: 'status' }, ` ${result}`)));
  }

  #deliveries(title, list) {
    if (list.length === 0) return null;
    return [h('h2', { 'data-key': title }, title, list.length === Newest && h('span', { class: 'quiet' }, ` (the newest ${Newest})`)),
      rowsTable(`${title} table`, ['Created', long('Destination'), plainly('Event'), number('Tries'), long('Last answer'), actions],
        list.map((one) => ({ key: one.id ?? `${one.incident} ${one.number}`, cells: [
          h('a', { href: `#/incidents/${one.incident}` }, time(one.createdAt)),
          one.destination ?? none(),
          one.event,
          `${one.tries}`,
          one.answer ? answerOf(one) : none('none yet'),
          this.session.mayAct && one.id && h('div', { class: 'buttons' }, this.#button(one, 'Retry', 'retry'), this.#button(one, 'Skip', 'skip')),
        ] })))];
  }

  #button(one, name, action) {
    return h('button', { type: 'button', class: 'plain', 'data-key': `${action} ${one.id}`, 'aria-label': `${name}: ${one.event} to ${one.destination}`, onclick: async () => {
      try {
        await post(`/v1/deliveries/${one.id}/${action}`);
        announce(action === 'retry' ? 'The delivery is sent again.' : 'The delivery was given up.');
      } catch (refusal) {
        announce(refusal.message);
      }
      await this.load();
    } }, name);
  }

  async #test(name) {
    this.#results.set(name, 'sending …');
    await this.load();
    try {
      const { verdict, status, answer } = await post(`/v1/destinations/${encodeURIComponent(name)}/test`);
      this.#results.set(name, `${verdict === 'delivered' ? 'delivered' : 'not delivered'}: ${status === null ? '' : `HTTP ${status} `}${answer}`);
    } catch (refusal) {
      this.#results.set(name, refusal.message);
    }
    await this.load();
  }
}

// Deliveries, each with its last try and the receiver's answer.
export function deliveryList(deliveries) {
  return h('ul', { class: 'deliveries' }, deliveries.map((one) => h('li', {},
    one.destination === null
      ? `${one.event}: no route took it`
      : [h('strong', {}, one.destination), ` ${one.event}: ${one.state}`,
        one.tries > 0 && h('span', { class: 'quiet' }, ` at try ${one.tries}, `, ageOf(one.triedAt)),
        one.state === 'waiting' && one.tries > 0 && h('span', { class: 'quiet' }, ', tried again later'),
        one.answer && h('p', { class: 'quiet' }, answerOf(one))])));
}
