import type { Schemas } from '../../client/client.ts';
import { api, take } from '../parts/api.ts';
import { complain, deedButton } from '../parts/dialog.ts';
import { type Child, h, refill, typed } from '../parts/dom.ts';
import { choice, field } from '../parts/field.ts';
import { duration, momentOf, number, percent, stamp, zone } from '../parts/format.ts';
import {
  chosen,
  type Filter,
  facts,
  filterForm,
  pagedList,
  type ShownList,
  smallTable,
  timeColumn,
} from '../parts/list.ts';
import { listen } from '../parts/live.ts';
import type { Place } from '../parts/page.ts';

type Listed = Schemas['ReportListItem'];
type Report = Schemas['Report'];
type Figure = NonNullable<Report['document']>['figures'][number];

const FILTERS: readonly Filter[] = [{ name: 'scope', label: 'About', values: ['platform', 'own'] }];
const KINDS = ['daily', 'weekly', 'monthly'] as const;
const ABOUT = { platform: 'the platform', own: 'you' } as const;
const STATE_CLASS = { open: '', ready: 'good', failed: 'bad' } as const;

const link = (href: string | null, text: string, of: string): Child =>
  href !== null && h('a', { href, target: '_blank', rel: 'noopener', 'aria-label': `${text}: ${of}` }, text);

const nameOf = ({ kind, period, scope }: Listed) => `${kind} report of ${period} about ${ABOUT[scope]}`;

/** The page and the PDF open in a tab of their own: their links need no log-in and work for an hour. */
const links = (report: Listed): Child =>
  h(
    'span',
    { class: 'row' },
    link(report.links.page, 'Page', nameOf(report)),
    link(report.links.pdf, 'PDF', nameOf(report)),
  );

/** @param made called when a report was asked for */
function makeForm(made: () => Promise<void>): HTMLElement {
  const form: HTMLFormElement = h(
    'form',
    { class: 'filters', 'aria-label': 'Make a report' },
    choice('About', 'scope', { platform: 'the platform', own: 'yourself' }),
    choice('Period', 'kind', { daily: 'day', weekly: 'week', monthly: 'month' }),
    field(`With this day (${zone()}), or empty for the last that has ended`, 'day', { type: 'date' }),
    deedButton({
      label: 'Make a report',
      run: async () => {
        const values = new FormData(form);
        const day = typed(values, 'day');
        const body = {
          scope: typed(values, 'scope') === 'own' ? ('own' as const) : ('platform' as const),
          kind: KINDS.find((kind) => kind === typed(values, 'kind')) ?? 'daily',
          tz: zone(),
          ...(day === '' ? {} : { day }),
        };
        const headers = { 'Idempotency-Key': crypto.randomUUID() };
        const { summary } = await take(api.POST('/api/analytics/reports', { body, headers }));
        await made();
        return `The ${summary} is being made. It is written once the figures of its period are final.`;
      },
    }),
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  return form;
}

/** The reports that may be read, with a form that makes one. */
export function reportList({ params, signal }: Place): Child {
  const watched = new Set<string>();
  const watch = (id: string) => {
    if (watched.has(id)) return;
    watched.add(id);
    const read = () =>
      void take(api.GET('/api/analytics/reports/{id}', { params: { path: { id } } }))
        .then(({ document: _document, changedSince: _changedSince, ...listed }) => list.patch(listed))
        .catch(complain);
    listen(`job:${id}`, { event: read, gap: list.refresh }, signal);
  };
  const list: ShownList<Listed> = pagedList<Listed>({
    caption: 'Reports, newest first',
    empty: 'There is no report yet.',
    idOf: ({ id }) => id,
    load: (cursor) =>
      take(
        api.GET('/api/analytics/reports', {
          params: { query: { ...chosen(FILTERS, params), ...(cursor ? { cursor } : {}) } },
        }),
      ),
    onRows: (reports) => {
      for (const { id, status } of reports.slice(0, 20)) if (status === 'open') watch(id);
    },
    columns: [
      { head: 'Period', cell: ({ id, period }) => h('a', { href: `#/analytics/reports/${id}` }, period) },
      { head: 'Kind', cell: ({ kind }) => kind },
      { head: 'About', cell: ({ scope }) => ABOUT[scope] },
      { head: 'Time zone', cell: ({ tz }) => tz },
      { head: 'State', cell: ({ status }) => h('span', { class: STATE_CLASS[status] }, status) },
      timeColumn('Asked for', ({ createdAt }) => createdAt),
      { head: 'Read', cell: links },
    ],
  });
  return [
    h('p', {}, h('a', { href: '#/analytics' }, 'Figures')),
    h('h2', {}, 'Make a report'),
    makeForm(() => list.reload()),
    h('h2', {}, 'Reports'),
    filterForm('analytics/reports', FILTERS, params),
    list.element,
  ];
}

const UNITS: Readonly<Record<Figure['unit'], (value: number | null) => string>> = {
  count: (value) => number(value, 2),
  percent: (value) => percent(value),
  milliseconds: duration,
};

function body(report: Report): Child {
  const { document: content } = report;
  if (content === null) {
    return h(
      'p',
      {},
      report.status === 'failed' ? 'The report could not be made. ' : 'The report is not written yet. ',
      h('a', { href: `#/jobs/${report.id}` }, 'Open its job'),
    );
  }
  return [
    h('h2', {}, content.title),
    facts([
      ['Period', `${momentOf(content.from)} to ${stamp(content.to)}`],
      ['Days of', content.tz],
      ['As of', stamp(content.asOf)],
      ['Read', links(report)],
    ]),
    report.changedSince === true &&
      h('p', { class: 'warn' }, 'Figures have changed since it was written. Make the report again for those of now.'),
    h('h3', {}, 'What changed'),
    h(
      'ul',
      {},
      content.summary.map((sentence) => h('li', {}, sentence)),
    ),
    smallTable(
      'Figures',
      ['Figure', 'This period', 'Period before'],
      content.figures.map(({ label, unit, value, before }) => [label, UNITS[unit](value), UNITS[unit](before)]),
    ),
    content.tables.map(({ title, rows }) =>
      smallTable(
        title,
        ['What', 'Count'],
        rows.map(({ label, value }) => [label, number(value)]),
      ),
    ),
  ];
}

/** One report. Its charts are on its page. */
export function singleReport(id: string, { signal }: Place): Child {
  const element = h('div', {}, h('p', { class: 'note' }, 'Loading…'));
  const load = () =>
    void take(api.GET('/api/analytics/reports/{id}', { params: { path: { id } } }))
      .then((report) => {
        refill(element, body(report));
      })
      .catch(complain);
  load();
  listen(`job:${id}`, { event: load, gap: load }, signal);
  return [h('p', {}, h('a', { href: '#/analytics/reports' }, 'All reports')), element];
}
