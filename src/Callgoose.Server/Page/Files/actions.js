// What can be done with an incident, for tokens that may.
import { announce, byId, fill, h } from './dom.js';
import { post } from './api.js';
import { stateName } from './format.js';

const actions = {
  acknowledge: { name: 'Acknowledge', done: 'Acknowledged' },
  unacknowledge: { name: 'Unacknowledge', done: 'Unacknowledged' },
  resolve: { name: 'Resolve', done: 'Resolved' },
};

const possible = { triggered: ['acknowledge', 'resolve'], acknowledged: ['unacknowledge', 'resolve'], resolved: [], suppressed: ['resolve'] };

// Buttons that act at once; resolving is for good, and asks for a comment first.
export function actionsFor(incident, done, key) {
  return possible[incident.state].map((action) => h('button', {
    type: 'button',
    class: action === 'resolve' ? 'resolve' : '',
    'data-action': action,
    'data-key': `${action === 'resolve' ? 'resolve' : 'acknowledge'} ${key}`,
    'aria-label': `${actions[action].name}: ${incident.title}`,
    onclick: () => (action === 'resolve' ? confirm(incident, done) : act(incident, action, '', done)),
  }, actions[action].name));
}

// Buttons that act with the comment of a field.
export function actionsWith(incident, comment, done) {
  return possible[incident.state].map((action) => h('button', {
    type: 'button',
    class: action === 'resolve' ? 'resolve' : '',
    'data-key': `pane ${action === 'resolve' ? 'resolve' : 'acknowledge'}`,
    onclick: async () => {
      if (await act(incident, action, comment.value, done)) comment.value = '';
    },
  }, actions[action].name));
}

async function act(incident, action, comment, done) {
  try {
    const now = await post(`/v1/incidents/${incident.id}/${action}`, comment.trim() ? { comment } : {});
    announce(`${actions[action].done}: ${incident.title}`);
    done(now);
    return true;
  } catch (refusal) {
    showError(`${incident.title}: not done. ${refusal.message}`);
    done();
    return false;
  }
}

function showError(text) {
  const message = h('div', { class: 'toast', role: 'alert' }, text, h('button', { type: 'button', class: 'plain', onclick: () => message.remove() }, 'Close'));
  byId('top').after(message);
}

function confirm(incident, done) {
  const comment = h('textarea', { id: 'resolve-comment', rows: 3, maxlength: 4096 });
  const dialog = h('dialog', { 'aria-labelledby': 'resolve-title' });
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'resolve-title' }, 'Resolve this incident?'),
    h('p', {}, incident.title),
    h('p', { class: 'quiet' }, `${stateName(incident.state)}, ${incident.service}. What is resolved stays so; the next trigger opens a new incident.`),
    h('label', { for: 'resolve-comment' }, 'Comment (optional)'),
    comment,
    h('div', { class: 'buttons' },
      h('button', { type: 'submit', value: 'resolve', class: 'resolve' }, 'Resolve'),
      h('button', { type: 'submit', value: '' }, 'Cancel')));
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (dialog.returnValue === 'resolve') act(incident, 'resolve', comment.value, done);
  });
  comment.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) dialog.close('resolve');
  });
  fill(dialog, form);
  document.body.append(dialog);
  dialog.showModal();
}
