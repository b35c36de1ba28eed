import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { h } from '../parts/dom.ts';
import { stamp, words } from '../parts/format.ts';
import { chosen, type Filter, filterForm, pagedList, timeColumn } from '../parts/list.ts';
import type { Page } from '../parts/page.ts';

type Entry = Schemas['AuditEntry'];

const FILTERS: readonly Filter[] = [
  { name: 'deed', label: 'Deed' },
  { name: 'actorId', label: 'By (user id)' },
  {
    name: 'targetType',
    label: 'What',
    values: [
      'user',
      'api_key',
      'campaign',
      'suppression',
      'content',
      'export',
      'file',
      'job',
      'alert',
      'rule',
      'silence',
    ],
  },
  { name: 'targetId', label: 'Of (id)' },
  { name: 'from', label: 'From', kind: 'instant' },
  { name: 'to', label: 'To', kind: 'instant' },
];

const person = (userId: string) => h('a', { href: `#/people/${userId}` }, userId);

const detailsOf = ({ details, count, lastAt }: Entry) =>
  [
    ...Object.entries(details).map(
      ([name, value]) => `${words(name)}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ),
    ...(count > 1 ? [`${count} times, last ${stamp(lastAt)}`] : []),
  ].join('; ');

export const auditPage: Page = {
  show: ({ params }) => [
    filterForm('audit', FILTERS, params),
    pagedList<Entry>({
      caption: 'What users and API keys did, newest first',
      empty: 'Nothing matches.',
      isEndless: true,
      idOf: ({ id }) => id,
      load: (cursor) =>
        take(
          api.GET('/api/audit', { params: { query: { ...chosen(FILTERS, params), ...(cursor ? { cursor } : {}) } } }),
        ),
      columns: [
        timeColumn('Time', ({ at }) => at),
        { head: 'Deed', cell: ({ deed }) => words(deed) },
        { head: 'By', cell: ({ actor }) => (actor === null ? 'unknown' : person(actor.userId)) },
        {
          head: 'Of',
          cell: ({ target }) => [
            words(target.type),
            ' ',
            target.type === 'user' && target.id ? person(target.id) : target.id,
          ],
        },
        { head: 'From address', cell: ({ address }) => address ?? '–' },
        { head: 'Details', cell: detailsOf },
      ],
    }).element,
  ],
};
