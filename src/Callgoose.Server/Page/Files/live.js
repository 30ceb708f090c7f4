// Follows the server's events. After a break it comes back with the number of the last event, so that nothing is missed.
import { get } from './api.js';

const Longest = 15_000;

export class Live {
  #source = null;
  #last = null;
  #attempt = 0;
  #timer = null;
  #retryAt = 0;
  #listeners;

  // listeners: transition(event), changed(), status({ state: 'live' | 'connecting' | 'waiting', seconds })
  constructor(listeners) {
    this.#listeners = listeners;
  }

  start() {
    this.stop();
    this.#open();
  }

  stop() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
  }

  retryNow() {
    this.stop();
    this.#open();
  }

  #open() {
    this.#listeners.status({ state: 'connecting', isFirst: this.#last === null });
    const source = new EventSource('/v1/events' + (this.#last === null ? '' : `?after=${this.#last}`));
    this.#source = source;
    // What happened while nobody listened is in the list, which is read again.
    for (const name of ['begin', 'reset']) {
      source.addEventListener(name, (event) => {
        this.#note(event);
        this.#attempt = 0;
        this.#listeners.status({ state: 'live' });
        this.#listeners.changed();
      });
    }
    source.addEventListener('transition', (event) => {
      this.#note(event);
      this.#listeners.transition(JSON.parse(event.data));
    });
    source.addEventListener('changed', () => this.#listeners.changed());
    source.onerror = () => {
      if (this.#source === source) this.#lose();
    };
  }

  #note(event) {
    if (event.lastEventId) this.#last = event.lastEventId;
  }

  // The browser's own retries tell nobody when they come, and end for good at an answer that is no stream.
  async #lose() {
    this.stop();
    this.#attempt++;
    const wait = Math.min(Longest, 500 * 2 ** this.#attempt) * (0.75 + Math.random() / 2);
    this.#retryAt = Date.now() + wait;
    this.#tick();
    try {
      await get('/v1/incidents/summary');
    } catch (refusal) {
      if (refusal.status === 401) this.stop();
    }
  }

  #tick() {
    const left = this.#retryAt - Date.now();
    if (left <= 0) {
      this.#open();
      return;
    }
    this.#listeners.status({ state: 'waiting', seconds: Math.ceil(left / 1000) });
    this.#timer = setTimeout(() => this.#tick(), Math.min(1000, left));
  }
}
