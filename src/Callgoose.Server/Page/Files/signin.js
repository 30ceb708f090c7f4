import { fill, h } from './dom.js';
import { post } from './api.js';

// Asks for a token, once: the server keeps a session for it, and the page forgets it.
export function showSignIn(main, reason, done) {
  const error = h('p', { class: 'error', role: 'alert', id: 'sign-in-error' });
  const token = h('input', {
    id: 'token', type: 'password', autocomplete: 'off', required: true, spellcheck: 'false', placeholder: 'cg_…', 'aria-describedby': 'sign-in-error',
  });
  const button = h('button', { type: 'submit' }, 'Sign in');
  const form = h('form', { class: 'sign-in' },
    h('h1', {}, 'Sign in'),
    reason && h('p', { class: 'notice' }, reason),
    h('label', { for: 'token' }, 'API token with the scope read or admin'),
    token,
    error,
    button,
    h('p', { class: 'quiet' }, 'The first start of the server printed one. To create another, run this on its machine, in the folder where it was started:'),
    h('pre', { tabindex: '0' }, 'callgoose tokens create --name "on call" --scope read,admin'));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    error.textContent = '';
    button.disabled = true;
    try {
      const session = await post('/v1/session', { token: token.value.trim() });
      token.value = '';
      done(session);
    } catch (refusal) {
      error.textContent = refusal.message;
      button.disabled = false;
      token.focus();
      token.select();
    }
  });
  fill(main, form);
  token.focus();
}
