// Tables of what is configured, logged and sent. On a phone each row is a paragraph: the first cell, and the others with their heads.
import { h } from './dom.js';

// Of a column: what is a number stands right, what may be long breaks within words, and what says itself needs no head beside it.
export const number = (name) => ({ name, class: 'number' });
export const long = (name) => ({ name, class: 'long' });
export const plainly = (name) => ({ name, class: 'plainly' });
export const actions = { name: 'Actions', class: 'acts', isHidden: true };

// columns: texts and what the functions above make of them; rows: { key, cells }.
export function rowsTable(key, columns, rows) {
  const heads = columns.map((one) => typeof one === 'string' ? { name: one, class: null } : one);
  return h('table', { class: 'calls', 'data-key': key },
    h('thead', {}, h('tr', {}, heads.map((head) => h('th', { scope: 'col', class: head.class },
      head.isHidden ? h('span', { class: 'visually-hidden' }, head.name) : head.name)))),
    h('tbody', {}, rows.map((row) => h('tr', { 'data-key': row.key }, row.cells.map((cell, i) =>
      h('td', { class: heads[i].class, 'data-head': heads[i].name }, cell))))));
}

// What is not there.
export const none = (text = 'none') => h('span', { class: 'quiet' }, text);
