import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain, tell } from '../parts/dialog.ts';
import { type Child, fill, h, typed } from '../parts/dom.ts';
import { checks, choice, field, seconds } from '../parts/field.ts';
import { MOST_ROUTES } from './routes.ts';

type Route = Schemas['MonitoringRoute'];
type Content = Required<Schemas['NewMonitoringRoute']>;
type Channel = Content['channels'][number];

const SEVERITIES = { critical: 'critical', warning: 'warning', info: 'info' } as const;
const CHANNELS = { email: 'email', slack: 'slack', webhook: 'webhook' } as const;
const NEXT = ['Tell on', 'If that fails too, on', 'And at last on'] as const;

const NEW: Content = {
  name: '',
  severities: ['critical'],
  channels: [],
  nextChannels: [],
  groupSeconds: 0,
  escalation: null,
};

const severities = Object.keys(SEVERITIES) as (keyof typeof SEVERITIES)[];
const channels = Object.keys(CHANNELS) as Channel[];

function routeForm(route: Content): { element: HTMLFormElement; content(): Content } {
  const element = h(
    'form',
    { class: 'write', 'aria-label': 'Route' },
    field('Name', 'name', { required: true, maxlength: 120, value: route.name }),
    checks('Alerts of these severities', 'severities', SEVERITIES, route.severities),
    checks('Are told on all of these channels', 'channels', CHANNELS, route.channels),
    h(
      'p',
      { class: 'note' },
      'ALERT_EMAIL, ALERT_SLACK_URL and ALERT_WEBHOOK_URL configure the channels. A route may name those that are configured.',
    ),
    seconds('The first change waits for others, to be told with them', 'groupSeconds', route.groupSeconds, 0, 600),
    h(
      'fieldset',
      {},
      h('legend', {}, 'When a channel has failed for two minutes'),
      NEXT.map((label, i) => choice(label, `next${i}`, { '': 'no other', ...CHANNELS }, route.nextChannels[i])),
    ),
    h(
      'fieldset',
      {},
      h('legend', {}, 'When no person acknowledges an alert'),
      field('Tell it again after (seconds; empty for never)', 'afterSeconds', {
        type: 'number',
        min: 60,
        max: 86_400,
        value: route.escalation?.afterSeconds ?? '',
      }),
      checks('On these channels', 'escalateTo', CHANNELS, route.escalation?.channels ?? []),
    ),
  );
  return {
    element,
    content() {
      const values = new FormData(element);
      const ticked = (name: string) => channels.filter((channel) => values.getAll(name).includes(channel));
      const after = typed(values, 'afterSeconds');
      return {
        name: typed(values, 'name'),
        severities: severities.filter((severity) => values.getAll('severities').includes(severity)),
        channels: ticked('channels'),
        nextChannels: NEXT.flatMap((_, i) => channels.find((channel) => channel === typed(values, `next${i}`)) ?? []),
        groupSeconds: Number(typed(values, 'groupSeconds')),
        escalation: after === '' ? null : { afterSeconds: Number(after), channels: ticked('escalateTo') },
      };
    },
  };
}

function show(route: Route | null): Child {
  const { element: form, content } = routeForm(route ?? NEW);
  async function save(): Promise<void> {
    const body = content();
    if (route === null) await take(api.POST('/api/monitoring/routes', { body }));
    else {
      const path = { routeId: route.id };
      await take(api.PATCH('/api/monitoring/routes/{routeId}', { params: { path }, body }));
    }
    location.hash = '#/alerts';
    tell('The route is saved. What is on its way keeps its channels.');
  }
  form.append(
    h('div', { class: 'row' }, h('button', { type: 'submit' }, route === null ? 'Create the route' : 'Save')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void save().catch(complain);
  });
  return [h('h2', {}, route?.name ?? 'A new route'), form];
}

async function find(id: string): Promise<Route | undefined> {
  const { data } = await take(api.GET('/api/monitoring/routes', { params: { query: { limit: MOST_ROUTES } } }));
  return data.find((route) => route.id === id);
}

/** A form of one route. @param id of the route, or `new` */
export function routePage(id: string, signal: AbortSignal): Child {
  const element = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  async function load(): Promise<void> {
    const route = id === 'new' ? null : await find(id);
    if (!signal.aborted) fill(element, route === undefined ? h('p', {}, 'There is no such route.') : show(route));
  }
  load().catch(complain);
  return [h('p', {}, h('a', { href: '#/alerts' }, 'All alerts, rules and routes')), element];
}
