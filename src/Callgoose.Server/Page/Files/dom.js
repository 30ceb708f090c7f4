// Makes elements. Texts become text nodes, so that nothing from a payload can become markup.

// Characters that turn the direction of writing are shown as what they are: a text may not show itself, or what stands behind it, in
// another order than it has. Scripts of either direction need none of them.
const turns = /[\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/g;
export const plain = (text) => typeof text === 'string' ? text.replace(turns, '\ufffd') : text;

// h('a', { class: 'x', href: '#', onclick: f }, 'text', element, null, [more])
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : name === 'value' ? value : plain(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false).map(plain));
  return element;
}

export const byId = (id) => document.getElementById(id);

// Replaces the contents of an element, and keeps the focus on what has the same data-key, if that was focused.
export function fill(element, ...children) {
  const key = element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  element.replaceChildren(...children.flat(Infinity).filter(Boolean).map(plain));
  if (key) element.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

// Tells those who do not see the page.
export function announce(given) {
  const text = plain(given);
  const announcer = byId('announcer');
  announcer.textContent = announcer.textContent === text ? text + '\u00a0' : text;
}

// A button that copies a text, and says so.
export function copyButton(text, label) {
  const button = h('button', { type: 'button', class: 'plain copy', 'aria-label': `Copy ${label}` }, 'Copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? text() : text);
      button.textContent = 'Copied';
      announce(`${label} copied`);
    } catch {
      button.textContent = 'Select and copy by hand';
    }
    setTimeout(() => { button.textContent = 'Copy'; }, 2500);
  });
  return button;
}
