// The calls that came, and why each filter passed or not.
import { fill, h } from './dom.js';
import { get, query } from './api.js';
import { time } from './format.js';
import { outcome, verdicts } from './verdicts.js';

const PageSize = 50;
const Interval = 5000;

export class LogView {
  #root = h('div', { class: 'page' });
  #cursors = [''];
  #id = null;
  #timer;

  constructor(main) {
    fill(main, this.#root);
    this.#timer = setInterval(() => {
      if (this.#id === '' && this.#cursors.length === 1 && !document.hidden) this.#loadList();
    }, Interval);
  }

  open(id) {
    this.#id = id;
    if (id === '') this.#loadList();
    else this.#loadCall(id);
  }

  leave() {
    clearInterval(this.#timer);
    this.#id = null;
  }

  async #loadList() {
    try {
      const { calls, nextCursor } = await get('/v1/logs' + query({ limit: PageSize, cursor: this.#cursors.at(-1) }));
      if (this.#id === '') this.#renderList(calls, nextCursor);
    } catch (refusal) {
      if (refusal.status !== 0 && refusal.status !== 401) fill(this.#root, h('p', { class: 'notice' }, refusal.message));
    }
  }

  #renderList(calls, nextCursor) {
    const head = [h('h1', {}, 'API log'), h('p', { class: 'quiet' }, 'Calls of tokens whose debug switch is on, newest first.')];
    if (calls.length === 0 && this.#cursors.length === 1) {
      fill(this.#root, head, h('p', { class: 'notice' }, 'No call is logged. Turn the debug switch of a token on, for 48 hours, on the machine of the server:'),
        h('pre', { tabindex: '0' }, 'callgoose tokens list\ncallgoose tokens debug ID on'));
      return;
    }
    const turn = (change) => () => {
      change();
      this.#loadList();
    };
    fill(this.#root, head,
      h('table', { class: 'calls' },
        h('thead', {}, h('tr', {}, ['Time', 'Status', 'From', 'What the filters said', 'Token', 'ms'].map((name) => h('th', { scope: 'col' }, name)))),
        h('tbody', {}, calls.map((call) => h('tr', {},
          h('td', {}, h('a', { href: `#/log/${call.callId}`, 'data-key': call.callId }, time(call.receivedAt))),
          h('td', {}, status(call.status)),
          h('td', {}, call.from ?? h('span', { class: 'quiet' }, 'none')),
          h('td', {}, call.status < 300 ? outcome(call.services) : 'refused'),
          h('td', {}, call.tokenName),
          h('td', { class: 'number' }, call.milliseconds.toFixed(0)))))),
      h('nav', { class: 'pager', 'aria-label': 'Pages' },
        this.#cursors.length > 1 && h('button', { type: 'button', 'data-key': 'newer', onclick: turn(() => this.#cursors.pop()) }, 'Newer'),
        nextCursor && h('button', { type: 'button', 'data-key': 'older', onclick: turn(() => this.#cursors.push(nextCursor)) }, 'Older')));
  }

  async #loadCall(id) {
    const back = h('a', { class: 'back is-always', href: '#/log' }, '← All calls');
    try {
      const call = await get(`/v1/logs/${encodeURIComponent(id)}`);
      if (id !== this.#id) return;
      fill(this.#root, back,
        h('h1', {}, `${call.from ?? 'No source'}, ${time(call.receivedAt)}`),
        h('p', {}, status(call.status), ' ', call.status < 300 ? outcome(call.services) : 'refused before any filter was asked'),
        verdicts(call.services, call.body),
        call.bodyLength > new TextEncoder().encode(call.body).length && h('p', { class: 'notice' }, `Only the first 64 KiB of ${call.bodyLength} bytes are kept.`),
        h('dl', {}, [
          ['Call id', h('code', {}, call.callId)], ['Request', h('code', {}, `${call.method} ${call.url}`)], ['From address', call.remoteAddress],
          ['Token', call.tokenName], ['Took', `${call.milliseconds} ms`],
        ].map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
    } catch (refusal) {
      if (id === this.#id) fill(this.#root, back, h('p', { class: 'notice' }, refusal.message));
    }
  }
}

function status(code) {
  const [kind, text] = code === 201 ? ['is-good', 'created'] : code === 200 ? ['is-good', 'ok'] : code === 202 ? ['is-quiet', 'no effect'] : ['is-bad', 'refused'];
  return h('span', { class: `status ${kind}` }, `${code} ${text}`);
}
