// JSON, coloured and folded. What is shown is bounded: a payload may be a megabyte, and a page of a million elements is none.
import { h } from './dom.js';

const MostValues = 2000;
const MostCharacters = 2000;
// Levels that are unfolded at first.
const Open = 2;

// The value as elements; null if the text is no JSON object or array, or too large to be shown so.
export function jsonTree(text, label) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || count(value, MostValues) < 0) return null;
  return h('div', { class: 'json', tabindex: '0', role: 'group', 'aria-label': label }, node(null, value, 0));
}

// How many values may still come; less than none if there are too many.
function count(value, left) {
  if (typeof value !== 'object' || value === null) return left - 1;
  for (const one of Object.values(value)) {
    left = count(one, left);
    if (left < 0) return left;
  }
  return left - 1;
}

function node(name, value, depth) {
  const key = name !== null && [h('span', { class: 'json-key' }, typeof name === 'number' ? `${name}` : JSON.stringify(name)), ': '];
  if (typeof value !== 'object' || value === null) return h('div', {}, key, leaf(value));
  const isArray = Array.isArray(value);
  const entries = isArray ? value.map((one, i) => [i, one]) : Object.entries(value);
  const [begin, end] = isArray ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return h('div', {}, key, begin + end);
  const size = `${entries.length} ${isArray ? 'item' : 'key'}${entries.length === 1 ? '' : 's'}`;
  return h('details', { open: depth < Open }, h('summary', {}, key, begin, h('span', { class: 'quiet' }, ` ${size} `), end),
    h('div', { class: 'json-inside' }, entries.map(([inner, one]) => node(inner, one, depth + 1))));
}

function leaf(value) {
  const text = JSON.stringify(value);
  const shown = text.length > MostCharacters ? `${text.slice(0, MostCharacters)}… (${text.length} characters)` : text;
  return h('span', { class: `json-${value === null ? 'null' : typeof value}` }, shown);
}
