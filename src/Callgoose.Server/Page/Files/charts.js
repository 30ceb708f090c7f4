// Bars, drawn as SVG. Beside each stands a table with the same numbers, for those who do not see it and those who want to know exactly.
import { h, svg } from './dom.js';

// How many labels fit under the bars of a phone.
const Labels = 4;

// Bars over each other. A bar stands from 0 to 100, stretched to the room there is: texts are beside the picture, so that none is stretched.
export function bars(series, labels, description) {
  const sums = labels.map((_, i) => series.reduce((sum, one) => sum + one.counts[i], 0));
  const most = niceTop(Math.max(1, ...sums));
  return h('div', { class: 'plot' },
    h('div', { class: 'scale', 'aria-hidden': 'true' }, h('span', {}, `${most}`), h('span', {}, most > 1 ? `${most / 2}` : ''), h('span', {}, '0')),
    svg('svg', { role: 'img', 'aria-label': description, viewBox: `0 0 ${labels.length} 100`, preserveAspectRatio: 'none' },
      [0, 50, 100].map((y) => svg('line', { class: 'rule', x1: 0, x2: labels.length, y1: y, y2: y })),
      labels.map((label, i) => bar(series, label, i, sums[i], most))),
    h('div', { class: 'labels', 'aria-hidden': 'true' }, ticks(labels).map((label) => h('span', {}, label))));
}

// So that half of it is a whole number, too.
function niceTop(most) {
  if (most <= 2) return most;
  const step = 10 ** Math.floor(Math.log10(most));
  const top = [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].map((factor) => Math.ceil(factor * step)).find((value) => value >= most);
  return top % 2 === 0 ? top : top + 1;
}

function bar(series, label, i, sum, most) {
  let below = 0;
  const parts = series.map((one, n) => {
    const height = one.counts[i] * 100 / most;
    below += height;
    return height > 0 && svg('rect', { class: look(one, n), x: i + 0.1, width: 0.8, y: 100 - below, height });
  });
  const said = series.filter((one) => one.counts[i] > 0).map((one) => `${one.name}: ${one.counts[i]}`);
  return svg('g', {}, svg('title', {}, `${label}: ${sum}${said.length > 1 ? ` (${said.join(', ')})` : ''}`),
    svg('rect', { class: 'reach', x: i, width: 1, y: 0, height: 100 }), parts);
}

const look = (one, n) => `look-${one.look ?? (one.name === 'others' ? 'others' : n)}`;

function ticks(labels) {
  const count = Math.min(Labels, labels.length);
  return Array.from({ length: count }, (_, i) => labels[count === 1 ? 0 : Math.round(i * (labels.length - 1) / (count - 1))]);
}

// What the colours mean.
export function legend(series) {
  return h('ul', { class: 'legend' }, series.map((one, n) => h('li', {},
    svg('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('rect', { class: look(one, n), width: 10, height: 10 })),
    h('span', { class: 'title', title: one.name }, one.name), ' ', h('b', {}, `${one.counts.reduce((sum, count) => sum + count, 0)}`))));
}

// A table that scrolls by itself where it is wider than the screen.
export function table(head, rows, label) {
  return h('div', { class: 'wide', tabindex: '0', role: 'region', 'aria-label': `${label}, table` },
    h('table', { class: 'numbers' },
      h('thead', {}, h('tr', {}, head.map((name) => h('th', { scope: 'col' }, h('span', { class: 'title' }, name))))),
      h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map((cell, i) => i === 0 ? h('th', { scope: 'row' }, cell) : h('td', {}, cell)))))));
}
