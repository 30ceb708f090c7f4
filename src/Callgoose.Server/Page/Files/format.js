import { h } from './dom.js';

// '12 s', '4 min', '3 h 20 min', '5 d 2 h'
export function age(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days} d${hours % 24 ? ` ${hours % 24} h` : ''}`;
  if (hours > 0) return `${hours} h${minutes % 60 ? ` ${minutes % 60} min` : ''}`;
  return minutes > 0 ? `${minutes} min` : `${seconds} s`;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });

// The local time, with the day where that is not today.
export function time(text) {
  const at = new Date(text);
  const isToday = at.toDateString() === new Date().toDateString();
  return isToday ? clock.format(at) : `${day.format(at)}, ${clock.format(at)}`;
}

// A time that is shown as its age and kept fresh; whoever points at it sees the time itself.
export function ageOf(text, before = '', after = ' ago') {
  const element = h('time', { datetime: text, title: `${time(text)} (${text})`, 'data-before': before, 'data-after': after });
  refresh(element);
  return element;
}

function refresh(element) {
  const text = element.dataset.before + age(Date.now() - Date.parse(element.dateTime)) + element.dataset.after;
  if (element.textContent !== text) element.textContent = text;
}

setInterval(() => document.querySelectorAll('time[data-after]').forEach(refresh), 10_000);

const stateNames = {
  triggered: 'Triggered',
  acknowledged: 'Acknowledged',
  resolved: 'Resolved',
  unacknowledged: 'Unacknowledged',
  suppressed: 'Held by a maintenance',
  updated: 'Updated',
  resolve_late: 'Resolve came late',
  resolve_withheld: 'Not a recovery',
  delivery_failed: 'Delivery failed',
  noted: 'Noted',
};
export const stateName = (state) => stateNames[state] ?? state;

export const isHigh = (urgency) => ['high', 'P1', 'P2', 'P3'].includes(urgency);

// State and urgency differ in word and shape, not in colour alone.
export function stateBadge(incident) {
  const urgency = incident.state === 'resolved' ? '' : isHigh(incident.urgency) ? ' is-high' : ' is-low';
  return h('span', { class: `state is-${incident.state}${urgency}` }, stateName(incident.state));
}

export function urgencyBadge(urgency) {
  const name = urgency === 'high' ? 'High' : urgency === 'low' ? 'Low' : urgency;
  return h('span', { class: isHigh(urgency) ? 'urgency is-high' : 'urgency is-low' }, name);
}
