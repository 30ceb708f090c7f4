// Makes elements. Texts become text nodes, so that nothing from a payload can become markup.

// Characters that turn the direction of writing are shown as what they are: a text may not show itself, or what stands behind it, in
// another order than it has. Scripts of either direction need none of them.
const turns = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/g;
export const plain = (text) => typeof text === 'string' ? text.replace(turns, '\ufffd') : text;

// As h, for pictures.
export const svg = (tag, properties, ...children) => build(document.createElementNS('http://www.w3.org/2000/svg', tag), properties, children);

// h('a', { class: 'x', href: '#', onclick: f }, 'text', element, null, [more])
export const h = (tag, properties, ...children) => build(document.createElement(tag), properties, children);

function build(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) listen(element, name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : name === 'value' ? value : plain(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false).map(plain));
  return element;
}

// What listens is kept beside the element, so that an update can put a newer listener in its place.
const listeners = new WeakMap();

function listen(element, type, listener) {
  const own = listeners.get(element) ?? {};
  if (!own[type]) element.addEventListener(type, (event) => listeners.get(element)[type](event));
  own[type] = listener;
  listeners.set(element, own);
}

export const byId = (id) => document.getElementById(id);

// Replaces the contents of an element. What had the focus, a selection or a scroll place loses it: for what somebody asked for.
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter(Boolean).map(plain));
}

// Makes the contents of an element what they would be now, and leaves alone what is the same: for what comes by itself. Elements with
// the same data-key or id are the same one, others with the same name in the same order; nothing that stays is ever taken out, so
// that focus, selection, scroll place, typed text and what is unfolded stay.
export function update(element, ...children) {
  const next = document.createElement(element.tagName);
  next.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== '').map(plain));
  const focused = element.contains(document.activeElement) ? document.activeElement : null;
  const row = focused?.closest('li, tr');
  const neighbours = row ? [row.nextElementSibling, row.previousElementSibling] : [];
  updateChildren(element, next);
  // Its row is gone: the next one takes the focus, so that the keyboard goes on there.
  if (focused && !focused.isConnected) {
    neighbours.find((one) => one?.isConnected)?.querySelector('a, button')?.focus({ preventScroll: true });
  }
}

const keyOf = (node) => node.nodeType === Node.ELEMENT_NODE ? node.dataset.key || node.id || node.dataset.id || '' : '';

function updateChildren(old, next) {
  const byKey = new Map();
  for (const child of old.childNodes) {
    if (keyOf(child)) byKey.set(keyOf(child), child);
  }
  const wanted = new Set([...next.childNodes].map(keyOf).filter(Boolean));
  let at = old.firstChild;
  for (const child of [...next.childNodes]) {
    // What stands in the way and is not wanted goes; what is wanted later stays where it is until then.
    while (at && keyOf(at) && !wanted.has(keyOf(at))) at = remove(at);
    const key = keyOf(child);
    const same = key ? byKey.get(key) : at && !keyOf(at) && at.nodeName === child.nodeName ? at : null;
    if (same && same.nodeName === child.nodeName) {
      if (same === at) at = at.nextSibling;
      else move(old, same, at);
      updateNode(same, child);
    } else old.insertBefore(child, at);
  }
  while (at) at = remove(at);
}

function remove(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

// Moving takes the focus away, unless the browser can move without taking out.
function move(parent, node, before) {
  if (parent.moveBefore) parent.moveBefore(node, before);
  else {
    const focused = node.contains(document.activeElement) ? document.activeElement : null;
    parent.insertBefore(node, before);
    focused?.focus({ preventScroll: true });
  }
}

function updateNode(old, next) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  for (const { name, value } of next.attributes) {
    // Whoever folded or unfolded it has done so.
    if (name === 'open' && old.tagName === 'DETAILS') continue;
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!next.hasAttribute(name) && !(name === 'open' && old.tagName === 'DETAILS')) old.removeAttribute(name);
  }
  for (const [type, listener] of Object.entries(listeners.get(next) ?? {})) listen(old, type, listener);
  if (old.tagName !== 'TEXTAREA') updateChildren(old, next);
}

// Why something is not there. What was shown before stays while the server cannot be reached, and the banner tells; who is signed out
// sees nothing of it.
export function showRefusal(element, refusal) {
  if (refusal.status === 401 || refusal.status === 0 && element.querySelector('table, ul, dl, figure')) return;
  update(element, h('p', { class: 'notice' }, refusal.message));
}

// Opens a dialog, which is gone once it is closed. The focus goes back to where it was; if that is not there any more, because events
// came meanwhile, to what stands in its place, so that the keyboard goes on.
export function showDialog(dialog, closed) {
  const opener = document.activeElement;
  const row = opener?.closest('li, tr');
  const rows = row?.parentElement;
  const place = row ? [...rows.children].indexOf(row) : -1;
  dialog.addEventListener('close', () => {
    dialog.remove();
    closed?.(dialog.returnValue);
    if (opener?.isConnected && opener !== document.body) opener.focus();
    else (rows?.children[Math.min(place, rows.children.length - 1)] ?? byId('main')).querySelector('a, button')?.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  dialog.showModal();
}

// Tells those who do not see the page.
export function announce(given) {
  const text = plain(given);
  const announcer = byId('announcer');
  announcer.textContent = announcer.textContent === text ? text + '\u00a0' : text;
}

// A button that copies a text, and says so.
export function copyButton(text, label) {
  return h('button', { type: 'button', class: 'plain copy', 'aria-label': `Copy ${label}`, onclick: async ({ currentTarget: button }) => {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? text() : text);
      button.textContent = 'Copied';
      announce(`${label} copied`);
    } catch {
      button.textContent = 'Select and copy by hand';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2500);
  } }, 'Copy');
}
