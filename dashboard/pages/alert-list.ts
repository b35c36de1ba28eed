import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { deedButton } from '../parts/dialog.ts';
import { type Child, h } from '../parts/dom.ts';
import { momentOf, timeOf, words, zone } from '../parts/format.ts';
import { pagedList, type ShownList, timeColumn } from '../parts/list.ts';
import { metrics, metricValue, seriesName } from '../parts/metric.ts';
import { every } from '../parts/page.ts';
import { SEVERITY_CLASS } from './rules.ts';
import { silenceAlert } from './silences.ts';

type Alert = Schemas['MonitoringAlert'];

const EVERY_MS = 15_000;

function stateOf({ state, acknowledgedUntil, silencedUntil, endedAt, endedBy }: Alert): string {
  if (state === 'past') return `ended ${momentOf(endedAt)}: ${words(endedBy ?? '')}`;
  const quiet = [
    ...(acknowledgedUntil === null ? [] : [`acknowledged until ${momentOf(acknowledgedUntil)}`]),
    ...(silencedUntil === null ? [] : [`silenced until ${momentOf(silencedUntil)}`]),
  ];
  return quiet.length === 0 ? 'firing' : quiet.join(', ');
}

type Told = Alert['transitions'][number]['told'][number];

/** The time of a day that stands beside it already. */
const later = (at: string, after: string) =>
  momentOf(at).slice(0, 10) === momentOf(after).slice(0, 10) ? timeOf(at) : momentOf(at);

const toldOn = (at: string, { channel, status, sentAt, attempts, error }: Told) =>
  [
    `${channel}: ${sentAt === null ? status : `told ${later(sentAt, at)}`}`,
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(error === null ? [] : [error]),
  ].join(', ');

/** What happened to an alert, and on which channels it was told. */
const history = ({ transitions }: Alert): Child =>
  h(
    'ul',
    { class: 'plain' },
    transitions.map(({ kind, at, told }) =>
      h(
        'li',
        {},
        [
          `${momentOf(at)} ${words(kind)}`,
          ...(told.length === 0 ? ['not told'] : told.map((each) => toldOn(at, each))),
        ].join('; '),
      ),
    ),
  );

function deeds(alert: Alert, changed: (alert: Alert) => void): Child {
  if (alert.state === 'past') return null;
  const path = { params: { path: { alertId: alert.id } } };
  return h(
    'span',
    { class: 'row' },
    alert.acknowledgedUntil === null &&
      deedButton({
        label: 'Acknowledge',
        of: alert.rule.name,
        run: async () => {
          changed(await take(api.POST('/api/monitoring/alerts/{alertId}/acknowledge', { ...path, body: {} })));
          return 'The alert is acknowledged for 4 hours.';
        },
      }),
    silenceAlert(alert, changed),
    deedButton({
      label: 'Resolve',
      of: alert.rule.name,
      question: `Resolve “${alert.rule.name}”? It fires again after the cooldown of its rule if what is wrong is still wrong.`,
      run: async () => {
        changed(await take(api.POST('/api/monitoring/alerts/{alertId}/resolve', path)));
        return 'The alert is resolved.';
      },
    }),
  );
}

/** Alerts that match a query. @param until when it stops looking for changes */
export function alertList(
  query: Readonly<Record<string, string>>,
  until: AbortSignal,
  changed?: () => void,
): HTMLElement {
  let units: Awaited<ReturnType<typeof metrics>> = new Map();
  const valueOf = (value: number | null, metric: string) => metricValue(value, units.get(metric)?.unit ?? '');
  const list: ShownList<Alert> = pagedList<Alert>({
    caption: 'Alerts, newest first',
    empty: 'No alert matches.',
    idOf: ({ id }) => id,
    load: async (cursor) => {
      units = await metrics();
      return take(
        api.GET('/api/monitoring/alerts', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } }),
      );
    },
    columns: [
      { head: 'Alert', cell: ({ rule }) => h('a', { href: `#/alerts/rules/${rule.id}` }, rule.name) },
      { head: 'Severity', cell: ({ severity }) => h('span', { class: SEVERITY_CLASS[severity] ?? '' }, severity) },
      { head: 'Of', cell: ({ labels }) => seriesName(labels) },
      { head: `State (${zone()})`, cell: stateOf },
      {
        head: 'Value',
        kind: 'numeric',
        cell: ({ value, threshold, metric }) => `${valueOf(value, metric)} (limit ${valueOf(threshold, metric)})`,
      },
      timeColumn('Since', ({ firedAt }) => firedAt),
      { head: `Told (${zone()})`, cell: history },
      {
        head: 'Actions',
        cell: (alert) =>
          deeds(alert, (after) => {
            list.patch(after);
            changed?.();
          }),
      },
    ],
  });
  // Deliveries follow their alert within seconds.
  every(EVERY_MS, async () => list.refresh(), until);
  return list.element;
}
