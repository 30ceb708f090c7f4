// The tokens that the one who is signed in manages. A secret is shown once, when it is made.
import { announce, copyButton, fill, h, showDialog, update } from './dom.js';
import { call, get, post } from './api.js';
import { time } from './format.js';
import { Section } from './section.js';
import { actions, long, none, plainly, rowsTable } from './tables.js';

export class TokensView extends Section {
  #secret;

  constructor(main, session) {
    const secret = h('div', { role: 'status' });
    super(main, session, 'Tokens', secret);
    this.#secret = secret;
    if (session.mayAct) this.root.append(this.#form());
  }

  // A secret is gone with the section.
  leave() {
    super.leave();
    fill(this.#secret);
  }

  async read() {
    const { tokens } = await get('/v1/tokens');
    return () => update(this.list,
      h('p', { class: 'quiet' }, 'Secrets are stored as hashes only and cannot be shown again.'),
      rowsTable('tokens', [long('Name'), long('Kind'), 'Scopes', long('Environment'), 'Created', 'Expires', plainly('State'), actions],
        tokens.toReversed().map((one) => ({ key: one.id, cells: this.#cells(one) }))));
  }

  #cells(one) {
    return [
      [one.name, one.routingKey && h('span', { class: 'quiet' }, ' (routing key)')],
      one.boundTo ? `${one.kind}: ${one.boundTo}` : one.kind,
      one.scopes.replaceAll(',', ', '),
      one.environment || none(),
      time(one.createdAt),
      one.expiresAt ? time(one.expiresAt) : none('never'),
      [h('span', { class: `status ${one.state === 'valid' ? 'is-good' : 'is-quiet'}` }, one.state), one.debugUntil && h('span', { class: 'quiet' }, `, logged until ${time(one.debugUntil)}`)],
      one.state === 'valid' && h('div', { class: 'buttons' },
        this.#button(one, one.debugUntil ? 'Stop logging' : 'Log for 48 hours', 'debug', () => call('PUT', `/v1/tokens/${one.id}/debug`, JSON.stringify({ on: !one.debugUntil }), { 'Content-Type': 'application/json' })),
        this.#button(one, 'Regenerate', 'regenerate', () => post(`/v1/tokens/${one.id}/regenerate`), `Replace the secret of "${one.name}"? The old one stops working at once.`),
        one.id !== this.session.tokenId && this.#button(one, 'Revoke', 'revoke', () => call('DELETE', `/v1/tokens/${one.id}`), `Revoke "${one.name}" for good? Its calls get 401 from then on.`)),
    ];
  }

  #button(one, name, action, run, question) {
    const act = async () => {
      try {
        const answer = await run();
        announce(`${name}: ${one.name}`);
        if (answer?.token) this.#show(one.name, answer.token);
      } catch (refusal) {
        fill(this.#secret, h('p', { class: 'error', role: 'alert' }, `${one.name}: ${refusal.message}`));
      }
      await this.load();
    };
    return h('button', { type: 'button', class: 'plain', 'data-key': `${action} ${one.id}`, 'aria-label': `${name}: ${one.name}`, onclick: () => question ? ask(question, name, act) : act() }, name);
  }

  #show(name, secret) {
    fill(this.#secret, h('div', { class: 'notice' },
      h('p', {}, `The secret of "${name}". Copy it now: it is not shown again.`),
      h('p', {}, h('code', { class: 'secret' }, secret), ' ', copyButton(secret, 'secret'), ' ',
        h('button', { type: 'button', class: 'plain', onclick: () => fill(this.#secret) }, 'Hide'))));
  }

  #form() {
    const message = h('p', { class: 'error', role: 'alert' });
    const name = h('input', { id: 'token-name', required: true, maxlength: 100 });
    const scopes = h('select', { id: 'token-scopes' },
      [['process', 'process: send webhooks'], ['read', 'read: see incidents and logs'], ['read,admin', 'read, admin: also act and manage'], ['process,read,admin', 'process, read, admin']].map(([value, text]) => h('option', { value }, text)));
    const service = h('select', { id: 'token-service' }, h('option', { value: '' }, 'All services'), this.session.services.map((one) => h('option', {}, one)));
    const expires = h('select', { id: 'token-expires' }, [['', 'Never'], ['30d', 'In 30 days'], ['90d', 'In 90 days'], ['365d', 'In a year']].map(([value, text]) => h('option', { value }, text)));
    const field = (label, input) => [h('label', { for: input.id }, label), input];
    return h('form', { class: 'narrow', 'aria-labelledby': 'create-title', onsubmit: async (event) => {
      event.preventDefault();
      message.textContent = '';
      try {
        const { token } = await post('/v1/tokens', { name: name.value, scopes: scopes.value.split(','), service: service.value || null, expires: expires.value || null });
        this.#show(name.value, token);
        this.#secret.scrollIntoView({ block: 'nearest' });
        name.value = '';
      } catch (refusal) {
        message.textContent = refusal.message;
      }
      await this.load();
    } },
      h('h2', { id: 'create-title' }, 'Create a token'),
      field('Name', name), field('Scopes', scopes), field('Service', service), field('Expires', expires), message,
      h('div', { class: 'buttons' }, h('button', { type: 'submit' }, 'Create token')));
  }
}

function ask(question, name, act) {
  const dialog = h('dialog', { 'aria-labelledby': 'ask-title' });
  fill(dialog, h('form', { method: 'dialog' },
    h('h2', { id: 'ask-title' }, question),
    h('div', { class: 'buttons' }, h('button', { type: 'submit', value: 'yes' }, name), h('button', { type: 'submit', value: '' }, 'Cancel'))));
  showDialog(dialog, (answer) => answer === 'yes' && act());
}
