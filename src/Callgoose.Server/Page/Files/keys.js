// The keys, for whoever presses "?".
import { fill, h, showDialog } from './dom.js';

const keys = [
  [['?'], 'shows this', false],
  [['/'], 'searches incidents', false],
  [['j', '↓'], 'goes to the next row', false],
  [['k', '↑'], 'goes to the row before', false],
  [['Enter'], 'opens the row', false],
  [['a'], 'acknowledges the row, or gives it back', true],
  [['r'], 'resolves the row, and asks for a comment', true],
  [['x'], 'selects the row', true],
  [['Ctrl', 'Enter'], 'sends what is being typed: a comment, a payload', false],
  [['Esc'], 'closes a dialog', false],
];

export function showKeys(mayAct) {
  const dialog = h('dialog', { 'aria-labelledby': 'keys-title' });
  fill(dialog, h('form', { method: 'dialog' },
    h('h2', { id: 'keys-title' }, 'Keys'),
    h('dl', {}, keys.filter(([, , acts]) => mayAct || !acts).map(([names, text]) => [
      h('dt', {}, names.map((name, i) => [i > 0 && (names[0] === 'Ctrl' ? ' + ' : ' or '), h('kbd', {}, name)])), h('dd', {}, text)])),
    h('div', { class: 'buttons' }, h('button', { type: 'submit', value: 'close' }, 'Close'))));
  showDialog(dialog);
}
