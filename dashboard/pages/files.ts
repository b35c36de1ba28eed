import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { type Child, h } from '../parts/dom.ts';
import { bytes, momentOf, number, words } from '../parts/format.ts';
import { pagedList } from '../parts/list.ts';
import type { Page } from '../parts/page.ts';

type Export = Schemas['Export'];

function download({ links, file }: Export): Child {
  if (links.download === null || !file) return '–';
  return h('a', { href: links.download, download: file.name }, `${file.name} (${bytes(file.bytes)})`);
}

export const filesPage: Page = {
  show: () => [
    h('h2', {}, 'Your exports'),
    pagedList<Export>({
      caption: 'Your exports, newest first',
      empty: 'You have made no export.',
      idOf: ({ id }) => id,
      load: (cursor) => take(api.GET('/api/jobs/export', { params: { query: cursor ? { cursor } : {} } })),
      columns: [
        { head: 'Dataset', cell: ({ id, spec }) => h('a', { href: `#/jobs/${id}` }, words(spec.dataset)) },
        { head: 'Format', cell: ({ spec }) => spec.format },
        { head: 'Status', cell: ({ status }) => status },
        { head: 'Rows', numeric: true, cell: ({ rows }) => number(rows) },
        { head: 'File', cell: download },
        { head: 'Created', cell: ({ createdAt }) => momentOf(createdAt) },
        { head: 'Expires', cell: ({ file }) => momentOf(file?.expiresAt ?? null) },
      ],
    }).element,
  ],
};
