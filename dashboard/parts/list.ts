import { complain } from './dialog.ts';
import { type Child, fill, h, typed } from './dom.ts';
import { addressOf } from './page.ts';

/** Lists: a form of filters that writes the address, and a table that is read page by page. */

export interface Filter {
  name: string;
  label: string;
  /** The values to choose from; text is typed without them, `instant` picks a time. */
  values?: readonly string[];
  kind?: 'text' | 'instant';
}

function control({ name, label, values, kind }: Filter, value: string): HTMLElement {
  if (!values) {
    const type = kind === 'instant' ? 'datetime-local' : 'search';
    return h('label', {}, label, h('input', { name, value: kind === 'instant' ? value.slice(0, 16) : value, type }));
  }
  const options = ['', ...values].map((each) =>
    h('option', { value: each, selected: each === value }, each === '' ? 'all' : each.replaceAll('_', ' ')),
  );
  return h('label', {}, label, h('select', { name }, options));
}

/** A form that keeps its filters in the address of the page. Times are typed in UTC. */
export function filterForm(page: string, filters: readonly Filter[], params: URLSearchParams): HTMLFormElement {
  const form = h(
    'form',
    { class: 'filters', role: 'search', 'aria-label': 'Filters' },
    filters.map((filter) => control(filter, params.get(filter.name) ?? '')),
    h('button', { type: 'submit' }, 'Apply'),
    h('a', { href: addressOf(page) }, 'Clear'),
  );
  const apply = () => {
    const chosen: Record<string, string> = {};
    const values = new FormData(form);
    for (const { name, kind } of filters) {
      const value = typed(values, name);
      chosen[name] = kind === 'instant' && value !== '' ? `${value}:00Z` : value;
    }
    location.hash = addressOf(page, chosen);
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
  });
  for (const select of form.querySelectorAll('select')) select.addEventListener('change', apply);
  return form;
}

/** The filters of an address as the query of a request: only those that are set. */
export function chosen(filters: readonly Filter[], params: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const { name } of filters) {
    const value = params.get(name);
    if (value) query[name] = value;
  }
  return query;
}

export interface Column<Item> {
  head: string;
  /** Numbers stand at the right. */
  numeric?: boolean;
  cell(item: Item): Child;
}

export interface PagedList<Item> {
  caption: string;
  columns: readonly Column<Item>[];
  idOf(item: Item): string;
  load(cursor: string | null): Promise<{ data: readonly Item[]; nextCursor: string | null }>;
  empty: string;
  /** Told of the rows that were added. */
  onRows?(items: readonly Item[]): void;
}

export interface ShownList<Item> {
  element: HTMLElement;
  /** Replaces one row where it stands; nothing when it is not listed. */
  patch(item: Item): void;
  /** Reads the first page again. */
  reload(): Promise<void>;
}

/** A table that is read page by page. A row that changes is changed where it stands, never moved under the pointer. */
export function pagedList<Item>({ caption, columns, idOf, load, empty, onRows }: PagedList<Item>): ShownList<Item> {
  const rows = new Map<string, HTMLTableRowElement>();
  const body = h('tbody');
  const more = h('button', { type: 'button', hidden: true }, 'Show more');
  const note = h('p', { class: 'note', role: 'status' }, 'Loading…');
  const heads = columns.map(({ head, numeric }) => h('th', { scope: 'col', class: numeric ? 'numeric' : '' }, head));
  const table = h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, heads)), body);
  // A table that is wider than the window scrolls by itself; the keyboard must reach it to do so.
  const scroller = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, table);
  let next: string | null = null;

  const cells = (item: Item) =>
    columns.map(({ head, numeric, cell }) =>
      h('td', { 'data-head': head, class: numeric ? 'numeric' : '' }, cell(item)),
    );

  async function read(cursor: string | null): Promise<void> {
    more.disabled = true;
    try {
      const page = await load(cursor);
      if (cursor === null) {
        rows.clear();
        body.replaceChildren();
      }
      for (const item of page.data) {
        const row = h('tr', {}, cells(item));
        rows.set(idOf(item), row);
        body.append(row);
      }
      next = page.nextCursor;
      more.hidden = next === null;
      note.textContent = rows.size === 0 ? empty : '';
      onRows?.(page.data);
    } catch (error) {
      note.textContent = rows.size === 0 ? 'Could not be loaded.' : '';
      complain(error);
    } finally {
      more.disabled = false;
    }
  }

  more.addEventListener('click', () => void read(next));
  void read(null);
  return {
    element: h('div', {}, scroller, note, more),
    patch: (item) => {
      const row = rows.get(idOf(item));
      if (row && !row.contains(document.activeElement)) fill(row, cells(item));
    },
    reload: () => read(null),
  };
}

/** A small table of what is known at once. */
export function smallTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          heads.map((head) => h('th', { scope: 'col' }, head)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell, index) => h('td', { 'data-head': heads[index] ?? '' }, cell)),
          ),
        ),
      ),
    ),
  );
}

/** Names and what stands for them. */
export function facts(pairs: readonly (readonly [name: string, value: Child])[]): HTMLElement {
  return h(
    'dl',
    { class: 'facts' },
    pairs.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

export function bar(done: number, total: number | null, label: string): HTMLElement {
  const text = total === null ? `${done}` : `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
  // A list of unknown length has a bar that only moves.
  const value = total === null ? {} : { value: done, max: Math.max(total, 1) };
  return h('span', { class: 'bar' }, h('progress', { ...value, 'aria-label': label }), ` ${text}`);
}
