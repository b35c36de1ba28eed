import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { deedButton } from '../parts/dialog.ts';
import { type Child, h, typed } from '../parts/dom.ts';
import { choice, field } from '../parts/field.ts';
import { stamp } from '../parts/format.ts';
import { pagedList, type ShownList, timeColumn } from '../parts/list.ts';
import { seriesName } from '../parts/metric.ts';

type Alert = Schemas['MonitoringAlert'];
type Silence = Schemas['MonitoringSilence'];

const MINUTE_MS = 60_000;
const HOW_LONG = { 30: '30 minutes', 120: '2 hours', 480: '8 hours', 1440: 'a day', 10080: 'a week' } as const;
const SEVERITIES = ['critical', 'warning', 'info'] as const;
const AT_ITS_END = 'What still fires at its end is told then; of what has ended meanwhile, the end is told.';

const fields = () => [
  choice('For', 'minutes', HOW_LONG, '120'),
  field('Why, for your colleagues', 'comment', { maxlength: 300 }),
];

const minutesOf = (filled: FormData) => Number(typed(filled, 'minutes'));
const commentOf = (filled: FormData) => {
  const comment = typed(filled, 'comment');
  return comment === '' ? {} : { comment };
};
const endOf = (filled: FormData) => new Date(Date.now() + minutesOf(filled) * MINUTE_MS).toISOString();

/** Silences an alert and what fires again of its series. */
export const silenceAlert = (alert: Alert, changed: (alert: Alert) => void): Child =>
  alert.silencedUntil === null &&
  deedButton({
    label: 'Silence',
    of: alert.rule.name,
    question: `Silence “${alert.rule.name}”, so that it is not told? ${AT_ITS_END}`,
    fields,
    run: async (filled) => {
      const after = await take(
        api.POST('/api/monitoring/alerts/{alertId}/silence', {
          params: { path: { alertId: alert.id } },
          body: { minutes: minutesOf(filled), ...commentOf(filled) },
        }),
      );
      changed(after);
      return `The alert is silenced until ${stamp(after.silencedUntil)}.`;
    },
  });

/** Silences a rule, whatever its series. @param made called afterwards */
export const silenceRule = ({ id, name }: Pick<Schemas['MonitoringRule'], 'id' | 'name'>, made: () => void): Child =>
  deedButton({
    label: 'Silence',
    of: name,
    question: `Silence all alerts of the rule “${name}”? ${AT_ITS_END}`,
    fields,
    run: async (filled) => {
      const body = { ruleId: id, labels: {}, endsAt: endOf(filled), ...commentOf(filled) };
      const { endsAt } = await take(api.POST('/api/monitoring/silences', { body }));
      made();
      return `The rule is silenced until ${stamp(endsAt)}.`;
    },
  });

const silenceSeverity = (made: () => void): Child =>
  deedButton({
    label: 'Silence a severity',
    question: `Silence all alerts of one severity, of every rule? ${AT_ITS_END}`,
    fields: () => [
      choice('Severity', 'severity', { info: 'info', warning: 'warning', critical: 'critical' }),
      fields(),
    ],
    run: async (filled) => {
      const severity = SEVERITIES.find((each) => each === typed(filled, 'severity')) ?? 'info';
      const body = { severity, labels: {}, endsAt: endOf(filled), ...commentOf(filled) };
      const { endsAt } = await take(api.POST('/api/monitoring/silences', { body }));
      made();
      return `Alerts of the severity ${severity} are silenced until ${stamp(endsAt)}.`;
    },
  });

/** What is silenced now or will be, with a way to end it. */
export function silences(): { element: HTMLElement; reload(): void } {
  const list: ShownList<Silence> = pagedList<Silence>({
    caption: 'Silences, newest first, past ones too',
    empty: 'Nothing is silenced.',
    idOf: ({ id }) => id,
    load: (cursor) => take(api.GET('/api/monitoring/silences', { params: { query: cursor ? { cursor } : {} } })),
    columns: [
      {
        head: 'Silenced',
        cell: ({ ruleId, severity, labels }) => [
          ruleId === null ? 'any rule' : h('a', { href: `#/alerts/rules/${ruleId}` }, 'one rule'),
          severity !== null && `, severity ${severity}`,
          Object.keys(labels).length > 0 && `, ${seriesName(labels)}`,
        ],
      },
      { head: 'State', cell: ({ state }) => state },
      { head: 'Why', cell: ({ comment }) => comment },
      timeColumn('From', ({ startsAt }) => startsAt),
      timeColumn('Until', ({ endsAt }) => endsAt),
      {
        head: 'Actions',
        cell: ({ id, state, startsAt }) =>
          state !== 'past' &&
          deedButton({
            label: 'End silence',
            of: `of ${stamp(startsAt)}`,
            question: 'End this silence? What it held back is told within seconds.',
            run: async () => {
              const path = { silenceId: id };
              await take(api.DELETE('/api/monitoring/silences/{silenceId}', { params: { path } }));
              await list.reload();
              return 'The silence has ended.';
            },
          }),
      },
    ],
  });
  const reload = () => void list.reload();
  return { element: h('div', {}, h('p', {}, silenceSeverity(reload)), list.element), reload };
}
