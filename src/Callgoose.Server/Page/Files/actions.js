// What can be done with an incident, for tokens that may.
import { announce, byId, fill, h, showDialog } from './dom.js';
import { post } from './api.js';
import { stateName } from './format.js';

const actions = {
  acknowledge: { name: 'Acknowledge', done: 'Acknowledged' },
  unacknowledge: { name: 'Unacknowledge', done: 'Unacknowledged' },
  resolve: { name: 'Resolve', done: 'Resolved' },
  notes: { name: 'Add note', done: 'Noted' },
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

// Buttons that act with the text of a field, which "comment" finds, and one that only notes it.
export function actionsWith(incident, comment, done) {
  const send = (action) => async () => {
    const field = comment();
    if (await act(incident, action, field.value, done)) field.value = '';
  };
  return [
    possible[incident.state].map((action) => h('button', {
      type: 'button',
      class: action === 'resolve' ? 'resolve' : action === 'acknowledge' ? 'primary' : '',
      'data-key': `pane ${action === 'resolve' ? 'resolve' : 'acknowledge'}`,
      onclick: send(action),
    }, actions[action].name)),
    h('button', { type: 'button', 'data-key': 'pane note', onclick: send('notes') }, 'Add note'),
  ];
}

async function act(incident, action, comment, done) {
  try {
    const now = await post(`/v1/incidents/${incident.id}/${action}`, action === 'notes' ? { note: comment } : comment.trim() ? { comment } : {});
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

// Acts on several, a few at a time, and tells of those that could not be done.
export function actOnAll(incidents, action, done) {
  if (action === 'resolve') ask(`Resolve ${incidents.length === 1 ? 'this incident' : `these ${incidents.length} incidents`}?`, incidents, (comment) => run(incidents, action, comment, done));
  else run(incidents, action, '', done);
}

async function run(incidents, action, comment, done) {
  const failed = [];
  const waiting = [...incidents];
  const worker = async () => {
    for (let incident = waiting.shift(); incident; incident = waiting.shift()) {
      try {
        await post(`/v1/incidents/${incident.id}/${action}`, comment.trim() ? { comment } : {});
      } catch (refusal) {
        failed.push(`${incident.title}: ${refusal.message}`);
      }
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  announce(`${actions[action].done}: ${incidents.length - failed.length} incidents`);
  if (failed.length > 0) showError(`${failed.length} of ${incidents.length} not done. ${failed.slice(0, 3).join(' ')}`);
  done();
}

const confirm = (incident, done) => ask('Resolve this incident?', [incident], (comment) => act(incident, 'resolve', comment, done));

function ask(question, incidents, resolve) {
  const comment = h('textarea', { id: 'resolve-comment', rows: 3, maxlength: 4096 });
  const dialog = h('dialog', { 'aria-labelledby': 'resolve-title' });
  const form = h('form', { method: 'dialog' },
    h('h2', { id: 'resolve-title' }, question),
    incidents.slice(0, 5).map(({ title }) => h('p', {}, title)),
    incidents.length > 5 && h('p', {}, `and ${incidents.length - 5} more`),
    h('p', { class: 'quiet' }, `${incidents.length === 1 ? `${stateName(incidents[0].state)}, ${incidents[0].service}. ` : ''}A resolved incident stays resolved; the next trigger opens a new one.`),
    h('label', { for: 'resolve-comment' }, 'Comment (optional)'),
    comment,
    h('div', { class: 'buttons' },
      h('button', { type: 'submit', value: 'resolve', class: 'resolve' }, 'Resolve'),
      h('button', { type: 'submit', value: '' }, 'Cancel')));
  comment.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) dialog.close('resolve');
  });
  fill(dialog, form);
  showDialog(dialog, (answer) => answer === 'resolve' && resolve(comment.value));
}
