import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { deedButton } from '../parts/dialog.ts';
import { h } from '../parts/dom.ts';
import { duration, words } from '../parts/format.ts';
import { pagedList, type ShownList } from '../parts/list.ts';
import { metricValue } from '../parts/metric.ts';

type Rule = Schemas['MonitoringRule'];

export const SEVERITY_CLASS: Readonly<Record<string, string>> = { critical: 'bad', warning: 'warn' };

/** `above 85 % for 5 min`. */
export const conditionOf = ({ comparison, threshold, unit, forSeconds }: Rule): string =>
  `${unit === 'boolean' ? `is ${comparison === 'above' ? 'yes' : 'no'}` : `${comparison} ${metricValue(threshold, unit)}`}${forSeconds > 0 ? ` for ${duration(forSeconds * 1_000)}` : ''}`;

export function rules(): HTMLElement {
  const list: ShownList<Rule> = pagedList<Rule>({
    caption: 'Rules',
    empty: 'There is no rule.',
    idOf: ({ id }) => id,
    load: (cursor) =>
      take(api.GET('/api/monitoring/rules', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })),
    columns: [
      { head: 'Rule', cell: ({ id, name }) => h('a', { href: `#/alerts/rules/${id}` }, name) },
      { head: 'Metric', cell: ({ metric }) => words(metric) },
      { head: 'Severity', cell: ({ severity }) => h('span', { class: SEVERITY_CLASS[severity] ?? '' }, severity) },
      { head: 'Fires', cell: conditionOf },
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
              const body = { enabled: !enabled };
              list.patch(await take(api.PATCH('/api/monitoring/rules/{ruleId}', { params: { path }, body })));
              return enabled ? 'The rule is disabled.' : 'The rule is enabled.';
            },
          }),
      },
    ],
  });
  return h('div', {}, h('p', {}, h('a', { href: '#/alerts/rules/new' }, 'Write a rule')), list.element);
}
