// Paste a payload, and every filter says what it would do and why.
import { byId, fill, h } from './dom.js';
import { call, get } from './api.js';
import { verdicts } from './verdicts.js';

// What was typed is there again when somebody comes back from another section.
let kept = { from: '', body: '' };

export class ExplainView {
  #result = h('div', { id: 'explained', 'aria-live': 'polite' });
  #from = h('input', { id: 'from', list: 'explain-sources', autocomplete: 'off' });
  #body = h('textarea', { id: 'payload', rows: 12, spellcheck: 'false', placeholder: '{ "status": "Started", … }' });
  #sample = h('select', { id: 'sample', 'aria-label': 'Sample payload' }, h('option', { value: '' }, 'Samples'));

  constructor(main) {
    this.#from.value = kept.from;
    this.#body.value = kept.body;
    const sources = h('datalist', { id: 'explain-sources' });
    get('/v1/integrations').then(({ integrations }) => sources.append(...integrations.map(({ name }) => h('option', { value: name })))).catch(() => {});
    this.#from.addEventListener('change', () => this.#offerSamples());
    this.#sample.addEventListener('change', () => {
      if (this.#sample.value !== '') this.#body.value = this.#sample.value;
      this.#sample.selectedIndex = 0;
      this.#explain();
    });
    const form = h('form', { class: 'explain' },
      h('h1', {}, 'What would a payload do?'),
      h('p', { class: 'quiet' }, 'Nothing is stored or opened. Each filter answers, and the value that decided is marked.'),
      h('div', { class: 'fields' },
        h('label', { for: 'from' }, 'from'), this.#from, sources, this.#sample),
      h('label', { for: 'payload' }, 'Payload'),
      this.#body,
      h('div', { class: 'buttons' }, h('button', { type: 'submit' }, 'Explain'), h('span', { class: 'quiet' }, 'Ctrl+Enter')));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#explain();
    });
    this.#body.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.#explain();
    });
    fill(main, h('div', { class: 'page' }, form, this.#result));
    if (kept.from) this.#offerSamples();
  }

  leave() {
    kept = { from: this.#from.value, body: this.#body.value };
  }

  async #offerSamples() {
    const name = this.#from.value.trim();
    fill(this.#sample, h('option', { value: '' }, 'Samples'));
    if (name === '') return;
    try {
      const { samples } = await get(`/v1/integrations/${encodeURIComponent(name)}`);
      for (const [part, list] of Object.entries(samples)) {
        this.#sample.append(...list.map((text, i) => h('option', { value: pretty(text) }, `${part}${list.length > 1 ? ` ${i + 1}` : ''}`)));
      }
    } catch { /* a source that no integration is named after */ }
  }

  async #explain() {
    const body = this.#body.value;
    const from = this.#from.value.trim();
    // As a tool would declare it: what looks like JSON has to be JSON.
    const type = /^\s*[{[]/.test(body) ? 'application/json' : 'text/plain';
    try {
      const explanation = await call('POST', '/v1/explain' + (from ? `?from=${encodeURIComponent(from)}` : ''), body, { 'Content-Type': type });
      fill(this.#result,
        !explanation.json && body !== '' && h('p', { class: 'notice' }, 'The payload is not JSON: it has no keys.'),
        h('p', { class: explanation.anyFilterPassed ? 'good' : 'bad' }, explanation.anyFilterPassed ? 'A filter passed.' : 'No filter passed: the call would be answered with 202 and nothing would happen.'),
        verdicts(explanation.services, body));
    } catch (refusal) {
      this.#showRefusal(refusal, body);
    }
    byId('explained').scrollIntoView({ block: 'nearest' });
  }

  #showRefusal(refusal, body) {
    const { line, column, offset } = refusal.problem ?? {};
    fill(this.#result,
      h('p', { class: 'bad' }, line ? `Refused with ${refusal.status} at line ${line}, column ${column}: ${refusal.message}` : refusal.message));
    if (offset !== undefined) {
      const before = new TextDecoder().decode(new TextEncoder().encode(body).subarray(0, offset));
      this.#result.append(h('pre', { class: 'payload', tabindex: '0' }, before.slice(-300), h('mark', { class: 'is-bad' }, body.slice(before.length, before.length + 1) || '⏎'), body.slice(before.length + 1, before.length + 200)));
    }
  }
}

function pretty(text) {
  try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
}
