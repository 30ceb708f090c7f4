// The frame: who is signed in, which section is shown, and whether the server is there.
import { announce, byId, fill, h, plain } from './dom.js';
import { call, get, hasSession, whenSignedOut } from './api.js';
import { Live } from './live.js';
import { stateName } from './format.js';
import { setUpTheme } from './themes.js';
import { showKeys } from './keys.js';
import { showSignIn } from './signin.js';
import { IncidentsView } from './incidents.js';
import { OverviewView } from './overview.js';
import { LogView } from './log.js';
import { ExplainView } from './explain.js';
import { IntegrationsView } from './integrations.js';
import { DestinationsView } from './destinations.js';
import { ServicesView } from './services.js';
import { TokensView } from './tokens.js';
import { badge, noticeOf, setUpNotices } from './notices.js';
import { UnknownView } from './unknown.js';

const sections = {
  incidents: { title: 'Incidents', View: IncidentsView },
  overview: { title: 'Overview', View: OverviewView },
  destinations: { title: 'Destinations', View: DestinationsView },
  services: { title: 'Services', View: ServicesView },
  tokens: { title: 'Tokens', View: TokensView },
  log: { title: 'API log', View: LogView },
  explain: { title: 'Explain', View: ExplainView },
  integrations: { title: 'Integrations', View: IntegrationsView },
};

const unknown = { title: 'Not found', View: UnknownView };

const main = byId('main');
let session = null;
let view = null;
let shown = null;
// What was shown when the session ended, with what was typed there: who signs in with the same token goes on with it.
let kept = null;

const live = new Live({
  status: showStatus,
  changed() {
    view?.changed?.();
    countOpen();
  },
  transition({ transition, incident, cause }) {
    const what = transition === 'triggered' ? 'New incident' : stateName(transition);
    if (transition === 'triggered') noticeOf(incident);
    announce(`${what}: ${incident.title} (${transition === 'triggered' ? incident.service : cause})`);
    view?.changed?.(incident.id);
    countOpen();
  },
});

function showStatus({ state, seconds, isFirst }) {
  const element = byId('live');
  element.hidden = false;
  element.className = `is-${state}`;
  element.textContent = state === 'live' ? 'Live' : state === 'connecting' ? 'Connecting …' : 'Offline';
  const banner = byId('banner');
  if (state === 'waiting') {
    if (banner.hidden) {
      fill(banner,
        h('span', {}, 'The server cannot be reached: what you see may be old. Retrying in ', h('span', { id: 'retry-in', 'aria-hidden': 'true' }), ' s.'),
        h('button', { type: 'button', class: 'plain', onclick: () => live.retryNow() }, 'Retry now'));
      banner.hidden = false;
    }
    byId('retry-in').textContent = seconds;
  } else if (state === 'live' && !banner.hidden) {
    banner.hidden = true;
    announce('Connected again.');
  } else if (isFirst) {
    banner.hidden = true;
  }
}

let counting = null;
function countOpen() {
  counting ??= setTimeout(async () => {
    counting = null;
    try {
      const summary = await get('/v1/incidents/summary');
      const { open, acknowledged } = summary;
      view?.counted?.(summary);
      badge(open - acknowledged);
      document.title = `${open > acknowledged ? `(${open - acknowledged}) ` : ''}${shown?.title ?? 'Callgoose'} · Callgoose`;
    } catch { /* the banner tells */ }
  }, 500);
}

function route() {
  if (!session) return;
  const [path, parameters = ''] = location.hash.split('?');
  const [, section = '', part = ''] = path.split('/');
  const id = decoded(part);
  const next = id === null ? unknown : section === '' ? sections.incidents : Object.hasOwn(sections, section) ? sections[section] : unknown;
  if (next !== shown) {
    view?.leave?.();
    shown = next;
    document.title = `${next.title} · Callgoose`;
    for (const link of byId('nav').children) {
      if (link.hash === `#/${section || 'incidents'}`) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
    view = new next.View(main, session);
    countOpen();
  }
  view.open?.(id, new URLSearchParams(parameters));
}

// What stands in a link, or null if it cannot be read.
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function signedIn(answer) {
  hasSession(true);
  session = { ...answer, mayAct: answer.scopes.split(',').includes('admin') };
  const who = byId('who');
  who.textContent = plain(session.environment) || 'no environment';
  who.title = plain(`Signed in with the token "${session.tokenName}" (${session.scopes}), environment ${session.environment || 'without a name'}`);
  for (const id of ['nav', 'who', 'sign-out', 'notices']) byId(id).hidden = false;
  byId('nav-tokens').hidden = !session.mayAct;
  byId('who').hidden = session.environment === '';
  if (kept?.tokenId === session.tokenId) goOn();
  else {
    kept?.view?.leave?.();
    shown = null;
    view = null;
  }
  kept = null;
  route();
  live.start();
}

function goOn() {
  ({ view, shown } = kept);
  main.replaceChildren(...kept.nodes);
  document.title = `${shown.title} · Callgoose`;
  for (const dialog of kept.dialogs) {
    dialog.removeAttribute('open');
    document.body.append(dialog);
    dialog.showModal();
  }
  kept.focused?.focus();
}

// The server does not know the session any more.
function expired() {
  if (!session) return;
  const focused = document.activeElement;
  const dialogs = [...document.querySelectorAll('dialog')];
  for (const dialog of dialogs) dialog.remove();
  kept = { view, shown, tokenId: session.tokenId, nodes: [...main.childNodes], dialogs, focused };
  signedOut('The session has ended: somebody signed out in another tab, or its token was revoked, replaced or has expired. Sign in again with the same token, and what you typed is still there.');
}

function signedOut(reason) {
  if (!session && main.querySelector('form')) return;
  hasSession(false);
  session = null;
  live.stop();
  if (!kept) view?.leave?.();
  view = null;
  shown = null;
  badge(0);
  for (const id of ['nav', 'who', 'sign-out', 'live', 'banner', 'notices']) byId(id).hidden = true;
  document.title = 'Sign in · Callgoose';
  showSignIn(main, reason, signedIn);
}

byId('sign-out').addEventListener('click', async () => {
  try { await call('DELETE', '/v1/session'); } catch { /* the cookie ends by itself */ }
  signedOut('You are signed out.');
});

// The first answer decides what is shown; until the server is there it is asked again.
async function begin() {
  try {
    signedIn(await get('/v1/session'));
  } catch (refusal) {
    if (refusal.status === 401 || refusal.status === 403) signedOut();
    else {
      fill(main, h('p', { class: 'notice' }, `${refusal.message} Retrying in 3 s.`));
      setTimeout(begin, 3000);
    }
  }
}

addEventListener('keydown', (event) => {
  if (!session || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select, dialog')) return;
  if (event.key === '?') {
    event.preventDefault();
    showKeys(session.mayAct);
  } else if (event.key === '/' && shown !== sections.incidents) {
    // The section of incidents searches by itself.
    event.preventDefault();
    addEventListener('hashchange', () => setTimeout(() => byId('search')?.focus()), { once: true });
    location.hash = '#/incidents';
  }
});
whenSignedOut(expired);
setUpTheme(byId('theme'));
setUpNotices(byId('notices'));
addEventListener('hashchange', route);
begin();
