// node built/calls.js DOCUMENT URL ADMIN_TOKEN PROCESS_TOKEN
// Calls every operation of the document with the generated client, well and badly, and checks each answer: its status has to be
// in the document, and its body to be what the document says of that status. The types of the client come from the document
// too, so what is sent and looked at here is checked by the compiler.
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import createClient from 'openapi-fetch';
import type { paths } from './api.js';

const [documentFile, url, adminToken, processToken] = process.argv.slice(2) as [string, string, string, string];
const document = JSON.parse(readFileSync(documentFile, 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
ajv.addSchema({ $id: 'document', ...document });

const called = new Set<string>();
const wrong: string[] = [];

function resolve(node: any): any {
  return node?.$ref ? node.$ref.slice(2).split('/').reduce((at: any, part: string) => at[part.replaceAll('~1', '/')], document) : node;
}

function pointerTo(value: object): string {
  const search = (node: any, path: string): string | null => {
    if (node === value) return path;
    if (typeof node !== 'object' || node === null) return null;
    for (const [key, child] of Object.entries(node)) {
      const found = search(child, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
      if (found) return found;
    }
    return null;
  };
  return search(document, '')!;
}

async function check(schemaPath: string, method: string, response: Response): Promise<void> {
  const name = `${method.toUpperCase()} ${schemaPath}`;
  const description = resolve(document.paths[schemaPath][method].responses[response.status]);
  const text = await response.clone().text();
  if (!description) {
    wrong.push(`${name}: the status ${response.status} is not in the document: ${text}`);
    return;
  }

  called.add(`${name} ${response.status}`);
  const type = response.headers.get('Content-Type')?.split(';')[0];
  if (!description.content) {
    if (text) wrong.push(`${name} ${response.status}: a body that the document does not tell of: ${text}`);
    return;
  }

  const schema = type === undefined ? undefined : description.content[type]?.schema;
  if (!schema) {
    wrong.push(`${name} ${response.status}: the type ${type} is not in the document`);
  } else if (type!.endsWith('json')) {
    const validate = ajv.getSchema(`document#${encodeURI(pointerTo(schema))}`)!;
    if (!validate(JSON.parse(text))) wrong.push(`${name} ${response.status}: ${ajv.errorsText(validate.errors)} in ${text}`);
  }
}

function client(token?: string) {
  const made = createClient<paths>({ baseUrl: url, headers: token ? { Authorization: `Bearer ${token}` } : {} });
  made.use({
    async onResponse({ schemaPath, request, response }) {
      await check(schemaPath, request.method.toLowerCase(), response);
    },
  });
  return made;
}

const admin = client(adminToken);
const sender = client(processToken);
const nobody = client();
const missing = { params: { path: { id: '0192a4c0-0000-7000-8000-000000000000' } } };

// Webhooks.
const started = { status: 'Started', id: 'OAS-1', title: 'T', description: 'D' };
const from = { params: { query: { from: 'BetterStack' } } };
const created = await admin.POST('/v1/process', { ...from, body: started });
await admin.POST('/v1/process', { ...from, body: started });
await admin.POST('/v1/process', { ...from, body: { status: 'Nothing' } });
await admin.POST('/v1/process', { params: { query: { from: 'x'.repeat(101) } }, body: started });
await admin.POST('/v1/process', { ...from, body: started, headers: { 'Content-Encoding': 'zstd' } });
await admin.POST('/v1/process', { ...from, body: 'x'.repeat(2 << 20) });
await admin.POST('/api/v1/process', { ...from, body: { ...started, id: 'OAS-2' } });
await admin.POST('/sqibs-api/v1/process', { ...from, body: { status: 'Resolved', id: 'OAS-2' } });
await nobody.POST('/v1/process', { ...from, body: started });

const getter = client((await admin.POST('/v1/tokens', { body: { name: 'gets', get: true } })).data!.token);
await getter.GET('/v1/process', { params: { query: { from: 'BetterStack', fields: { status: 'Started', id: 'OAS-3', title: 'T' } } } });
await sender.GET('/v1/process', from);
await getter.GET('/api/v1/process', from);
await getter.GET('/sqibs-api/v1/process', from);
const signed = client((await admin.POST('/v1/tokens', { body: { name: 'signs', verify: 'github', secrets: ['env:PATH'] } })).data!.token);
await signed.POST('/v1/process', { ...from, body: started });

// The doors of other protocols.
const key = (await admin.POST('/v1/tokens', { body: { name: 'routing key', routingKey: true } })).data!.token;
const event = { routing_key: key, event_action: 'trigger' as const, dedup_key: 'OAS', payload: { summary: 'S', source: 's', severity: 'error' as const } };
await nobody.POST('/v2/enqueue', { body: event });
await nobody.POST('/v2/enqueue', { body: { ...event, routing_key: 'wrong' } });
const change = { routing_key: key, payload: { summary: 'deployed' } };
await nobody.POST('/v2/change/enqueue', { body: change });
await nobody.POST('/v2/change/enqueue', { body: { ...change, routing_key: 'wrong' } });
const changes = await admin.GET('/v1/changes', { params: { query: { limit: 1, service: 'default' } } });
await admin.GET('/v1/changes', { params: { query: { limit: 0 } } });
await nobody.GET('/v1/changes');
await sender.GET('/v1/changes');
await admin.GET('/v1/changes/{id}', { params: { path: { id: changes.data!.changes[0]!.id } } });
await admin.GET('/v1/changes/{id}', missing);
await nobody.GET('/v1/changes/{id}', missing);
await sender.GET('/v1/changes/{id}', missing);
const opened = await admin.POST('/v2/alerts', { body: { message: 'S', alias: 'OAS' } });
await admin.POST('/v2/alerts', { body: {} as { message: string } });
const byAlias = { params: { path: { identifier: 'OAS' }, query: { identifierType: 'alias' as const } } };
await admin.POST('/v2/alerts/{identifier}/notes', { ...byAlias, body: { note: 'N' } });
await admin.POST('/v2/alerts/{identifier}/acknowledge', byAlias);
await admin.POST('/v2/alerts/{identifier}/close', byAlias);
await admin.POST('/v2/alerts/{identifier}/close', { params: { path: { identifier: 'none' } } });
await admin.GET('/v2/alerts/requests/{requestId}', { params: { path: { requestId: opened.data!.requestId } } });
await admin.GET('/v2/alerts/requests/{requestId}', { params: { path: { requestId: 'none' } } });
await admin.POST('/api/v2/alerts', { body: [{ labels: { alertname: 'OAS' } }] });
await admin.POST('/api/v2/alerts', { body: {} as [] });
await admin.GET('/api/v2/alerts', { params: { query: { filter: ['alertname="OAS"'] } } });
await admin.GET('/api/v2/alerts', { params: { query: { filter: ['OAS'] } } });
await admin.GET('/api/v2/status');
await nobody.GET('/-/ready', { parseAs: 'text' });
await nobody.GET('/-/healthy', { parseAs: 'text' });

// Incidents.
const id = created.data!.incidents[0]!;
const incident = { params: { path: { id } } };
const page = await admin.GET('/v1/incidents', { params: { query: { state: 'active', limit: 1 } } });
if (page.data!.incidents.length !== 1) wrong.push('no incident is listed');
await admin.GET('/v1/incidents', { params: { query: { limit: 0 } } });
const shown = await admin.GET('/v1/incidents/{id}', incident);
if (shown.data!.title !== 'BetterStack - T') wrong.push(`the title is ${shown.data!.title}`);
await admin.GET('/v1/incidents/{id}', missing);
await admin.POST('/v1/incidents/{id}/notes', { ...incident, body: { note: 'on it' } });
await admin.POST('/v1/incidents/{id}/notes', { ...incident, body: { note: '' } });
await admin.POST('/v1/incidents/{id}/acknowledge', { ...incident, body: { comment: 'on it' } });
await admin.POST('/v1/incidents/{id}/unacknowledge', incident);
await admin.POST('/v1/incidents/{id}/resolve', incident);
await admin.POST('/v1/incidents/{id}/acknowledge', incident);
await admin.POST('/v1/incidents/{id}/resolve', { ...incident, body: { comment: 'x'.repeat(5000) } });
await admin.POST('/v1/incidents/{id}/unacknowledge', missing);

// Explaining and logs. The admin token is debugged.
await admin.POST('/v1/explain', { ...from, body: started });
await admin.POST('/v1/explain', { ...from, body: { status: 'started' } });
await admin.POST('/v1/explain', { params: { query: { from: 'x'.repeat(101) } }, body: started });
const logs = await admin.GET('/v1/logs', { params: { query: { limit: 500 } } });
const entry = logs.data!.calls.find((call) => call.callId === created.data!.id);
if (!entry) wrong.push('the call is not in the log');
await admin.GET('/v1/logs/{callId}', { params: { path: { callId: created.data!.id } } });
await admin.GET('/v1/logs/{callId}', { params: { path: { callId: missing.params.path.id } } });
await admin.GET('/v1/logs', { params: { query: { limit: 0 } } });
await admin.POST('/v1/process', { params: { query: { from: 'Unheard-of' } }, body: { a: 1 } });
await admin.GET('/v1/refusals');
await admin.GET('/v1/incidents', { params: { query: { urgency: 'high', since: '2020-01-01T00:00:00Z', until: '2099-01-01T00:00:00Z' } } });
const unmatched = await admin.GET('/v1/unmatched', { params: { query: { since: '2020-01-01T00:00:00Z', samples: true } } });
if (unmatched.data!.loggedTokens < 1) wrong.push('no token is logged');
await admin.GET('/v1/unmatched', { params: { query: { since: 'soon' } } });

// Tokens.
const token = await admin.POST('/v1/tokens', { body: { name: 'of the client', scopes: ['read'], expires: '1d', debug: false } });
await admin.POST('/v1/tokens', { body: { name: '' } });
const tokenPath = { params: { path: { id: token.data!.id } } };
await admin.GET('/v1/tokens');
await admin.POST('/v1/tokens/{id}/regenerate', tokenPath);
await admin.PUT('/v1/tokens/{id}/debug', { ...tokenPath, body: { on: true } });
await admin.PUT('/v1/tokens/{id}/debug', { ...tokenPath, body: { on: 'yes' as unknown as boolean } });
await admin.DELETE('/v1/tokens/{id}', tokenPath);
await admin.DELETE('/v1/tokens/{id}', tokenPath);
await admin.POST('/v1/tokens/{id}/regenerate', missing);
await admin.PUT('/v1/tokens/{id}/debug', { ...missing, body: { on: true } });

await admin.GET('/v1/incidents/summary');
const report = await admin.GET('/v1/report', { params: { query: { since: '2020-01-01T00:00:00Z', zone: 'Europe/Berlin', service: 'default' } } });
if (report.data!.hours.length !== 24) wrong.push('a day has no 24 hours');
await admin.GET('/v1/report', { params: { query: { zone: 'Nowhere/At all' } } });
await nobody.GET('/v1/report');
await sender.GET('/v1/report');
await admin.GET('/v1/incidents/{id}/export', { ...incident, parseAs: 'text' });
await admin.GET('/v1/incidents/{id}/export', missing);
await nobody.GET('/v1/incidents/{id}/export', missing);
await sender.GET('/v1/incidents/{id}/export', missing);
await admin.GET('/v1/integrations');
await admin.GET('/v1/integrations/{name}', { params: { path: { name: 'BetterStack' } } });
await admin.GET('/v1/integrations/{name}', { params: { path: { name: 'nobody' } } });
await admin.GET('/v1/sources');
await admin.GET('/v1/sources/{name}', { params: { path: { name: 'BetterStack' } } });
await admin.GET('/v1/sources/{name}', { params: { path: { name: 'nobody' } } });
await admin.GET('/v1/session');

// Delivery. The server has a destination "audit", which takes everything, and one "gone", which takes nothing.
const noDelivery = { params: { path: { deliveryId: 'none' } } };
async function delivery(state: 'delivered' | 'dead') {
  for (let i = 0; i < 600; i++) {
    const list = await admin.GET('/v1/deliveries', { params: { query: { state, limit: 1 } } });
    if (list.data!.deliveries.length > 0) return { params: { path: { deliveryId: list.data!.deliveries[0]!.id! } } };
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no delivery is ${state}`);
}
const delivered = await delivery('delivered');
const dead = await delivery('dead');
const destinations = await admin.GET('/v1/destinations');
if (destinations.data!.destinations.map((one) => one.name).sort().join() !== 'audit,gone') wrong.push('not all destinations are listed');
await admin.GET('/v1/deliveries', { params: { query: { limit: 0 } } });
await admin.GET('/v1/incidents/{id}/routes', incident);
await admin.GET('/v1/incidents/{id}/routes', missing);
await admin.GET('/v1/deliveries/{deliveryId}', delivered);
await admin.POST('/v1/deliveries/{deliveryId}/retry', dead);
await admin.POST('/v1/deliveries/{deliveryId}/skip', dead);
await admin.POST('/v1/deliveries/retry', { params: { query: { destination: 'gone' } } });
await admin.POST('/v1/deliveries/skip');
await admin.GET('/v1/deliveries/{deliveryId}', noDelivery);
await admin.POST('/v1/deliveries/{deliveryId}/retry', noDelivery);
await admin.POST('/v1/deliveries/{deliveryId}/skip', noDelivery);
const tested = await admin.POST('/v1/destinations/{name}/test', { params: { path: { name: 'audit' } } });
if (tested.data!.verdict !== 'delivered') wrong.push(`the test event is ${tested.data!.verdict}`);
await admin.POST('/v1/destinations/{name}/test', { params: { path: { name: 'none' } } });

await admin.GET('/v1/services');
const begun = await admin.POST('/v1/maintenances', { body: { service: 'default', for: '1h', tags: [['held only', 'by this']], reason: 'a new disk' } });
const maintenance = { params: { path: { id: begun.data!.id! } } };
if (begun.data!.state !== 'running') wrong.push(`the maintenance is ${begun.data!.state}`);
await admin.POST('/v1/maintenances', { body: { service: 'none', for: '1h' } });
await admin.POST('/v1/maintenances/{id}/extend', { ...maintenance, body: { by: '1h' } });
await admin.POST('/v1/maintenances/{id}/extend', { ...maintenance, body: {} });
await admin.POST('/v1/maintenances/{id}/end', maintenance);
await admin.POST('/v1/maintenances/{id}/end', maintenance);
const maintenances = await admin.GET('/v1/maintenances', { params: { query: { service: 'default' } } });
if (maintenances.data!.maintenances[0]!.state !== 'ended') wrong.push('the maintenance has not ended');

// This server is no relay.
const relay = await admin.GET('/v1/relay');
if (relay.data!.relay !== null || relay.data!.refused.length !== 0) wrong.push('a server that is no relay tells of a line');
await admin.POST('/v1/relay/retry');
await admin.POST('/v1/relay/skip');
const relayToken = client((await admin.POST('/v1/tokens', { body: { name: 'relay', kind: 'relay', environment: '*' } })).data!.token);
await relayToken.POST('/v1/process', { ...from, body: started });

await nobody.POST('/v1/session', { body: { token: adminToken } });
await nobody.POST('/v1/session', { body: { token: 'cg_wrong' } });
await nobody.DELETE('/v1/session');
await nobody.GET('/', { parseAs: 'text' });
await nobody.GET('/page/{file}', { params: { path: { file: 'app.js' } }, parseAs: 'text' });
await nobody.GET('/page/{file}', { params: { path: { file: 'none.js' } } });
await admin.GET('/v1/events', { params: { query: { after: 'x' } } });

// A stream does not end by itself: only its beginning is looked at.
const stop = new AbortController();
const events = await fetch(`${url}/v1/events`, { headers: { Authorization: `Bearer ${adminToken}` }, signal: stop.signal });
if (events.status === 200 && events.headers.get('Content-Type')?.startsWith('text/event-stream')) called.add('GET /v1/events 200');
stop.abort();

// Health.
await nobody.GET('/healthz');
await nobody.GET('/readyz');
await nobody.GET('/metrics', { parseAs: 'text' });
await nobody.GET('/openapi.json');

// Without a token and without the scope. Whatever is in the path, the token is looked at first.
for (const [path, item] of Object.entries<any>(document.paths)) {
  for (const method of Object.keys(item).filter((key) => key !== 'parameters')) {
    if (item[method].security.length === 0) continue;
    const call = { params: { path: { id, callId: id, identifier: id, requestId: id } } };
    await (nobody as any)[method.toUpperCase()](path, call);
    if (item[method].security[0].bearer && item[method].security[0].bearer[0] !== 'process') await (sender as any)[method.toUpperCase()](path, call);
  }
}

// Every operation has to have been called and to have answered well.
for (const [path, item] of Object.entries<any>(document.paths)) {
  for (const method of Object.keys(item).filter((key) => key !== 'parameters')) {
    const name = `${method.toUpperCase()} ${path}`;
    const well = [200, 201, 202, 204];
    if (!well.some((status) => called.has(`${name} ${status}`))) wrong.push(`${name} was not called, or never answered well`);
  }
}

console.log([...called].sort().join('\n'));
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(1);
}
