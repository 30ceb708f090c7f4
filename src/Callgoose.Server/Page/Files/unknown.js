// What is shown for a link that leads nowhere.
import { fill, h } from './dom.js';

export class UnknownView {
  #root = h('div', { class: 'page' });

  constructor(main) {
    fill(main, this.#root);
  }

  open() {
    fill(this.#root,
      h('h1', {}, 'Not found'),
      h('p', { class: 'notice' }, 'There is no page at ', h('code', {}, location.hash.slice(0, 100)), '. ', h('a', { href: '#/incidents' }, 'Go to the incidents'), '.'));
  }
}
