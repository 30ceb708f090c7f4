// Where events go, how it stands with each destination, and what waits or was given up.
import { fill, h, update } from './dom.js';
import { get, post } from './api.js';
import { ageOf } from './format.js';

export class DestinationsView {
  #root = h('div', { class: 'page' });
  #session;
  #results = new Map();
  #timer = null;

  constructor(main, session) {
    this.#session = session;
    fill(main, this.#root);
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
      const [{ destinations, unrouted }, { deliveries: dead }] = await Promise.all([get('/v1/destinations'), get('/v1/deliveries?state=dead&limit=20')]);
      if (this.#timer === null) return;
      update(this.#root, h('h1', {}, 'Destinations'),
        destinations.length === 0 && h('p', { class: 'quiet' }, 'Nobody is notified: the configuration has no destinations.'),
        h('ul', { class: 'sources' }, destinations.map((one) => this.#row(one))),
        unrouted > 0 && h('p', { class: 'notice' }, `No route took ${unrouted} events since the start.`),
        dead.length > 0 && [h('h2', {}, 'Given up'), deliveryList(dead)]);
    } catch (refusal) {
      if (this.#timer !== null) update(this.#root, h('h1', {}, 'Destinations'), h('p', { class: 'notice' }, refusal.message));
    }
  }

  #row(one) {
    const result = this.#results.get(one.name);
    return h('li', { 'data-key': one.name },
      h('strong', {}, one.name), ` ${one.kind}, ${one.state}`,
      one.waiting > 0 && h('span', { class: 'quiet' }, `; ${one.waiting} waiting, the oldest since `, ageOf(one.oldestAt)),
      one.reason && h('p', { class: 'notice' }, one.reason),
      h('p', { class: 'quiet' }, `${one.delivered} delivered, ${one.dead} given up, ${one.tries} messages sent since the start.`),
      this.#session.mayAct && h('p', {},
        h('button', { type: 'button', class: 'plain', 'data-key': `test ${one.name}`, 'aria-label': `Send a test to ${one.name}`, onclick: () => this.#test(one.name) }, 'Send a test'),
        result && h('span', { role: 'status' }, ` ${result}`)));
  }

  async #test(name) {
    this.#results.set(name, 'sending …');
    await this.#load();
    try {
      const { verdict, status, answer } = await post(`/v1/destinations/${encodeURIComponent(name)}/test`);
      this.#results.set(name, `${verdict === 'delivered' ? 'delivered' : 'not delivered'}: ${status === null ? '' : `HTTP ${status} `}${answer}`);
    } catch (refusal) {
      this.#results.set(name, refusal.message);
    }
    await this.#load();
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
        one.answer && h('p', { class: 'quiet' }, `${one.status === null ? '' : `HTTP ${one.status}: `}${one.answer}`)])));
}
