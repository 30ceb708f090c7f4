// The tools that are understood, and what to paste into each.
import { copyButton, fill, h } from './dom.js';
import { get } from './api.js';

export class IntegrationsView {
  #root = h('div', { class: 'page' });
  #name = null;

  constructor(main) {
    fill(main, this.#root);
  }

  open(name) {
    this.#name = name;
    if (name === '') this.#loadList();
    else this.#loadOne(name);
  }

  leave() {
    this.#name = null;
  }

  async #loadList() {
    try {
      const { integrations } = await get('/v1/integrations');
      if (this.#name !== '') return;
      fill(this.#root, h('h1', {}, 'Integrations'),
        h('p', { class: 'quiet' }, 'Tools whose webhooks are understood. Choose one to see what to paste into it.'),
        h('ul', { class: 'sources' }, integrations.map((integration) => h('li', {},
          h('a', { href: `#/integrations/${encodeURIComponent(integration.name)}` }, integration.name),
          !integration.resolves && h('span', { class: 'quiet' }, ' (tells of no end)'),
          h('p', {}, integration.description.split('\n')[0])))));
    } catch (refusal) {
      this.#show(refusal);
    }
  }

  async #loadOne(name) {
    try {
      const integration = await get(`/v1/integrations/${encodeURIComponent(name)}`);
      if (name !== this.#name) return;
      const url = location.origin + integration.path;
      const headers = 'Content-Type: application/json\nX-Callgoose-Auth: TOKEN';
      fill(this.#root, this.#back(),
        h('h1', {}, integration.name),
        h('p', { class: 'lines' }, integration.description),
        integration.aliases.length > 0 && h('p', { class: 'quiet' }, `Also known as ${integration.aliases.join(', ')}.`),
        paste('URL', url),
        paste('Headers', headers),
        h('p', { class: 'quiet' }, 'TOKEN is a token with the scope process: ', h('code', {}, `callgoose tokens create --name "${integration.name}"`), ' prints one. A tool that cannot send headers takes ', h('code', {}, '&token=TOKEN'), ' in the URL.'),
        integration.template
          ? paste('Body template', integration.template)
          : [h('h2', {}, 'Body'), h('p', {}, 'As the tool sends it; there is no template to set.')],
        h('h2', {}, 'What the filters do'),
        h('ul', { class: 'sentences' }, integration.filters.map((sentence) => h('li', {}, sentence))),
        !integration.resolves && h('p', { class: 'notice' }, 'Nothing here resolves: the tool sends no event for it. Resolve such incidents by hand, if they do not end by themselves.'),
        h('p', {}, h('a', { href: '#/explain' }, 'Try a payload'), ' without sending it.'));
    } catch (refusal) {
      this.#show(refusal);
    }
  }

  #back() {
    return h('a', { class: 'back is-always', href: '#/integrations' }, '← All integrations');
  }

  #show(refusal) {
    fill(this.#root, this.#back(), h('p', { class: 'notice' }, refusal.message));
  }
}

const paste = (name, text) => [h('h2', {}, name, ' ', copyButton(text, name)), h('pre', { class: 'payload', tabindex: '0' }, text)];
