import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { deedButton } from '../parts/dialog.ts';
import { h } from '../parts/dom.ts';
import { duration } from '../parts/format.ts';
import { pagedList, type ShownList } from '../parts/list.ts';

type Route = Schemas['MonitoringRoute'];

/** As many as there may be, so that all are read at once. */
export const MOST_ROUTES = 50;

/** `slack after 15 min`; of what is not escalated, nothing. */
const escalationOf = ({ escalation }: Route): string =>
  escalation === null
    ? 'never'
    : `${escalation.channels.join(', ')} after ${duration(escalation.afterSeconds * 1_000)} without acknowledgement`;

/** By which channels alerts are told. */
export function routes(): HTMLElement {
  const list: ShownList<Route> = pagedList<Route>({
    caption: 'Routes; alerts of a severity without one are told on every channel that is configured',
    empty: 'There is no route: all alerts are told on every channel that is configured.',
    idOf: ({ id }) => id,
    load: (cursor) =>
      take(
        api.GET('/api/monitoring/routes', {
          params: { query: { limit: MOST_ROUTES, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    columns: [
      { head: 'Route', cell: ({ id, name }) => h('a', { href: `#/alerts/routes/${id}` }, name) },
      { head: 'Severities', cell: ({ severities }) => severities.join(', ') },
      { head: 'Told on', cell: ({ channels }) => channels.join(', ') },
      { head: 'If one fails', cell: ({ nextChannels }) => nextChannels.join(', then ') || 'no other' },
      {
        head: 'Grouped',
        cell: ({ groupSeconds }) => (groupSeconds === 0 ? 'no' : `those of ${duration(groupSeconds * 1_000)}`),
      },
      { head: 'Escalated', cell: escalationOf },
      {
        head: 'Actions',
        cell: ({ id, name, severities }) =>
          deedButton({
            label: 'Delete',
            of: name,
            question: `Delete the route “${name}”? Alerts that no other route takes (${severities.join(', ')}) are told on every channel that is configured.`,
            run: async () => {
              await take(api.DELETE('/api/monitoring/routes/{routeId}', { params: { path: { routeId: id } } }));
              await list.reload();
              return 'The route is gone.';
            },
          }),
      },
    ],
  });
  return h('div', {}, h('p', {}, h('a', { href: '#/alerts/routes/new' }, 'Write a route')), list.element);
}
