// How many incidents came, of what, when, and how long they took. What it shows stands in the address.
import { fill, h, showRefusal, update } from './dom.js';
import { get, query } from './api.js';
import { age, time, urgencyBadge } from './format.js';
import { bars, legend, table } from './charts.js';
import { setFields } from './fields.js';

const Hour = 3_600_000;
const ranges = [['24h', '24 hours', 24], ['7d', '7 days', 7 * 24], ['30d', '30 days', 30 * 24], ['90d', '90 days', 90 * 24]];
const splits = [['service', 'By service'], ['source', 'By source']];
const defaults = { range: '30d', by: 'service', service: '' };
// More colours nobody tells apart; what is beyond is one more.
const Shown = 6;
const Interval = 5000;

export class OverviewView {
  #root = h('div', { class: 'page overview' });
  #filter = null;
  #timer = null;
  #form;
  #body = h('div');

  constructor(main, session) {
    this.#form = this.#filters(session);
    fill(this.#root, h('h1', {}, 'Overview'), this.#form, this.#body);
    fill(main, this.#root);
    fill(this.#body, h('p', { class: 'quiet' }, 'Loading …'));
  }

  open(_, parameters) {
    this.#filter = Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, parameters.get(name) ?? value]));
    // What stands in the address may be anything.
    for (const [name, options] of [['range', ranges], ['by', splits]]) {
      if (!options.some(([value]) => value === this.#filter[name])) this.#filter[name] = defaults[name];
    }
    setFields(this.#form, this.#filter);
    this.#load();
  }

  // Something was committed: what came meanwhile may wait a moment.
  changed() {
    this.#timer ??= setTimeout(() => this.#load(), Interval);
  }

  leave() {
    clearTimeout(this.#timer);
    this.#filter = null;
  }

  #filters(session) {
    const tabs = (name, legend, options) => h('fieldset', { class: 'tabs' }, h('legend', { class: 'visually-hidden' }, legend),
      options.map(([value, text]) => h('label', {}, h('input', { type: 'radio', name, value }), h('span', {}, text))));
    return h('form', { class: 'filters', 'aria-label': 'What is shown', onsubmit: (event) => event.preventDefault(), onchange: () => this.#apply() },
      tabs('range', 'Time', ranges), tabs('by', 'Split', splits),
      h('div', { class: 'fields' }, h('select', { name: 'service', 'aria-label': 'Service' },
        h('option', { value: '' }, 'All services'), session.services.map((name) => h('option', {}, name)))));
  }

  #apply() {
    this.#filter = Object.fromEntries(Object.keys(defaults).map((name) => [name, this.#form.elements[name].value]));
    const given = Object.entries(this.#filter).filter(([name, value]) => value !== defaults[name]);
    history.replaceState(null, '', `#/overview${given.length > 0 ? `?${new URLSearchParams(given)}` : ''}`);
    this.#load();
  }

  async #load() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const filter = this.#filter;
    if (!filter) return;
    const hours = ranges.find(([name]) => name === filter.range)[2];
    const asked = { since: new Date(Date.now() - hours * Hour).toISOString(), service: filter.service };
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      // A server whose system does not know the zone counts in UTC, and says so.
      const report = await get('/v1/report' + query({ ...asked, zone })).catch((refusal) => {
        if (refusal.status === 400) return get('/v1/report' + query(asked));
        throw refusal;
      });
      if (filter !== this.#filter) return;
      update(this.#body, this.#render(report));
      if (report.state === 'building') this.#timer = setTimeout(() => this.#load(), 1000);
    } catch (refusal) {
      if (filter !== this.#filter) return;
      showRefusal(this.#body, refusal);
      this.changed();
    }
  }

  #render(report) {
    const isByService = this.#filter.by !== 'source';
    const building = report.state === 'building' && h('p', { class: 'notice', 'data-key': 'building', role: 'status' }, 'What is stored is still being counted: there may be more.');
    // Nothing yet is not nothing.
    if (building && report.opened === 0) return building;
    return [
      building,
      h('dl', { class: 'tiles', 'data-key': 'tiles' },
        tile('Opened', `${report.opened}`, `${report.high} of high urgency`),
        tile('At night', `${report.night}`, `${report.nightBegins} to ${report.nightEnds}, ${report.zone}`),
        tile('Time to acknowledge', length(report.acknowledged.medianSeconds), spread(report.acknowledged)),
        tile('Time to resolve', length(report.resolved.medianSeconds), spread(report.resolved))),
      h('h2', { 'data-key': 'over time' }, `Incidents over time, ${isByService ? 'by service' : 'by source'}`),
      overTime(report, isByService),
      h('h2', { 'data-key': 'by hour' }, 'By hour of the day'),
      byHour(report),
      h('div', { class: 'columns', 'data-key': 'columns' }, h('section', { 'aria-label': 'Services' }, h('h2', {}, 'Services'), services(report)),
        h('section', { 'aria-label': 'Noisiest keys' }, h('h2', {}, 'Noisiest keys'), keys(report)),
        h('section', { 'aria-label': 'At night' }, h('h2', {}, 'Newest at night'), atNight(report))),
    ];
  }
}

const tile = (name, value, more) => h('div', {}, h('dt', {}, name), h('dd', {}, h('strong', {}, value), h('span', { class: 'quiet' }, more)));
const length = (seconds) => seconds === null ? '–' : age(seconds * 1000);
const spread = ({ count, p95Seconds }) => count === 0 ? 'nothing in this time' : `median of ${count}; 95 % within ${length(p95Seconds)}`;
const name = (series) => series.name ?? 'no source';

function overTime(report, isByService) {
  const all = isByService ? report.services : report.sources;
  const shown = all.slice(0, Shown);
  const series = shown.map((one) => ({ name: name(one), counts: one.periods }));
  const rest = report.periods.map(({ opened }, i) => opened - shown.reduce((sum, one) => sum + one.periods[i], 0));
  if (rest.some((count) => count > 0)) series.push({ name: 'others', counts: rest });
  const label = report.step === 'hour' ? new Intl.DateTimeFormat(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) : new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' });
  const labels = report.periods.map(({ from }) => label.format(new Date(from)));
  const most = report.periods.reduce((best, one, i) => one.opened > report.periods[best].opened ? i : best, 0);
  const said = report.opened === 0 ? 'No incident opened in this time.' : `${report.opened} incidents; the most, ${report.periods[most].opened}, ${report.step === 'hour' ? 'in the hour of' : 'on'} ${labels[most]}.`;
  return h('figure', { 'data-key': 'chart' },
    bars(series, labels, said), legend(series), h('figcaption', { class: 'quiet' }, said),
    h('details', {}, h('summary', {}, 'Show as a table'), table([report.step === 'hour' ? 'Hour' : 'Day', ...series.map((one) => one.name), 'All'],
      report.periods.map((one, i) => [labels[i], ...series.map(({ counts }) => `${counts[i]}`), `${one.opened}`]), 'Incidents over time')));
}

function byHour(report) {
  const labels = report.hours.map((_, hour) => `${String(hour).padStart(2, '0')}:00`);
  const begins = Number.parseInt(report.nightBegins, 10);
  const ends = Number.parseInt(report.nightEnds, 10);
  const isNight = (hour) => hour >= begins || hour < ends;
  const series = [
    { name: 'By day', counts: report.hours.map((count, hour) => isNight(hour) ? 0 : count) },
    { name: 'At night', counts: report.hours.map((count, hour) => isNight(hour) ? count : 0), look: 'night' },
  ];
  const said = `${report.night} of ${report.opened} incidents opened at night, ${report.nightBegins} to ${report.nightEnds} (${report.zone}).`;
  return h('figure', { 'data-key': 'hours' }, bars(series, labels, said), legend(series), h('figcaption', { class: 'quiet' }, said),
    h('details', {}, h('summary', {}, 'Show as a table'), table(['Hour', 'Incidents'], report.hours.map((count, hour) => [labels[hour], `${count}`]), 'Incidents by hour of the day')));
}

function services(report) {
  if (report.services.length === 0) return h('p', { class: 'quiet' }, 'Nothing in this time.');
  return table(['Service', 'Opened', 'High', 'Night', 'Acknowledged (median)', '95 %', 'Resolved (median)', '95 %'], report.services.map((one) => [
    h('a', { href: `#/incidents?${new URLSearchParams({ state: '', service: one.name })}`, 'data-key': one.name }, one.name), `${one.opened}`, `${one.high}`, `${one.night}`,
    length(one.acknowledged.medianSeconds), length(one.acknowledged.p95Seconds), length(one.resolved.medianSeconds), length(one.resolved.p95Seconds)]), 'Services');
}

function keys(report) {
  if (report.keys.length === 0) return h('p', { class: 'quiet' }, 'No incident key opened more than one incident.');
  return table(['Key', 'Incidents', 'Service', 'Newest'], report.keys.map(({ key, opened, newest }) => [
    h('code', { class: 'title' }, key), `${opened}`, newest.service, link(newest)]), 'Noisiest keys');
}

function atNight(report) {
  if (report.nightIncidents.length === 0) return h('p', { class: 'quiet' }, 'Nothing came at night.');
  return table(['Time', 'Urgency', 'Service', 'Incident'], report.nightIncidents.map((one) => [
    time(one.triggeredAt), urgencyBadge(one.urgency), one.service, link(one)]), 'Newest at night');
}

const link = (incident) => h('a', { href: `#/incidents/${incident.id}`, class: 'title', 'data-key': incident.id }, incident.title);
