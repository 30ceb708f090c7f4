// What reaches somebody who looks elsewhere: a notice of the desktop, a sound, and the number of untaken incidents in the tab. The first two are chosen here, by a click.
import { byId, fill, h, plain } from './dom.js';

const key = (name) => `callgoose-${name}`;
const isOn = (name) => localStorage.getItem(key(name)) === 'on';
const choose = (name, on) => { localStorage.setItem(key(name), on ? 'on' : 'off'); };
const canNotify = () => 'Notification' in globalThis;

let audio = null;

// Two short tones, made by the browser itself. Browsers play nothing before the first click of a visit.
function sound() {
  audio ??= new AudioContext();
  audio.resume();
  for (const [at, frequency] of [[0, 880], [0.18, 660]]) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.15, audio.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.16);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.17);
  }
}

// A new incident has come.
export function noticeOf(incident) {
  if (isOn('sound')) sound();
  if (isOn('notice') && canNotify() && Notification.permission === 'granted') {
    const notice = new Notification(plain(incident.title), { body: plain(`${incident.urgency} urgency, ${incident.service}`), tag: incident.id });
    notice.onclick = () => {
      window.focus();
      location.hash = `#/incidents/${incident.id}`;
      notice.close();
    };
  }
}

const icon = (count) => `data:image/svg+xml,${encodeURIComponent(`<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><rect width='16' height='16' rx='3' fill='${count > 0 ? '#b01e12' : '#0b57b0'}'/>${count > 0
  ? `<text x='8' y='12' font-family='sans-serif' font-weight='700' font-size='${count > 9 ? 9 : 11}' text-anchor='middle' fill='white'>${count > 99 ? '99' : count}</text>`
  : "<path d='M11.5 5.5a4 4 0 1 0 0 5' fill='none' stroke='white' stroke-width='2'/>"}</svg>`)}`;

// The number of incidents that nobody has acknowledged, on the icon of the tab.
export function badge(count) {
  const link = document.querySelector('link[rel=icon]');
  const href = icon(count);
  if (link.href !== href) link.href = href;
}

export function setUpNotices(button) {
  button.addEventListener('click', () => {
    const dialog = h('dialog', { 'aria-labelledby': 'notices-title' });
    const message = h('p', { class: 'quiet', role: 'status' });
    const box = (name, text, change) => h('label', { class: 'choice', for: `choose-${name}` },
      h('input', { type: 'checkbox', id: `choose-${name}`, checked: isOn(name), onchange: ({ currentTarget }) => change(currentTarget) }), ` ${text}`);
    dialog.addEventListener('close', () => dialog.remove());
    fill(dialog, h('form', { method: 'dialog' },
      h('h2', { id: 'notices-title' }, 'New incidents'),
      box('notice', 'Show a desktop notification', async (input) => {
        choose('notice', input.checked);
        if (!input.checked) return;
        const answer = canNotify() ? await Notification.requestPermission() : 'missing';
        if (answer !== 'granted') {
          input.checked = false;
          choose('notice', false);
          message.textContent = answer === 'missing' ? 'This browser shows no notifications here; it does over https.' : 'The browser does not allow notifications of this page; allow them in its settings.';
        }
      }),
      box('sound', 'Play a sound', (input) => {
        choose('sound', input.checked);
        if (input.checked) sound();
      }),
      h('p', { class: 'quiet' }, 'For this browser, while the page is open.'), message,
      h('div', { class: 'buttons' }, h('button', { type: 'submit', value: 'close' }, 'Close'))));
    document.body.append(dialog);
    dialog.showModal();
  });
  button.textContent = 'Notifications';
  byId('notices').title = 'Desktop notification and sound for new incidents';
}
