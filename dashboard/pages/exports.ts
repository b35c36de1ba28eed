import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain, deedButton } from '../parts/dialog.ts';
import { type Child, fill, h, typed } from '../parts/dom.ts';
import { bytes, number, words, zone } from '../parts/format.ts';
import { pagedList, type ShownList, timeColumn } from '../parts/list.ts';
import { listen } from '../parts/live.ts';

type Export = Schemas['Export'];
type Format = Schemas['NewExport']['format'];

function download({ links, file }: Export): Child {
  if (links.download === null || !file) return '–';
  return h('a', { href: links.download, download: file.name }, `${file.name} (${bytes(file.bytes)})`);
}

/** Asks for a whole dataset; ranges, filters and columns are for requests. */
function exportForm(made: () => Promise<void>): HTMLElement {
  const dataset = h('select', { name: 'dataset' });
  const format = h('select', { name: 'format' });
  const formats = new Map<string, readonly Format[]>();
  const offer = () =>
    fill(
      format,
      (formats.get(dataset.value) ?? []).map((each) => h('option', { value: each }, each)),
    );
  dataset.addEventListener('change', offer);
  take(api.GET('/api/jobs/export/datasets'))
    .then(({ data }) => {
      for (const { name, formats: offered } of data) formats.set(name, offered);
      fill(
        dataset,
        data.map(({ name }) => h('option', { value: name }, words(name))),
      );
      offer();
    })
    .catch(complain);
  const form = h(
    'form',
    { class: 'filters', 'aria-label': 'Make an export' },
    h('label', {}, 'Dataset', dataset),
    h('label', {}, 'Format', format),
    deedButton({
      label: 'Export',
      run: async () => {
        const values = new FormData(form);
        const name = typed(values, 'dataset');
        const chosen = formats.get(name)?.find((each) => each === typed(values, 'format'));
        if (chosen === undefined) throw new Error('Choose a dataset first.');
        const body = { dataset: name, format: chosen, timeZone: zone() };
        const headers = { 'Idempotency-Key': crypto.randomUUID() };
        await take(api.POST('/api/jobs/export', { body, headers }));
        await made();
        return `The export of ${words(name)} is being written. Its file can be downloaded here for three days.`;
      },
    }),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  return form;
}

/** The admin's own exports; those of other users are theirs alone. */
export function exports(until: AbortSignal): Child {
  const watched = new Set<string>();
  const watch = (jobId: string) => {
    if (watched.has(jobId)) return;
    watched.add(jobId);
    const read = () =>
      void take(api.GET('/api/jobs/export/{jobId}', { params: { path: { jobId } } }))
        .then(list.patch)
        .catch(complain);
    listen(`job:${jobId}`, { event: read, gap: list.refresh }, until);
  };
  const list: ShownList<Export> = pagedList<Export>({
    caption: 'Your exports, newest first',
    empty: 'You have made no export.',
    idOf: ({ id }) => id,
    load: (cursor) => take(api.GET('/api/jobs/export', { params: { query: cursor ? { cursor } : {} } })),
    onRows: (rows) => {
      for (const { id, status } of rows.slice(0, 20)) if (status === 'queued' || status === 'running') watch(id);
    },
    columns: [
      { head: 'Dataset', cell: ({ id, spec }) => h('a', { href: `#/jobs/${id}` }, words(spec.dataset)) },
      { head: 'Format', cell: ({ spec }) => spec.format },
      { head: 'Status', cell: ({ status }) => status },
      { head: 'Rows', kind: 'numeric', cell: ({ rows }) => number(rows) },
      { head: 'File', cell: download },
      timeColumn('Created', ({ createdAt }) => createdAt),
      timeColumn('Expires', ({ file }) => file?.expiresAt ?? null),
    ],
  });
  return [exportForm(() => list.reload()), list.element];
}
