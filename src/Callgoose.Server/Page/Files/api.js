// Calls of the server's API. The session is in a cookie that no script can read.

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `The server answered with ${status}.`);
    this.status = status;
    this.problem = problem;
  }
}

let onSignedOut = () => {};
let isSignedOut = false;
export function whenSignedOut(callback) { onSignedOut = callback; }

// Without a session nothing is asked for but one: every other answer would be 401.
export function hasSession(has) { isSignedOut = !has; }

export async function call(method, path, body, headers) {
  if (isSignedOut && path !== '/v1/session') throw new Refusal(401);
  let response;
  try {
    response = await fetch(path, { method, headers, body, cache: 'no-store' });
  } catch {
    throw new Refusal(0, { detail: 'The server cannot be reached.' });
  }
  const text = await response.text();
  let answer = null;
  try { answer = text ? JSON.parse(text) : null; } catch { /* not ours: a proxy's page, perhaps */ }
  if (response.ok) return answer;
  if (response.status === 401 && path !== '/v1/session') onSignedOut();
  throw new Refusal(response.status, answer);
}

export const get = (path) => call('GET', path);
export const post = (path, members) => call('POST', path, JSON.stringify(members ?? {}), { 'Content-Type': 'application/json' });

// A query string of what is not empty.
export function query(values) {
  const parameters = new URLSearchParams(Object.entries(values).filter(([, value]) => value));
  const text = parameters.toString();
  return text ? '?' + text : '';
}
