// The calls that came, and why each filter passed or not.
import { fill, h, showRefusal, update } from './dom.js';
import { get, query } from './api.js';
import { time } from './format.js';
import { long, none, number, plainly, rowsTable } from './tables.js';
import { outcome, verdicts } from './verdicts.js';

const PageSize = 50;
const Interval = 5000;

export class LogView {
  #root = h('div', { class: 'page' });
  #cursors = [''];
  #id = null;
  #timer;
  #session;

  constructor(main, session) {
    this.#session = session;
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
      const [{ calls, nextCursor }, refused] = await Promise.all([
        get('/v1/logs' + query({ limit: PageSize, cursor: this.#cursors.at(-1) })),
        this.#session.mayAct ? get('/v1/refusals').catch(() => null) : null,
      ]);
      if (this.#id === '') this.#renderList(calls, nextCursor, refused);
    } catch (refusal) {
      if (this.#id === '') showRefusal(this.#root, refusal);
    }
  }

  #renderList(calls, nextCursor, refused) {
    const head = [h('h1', {}, 'API log'), h('p', { class: 'quiet' }, 'Calls of tokens whose debug switch is on, newest first.')];
    if (calls.length === 0 && this.#cursors.length === 1) {
      update(this.#root, head, h('p', { class: 'notice' }, 'No call is logged. Switch logging on for a token, for 48 hours: on the page of tokens, or on the machine of the server:'),
        h('pre', { tabindex: '0' }, 'callgoose tokens list\ncallgoose tokens debug ID on'), refusedCalls(refused));
      return;
    }
    const turn = (change) => () => {
      change();
      this.#loadList();
    };
    update(this.#root, head,
      rowsTable('calls', ['Time', plainly('Status'), long('From'), long('Result'), long('Token'), number('Took')], calls.map((call) => ({ key: call.callId, cells: [
        h('a', { href: `#/log/${call.callId}`, 'data-key': `open ${call.callId}` }, time(call.receivedAt)),
        status(call), call.from ?? none(), said(call), call.tokenName, `${call.milliseconds.toFixed(0)} ms`,
      ] }))),
      h('nav', { class: 'pager', 'aria-label': 'Pages' },
        this.#cursors.length > 1 && h('button', { type: 'button', 'data-key': 'newer', onclick: turn(() => this.#cursors.pop()) }, 'Newer'),
        nextCursor && h('button', { type: 'button', 'data-key': 'older', onclick: turn(() => this.#cursors.push(nextCursor)) }, 'Older')),
      refusedCalls(refused));
  }

  async #loadCall(id) {
    const back = h('a', { class: 'back is-always', href: '#/log' }, '← All calls');
    try {
      const call = await get(`/v1/logs/${encodeURIComponent(id)}`);
      if (id !== this.#id) return;
      fill(this.#root, back,
        h('h1', {}, `${call.from ?? 'No source'}, ${time(call.receivedAt)}`),
        h('p', {}, status(call), ' ', call.problem ? null : said(call)),
        call.problem && h('p', { class: 'bad' }, place(call.problem), call.problem.detail),
        call.notes.map((note) => h('p', { class: 'notice' }, note)),
        call.status >= 300 && !call.problem && h('p', { class: 'bad' }, 'Refused before any filter was asked.'),
        call.outcomes.length > 0 && h('ul', { class: 'outcomes' }, call.outcomes.map((one) => h('li', {},
          one.element !== undefined && `Element ${one.element}: `, capital(one.text),
          one.incident && [': ', h('a', { href: `#/incidents/${one.incident}` }, one.incidentKey ? `the incident with the key ${one.incidentKey}` : 'the incident')]))),
        verdicts(call.services, call.body, call.problem ? 'Refused before any filter was asked.' : undefined),
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

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const place = ({ line, column }) => line ? `Line ${line}, column ${column}: ` : '';
const nothing = ({ outcomes }) => outcomes.length > 0 && outcomes.every(({ outcome }) => outcome === 'none' || outcome === 'withheld');

// What came of a call; of one of an older version what the filters said.
function said(call) {
  if (call.problem) return `${place(call.problem)}${call.problem.detail}`;
  if (call.status >= 300) return 'refused';
  const texts = [...new Set(call.outcomes.map(({ text }) => text))];
  const done = texts.length > 0 ? [...texts.slice(0, 3), texts.length > 3 ? `${texts.length - 3} more` : null].filter(Boolean).join('; ') : outcome(call.services);
  return [done, ...advice(call)].join('; ');
}

// What the sender should mend, in a few words; the call itself says it in full.
function advice(call) {
  const meant = call.services.find(({ nearestSource }) => nearestSource)?.nearestSource;
  const warned = [...new Set(call.services.flatMap(({ warnings }) => warnings ?? []))];
  return [meant && `did you mean from=${meant}?`, warned.length > 0 && `warning: ${warned.join(', ')}`, call.notes.length > 0 && 'has a note'].filter(Boolean);
}

function status(call) {
  const [kind, text] = call.status >= 300 ? ['is-bad', 'refused']
    : call.status === 202 || nothing(call) ? ['is-quiet', 'no effect']
    : call.status === 201 ? ['is-good', 'created'] : ['is-good', 'ok'];
  return h('span', { class: `status ${kind}` }, `${call.status} ${text}`);
}

// What no token's log has, because no token was accepted, or its debug switch is off.
function refusedCalls(answer) {
  if (!answer || answer.refusals.length === 0) return null;
  return [
    h('h2', { 'data-key': 'refused' }, 'Refused calls'),
    h('p', { class: 'quiet' }, 'Since the start of the server; repeated ones are one line. Tokens are masked.', answer.leftOut > 0 && ` ${answer.leftOut} more came too fast to be recorded.`),
    rowsTable('refusals', ['Last', plainly('Status'), long('From address'), long('Why'), long('Token'), number('Times')], answer.refusals.map((one) => ({ key: null, cells: [
      time(one.lastAt), h('span', { class: 'status is-bad' }, `${one.status} refused`), one.remoteAddress,
      [one.detail, ' ', h('code', {}, `${one.method} ${one.url}`)], one.tokenName ?? none(), `${one.count}`,
    ] }))),
  ];
}
