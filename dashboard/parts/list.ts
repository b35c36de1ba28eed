import { complain } from './dialog.ts';
import { type Child, h, typed } from './dom.ts';
import { instantOf, momentOf, number, wallTime, zone } from './format.ts';
import { longTable } from './long-table.ts';
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
    const text = kind === 'instant' ? `${label} (${zone()})` : label;
    return h('label', {}, text, h('input', { name, value: kind === 'instant' ? wallTime(value) : value, type }));
  }
  const options = ['', ...values].map((each) =>
    h('option', { value: each, selected: each === value }, each === '' ? 'all' : each.replaceAll('_', ' ')),
  );
  return h('label', {}, label, h('select', { name }, options));
}

/** A form that keeps its filters in the address of the page. Times are typed in the chosen zone; the address has them in UTC. */
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
      chosen[name] = kind === 'instant' && value !== '' ? instantOf(value) : value;
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
  /** Numbers stand at the right, times on one line. */
  kind?: 'numeric' | 'time';
  cell(item: Item): Child;
}

/** A column of times, with the chosen zone in its head. */
export const timeColumn = <Item>(head: string, at: (item: Item) => string | null): Column<Item> => ({
  head: `${head} (${zone()})`,
  kind: 'time',
  cell: (item) => momentOf(at(item)),
});

export interface PagedList<Item> {
  caption: string;
  columns: readonly Column<Item>[];
  idOf(item: Item): string;
  load(cursor: string | null): Promise<{ data: readonly Item[]; nextCursor: string | null }>;
  empty: string;
  /** Told of the rows that were added. */
  onRows?(items: readonly Item[]): void;
  /** Goes on by itself when the window comes to its end: for what stands last on a page. */
  isEndless?: boolean;
}

export interface ShownList<Item> {
  element: HTMLElement;
  /** Changes one row where it stands; nothing when it is not listed. */
  patch(item: Item): void;
  /** Reads the first page again, and shows it alone. */
  reload(): Promise<void>;
  /** Reads the first page again, and changes its rows where they stand. Many calls at once are one. */
  refresh(): void;
}

/** Subscriptions of many rows are answered within this time. */
const REFRESH_MS = 500;
/** How far below the window the next page is read. */
const AHEAD = '1200px 0px';

/** A table that is read page by page. A row that changes is changed where it stands, never moved under the pointer. */
export function pagedList<Item>(list: PagedList<Item>): ShownList<Item> {
  const { caption, columns, idOf, load, empty, onRows, isEndless = false } = list;
  const more = h('button', { type: 'button', hidden: true }, 'Show more');
  // Rows never move under the pointer: what is new is shown when it is asked for.
  const newer = h('button', { type: 'button', hidden: true, onclick: () => void read(null) }, 'Show newer entries');
  const note = h('p', { class: 'note', role: 'status' }, 'Loading…');
  const heads = columns.map(({ head, kind }) => h('th', { scope: 'col', class: kind ?? '' }, head));
  const table = h('table', {}, h('caption', {}, caption), h('thead', {}, h('tr', {}, heads)));
  // A table that is wider than the window scrolls by itself; the keyboard must reach it to do so.
  const scroller = h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption }, table);
  const rows = longTable(table, idOf, (item: Item) =>
    columns.map(({ kind, cell }) => h('td', { class: kind ?? '' }, cell(item))),
  );
  let next: string | null = null;

  let reading = Promise.resolve();
  /** One page after the other. */
  function read(cursor: string | null): Promise<void> {
    reading = reading.then(() => readPage(cursor));
    return reading;
  }

  async function readPage(cursor: string | null): Promise<void> {
    more.disabled = true;
    try {
      const page = await load(cursor);
      if (cursor === null) {
        rows.clear();
        newer.hidden = true;
      }
      rows.add(page.data);
      next = page.nextCursor;
      more.hidden = next === null;
      note.textContent = rows.size() === 0 ? empty : '';
      onRows?.(page.data);
      // Asked again, it tells at once whether the end is still near. After a failure only the button goes on.
      ending?.unobserve(more);
      ending?.observe(more);
    } catch (error) {
      note.textContent = rows.size() === 0 ? 'Could not be loaded.' : '';
      complain(error);
    } finally {
      more.disabled = false;
    }
  }

  const goOn = (entries: IntersectionObserverEntry[]) => {
    // A busy page is told several at once: the last one says how it is now.
    if (entries.at(-1)?.isIntersecting && next !== null && !more.disabled) void read(next);
  };
  const ending = isEndless ? new IntersectionObserver(goOn, { rootMargin: AHEAD }) : null;

  let refreshing: ReturnType<typeof setTimeout> | null = null;
  function refresh(): void {
    refreshing ??= setTimeout(() => {
      refreshing = null;
      load(null)
        .then(({ data }) => {
          data.forEach(rows.patch);
          const isNew = data.some((item) => !rows.has(idOf(item)));
          newer.hidden = !isNew || rows.size() === 0;
          if (isNew && rows.size() === 0) void read(null); // there is nothing that would move
        })
        .catch(complain);
    }, REFRESH_MS);
  }

  more.addEventListener('click', () => void read(next));
  void read(null);
  return {
    element: h('div', {}, newer, scroller, note, more),
    patch: rows.patch,
    reload: () => read(null),
    refresh,
  };
}

/** A small table of what is known at once; where that is nothing, it says so. */
export function smallTable(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const nothing = h('tr', {}, h('td', { colspan: heads.length, class: 'note' }, 'none'));
  return h(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h(
      'table',
      { class: 'small' },
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
        rows.length === 0 && nothing,
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell) => h('td', {}, cell)),
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

/** @param isMoving whether it is under way: what is, and has no known end, has a bar that only moves */
export function bar(done: number, total: number | null, label: string, isMoving: boolean): HTMLElement {
  const text = total === null ? number(done) : `${number(done)} of ${number(total)}`;
  const value = total === null && isMoving ? {} : { value: done, max: Math.max(total ?? done, 1) };
  return h('span', { class: 'bar' }, h('progress', { ...value, 'aria-label': label }), ` ${text}`);
}
