// What the sections that manage something have in common: they are read again every five seconds, and when something was committed.
import { fill, h, showRefusal } from './dom.js';

const Interval = 5000;

export class Section {
  root = h('div', { class: 'page' });
  list = h('div');
  session;
  #timer = null;

  // A section has "read", which asks the server and puts what it answers into the list.
  constructor(main, session, title, ...rest) {
    this.session = session;
    fill(this.root, h('h1', {}, title), rest, this.list);
    fill(main, this.root);
  }

  get isShown() {
    return this.#timer !== null;
  }

  open() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.load(), Interval);
    this.load();
  }

  changed() {
    this.load();
  }

  leave() {
    clearInterval(this.#timer);
    this.#timer = null;
  }

  async load() {
    try {
      const show = await this.read();
      if (this.isShown) show();
    } catch (refusal) {
      if (this.isShown) showRefusal(this.list, refusal);
    }
  }
}
