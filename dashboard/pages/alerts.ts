import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { deedButton } from '../parts/dialog.ts';
import { type Child, h } from '../parts/dom.ts';
import { momentOf, number, words } from '../parts/format.ts';
import { chosen, type Filter, filterForm, pagedList, type ShownList } from '../parts/list.ts';
import type { Page } from '../parts/page.ts';

type Alert = Schemas['MonitoringAlert'];
type Rule = Schemas['MonitoringRule'];

const FILTERS: readonly Filter[] = [
  { name: 'state', label: 'State', values: ['active', 'past'] },
  { name: 'severity', label: 'Severity', values: ['critical', 'warning', 'info'] },
];

const SEVERITY_CLASS: Readonly<Record<string, string>> = { critical: 'bad', warning: 'warn' };

const seriesOf = ({ labels }: Alert) =>
  Object.entries(labels)
    .map(([name, value]) => `${words(name)} ${value}`)
    .join(', ');

function stateOf({ state, acknowledgedUntil, endedAt, endedBy }: Alert): string {
  if (state === 'past') return `ended ${momentOf(endedAt)}: ${words(endedBy ?? '')}`;
  return acknowledgedUntil === null ? 'firing' : `acknowledged until ${momentOf(acknowledgedUntil)}`;
}

/** What happened to an alert, and on which channels it was told. */
const history = ({ transitions }: Alert): Child =>
  h(
    'ul',
    { class: 'plain' },
    transitions.map(({ kind, at, told }) =>
      h(
        'li',
        {},
        `${momentOf(at)} ${words(kind)}`,
        told.map(({ channel, status, error }) => `; ${channel}: ${status}${error === null ? '' : ` (${error})`}`),
      ),
    ),
  );

function deeds(alert: Alert, changed: () => Promise<void>): Child {
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
          await take(api.POST('/api/monitoring/alerts/{alertId}/acknowledge', { ...path, body: {} }));
          await changed();
          return 'The alert is acknowledged for 4 hours.';
        },
      }),
    deedButton({
      label: 'Resolve',
      of: alert.rule.name,
      question: `Resolve “${alert.rule.name}”? It fires again after the cooldown of its rule if what is wrong is still wrong.`,
      run: async () => {
        await take(api.POST('/api/monitoring/alerts/{alertId}/resolve', path));
        await changed();
        return 'The alert is resolved.';
      },
    }),
  );
}

function rules(): HTMLElement {
  const list: ShownList<Rule> = pagedList<Rule>({
    caption: 'Rules',
    empty: 'There is no rule.',
    idOf: ({ id }) => id,
    load: (cursor) => take(api.GET('/api/monitoring/rules', { params: { query: cursor ? { cursor } : {} } })),
    columns: [
      { head: 'Rule', cell: ({ name }) => name },
      { head: 'Metric', cell: ({ metric }) => words(metric) },
      { head: 'Severity', cell: ({ severity }) => h('span', { class: SEVERITY_CLASS[severity] ?? '' }, severity) },
      {
        head: 'Fires',
        cell: ({ comparison, threshold, unit, forSeconds }) =>
          `${comparison} ${number(threshold, 3)} ${words(unit)} for ${forSeconds} s`,
      },
      { head: 'Enabled', cell: ({ enabled }) => (enabled ? 'yes' : 'no') },
      {
        head: 'Actions',
        cell: ({ id, name, enabled }) =>
          deedButton({
            label: enabled ? 'Disable' : 'Enable',
            of: name,
            ...(enabled
              ? { question: `Disable the rule “${name}”? Its alerts end, and none fires until it is enabled.` }
              : {}),
            run: async () => {
              const path = { ruleId: id };
              await take(
                api.PATCH('/api/monitoring/rules/{ruleId}', { params: { path }, body: { enabled: !enabled } }),
              );
              await list.reload();
              return enabled ? 'The rule is disabled.' : 'The rule is enabled.';
            },
          }),
      },
    ],
  });
  return list.element;
}

export const alertsPage: Page = {
  show({ params }) {
    const list: ShownList<Alert> = pagedList<Alert>({
      caption: 'Alerts, latest first',
      empty: 'No alert matches.',
      idOf: ({ id }) => id,
      load: (cursor) =>
        take(
          api.GET('/api/monitoring/alerts', {
            params: { query: { ...chosen(FILTERS, params), ...(cursor ? { cursor } : {}) } },
          }),
        ),
      columns: [
        { head: 'Alert', cell: ({ rule }) => rule.name },
        { head: 'Severity', cell: ({ severity }) => h('span', { class: SEVERITY_CLASS[severity] ?? '' }, severity) },
        { head: 'Of', cell: seriesOf },
        { head: 'State', cell: stateOf },
        {
          head: 'Value',
          numeric: true,
          cell: ({ value, threshold }) => `${number(value, 3)} (limit ${number(threshold, 3)})`,
        },
        { head: 'Since', cell: ({ firedAt }) => momentOf(firedAt) },
        { head: 'Told', cell: history },
        { head: 'Actions', cell: (alert) => deeds(alert, () => list.reload()) },
      ],
    });
    return [filterForm('alerts', FILTERS, params), list.element, h('h2', {}, 'Rules'), rules()];
  },
};
