import { fill, h, refill } from './dom.ts';

/**
 * The rows of a table of any length. Rows far from the window are not in the document: their group keeps their room, and they are made
 * again when they come near.
 */

/** Rows that come and go together: made within a frame. */
const GROUP = 25;
/** How far from the window rows are kept. */
const NEAR = '800px 0px';
/** Height of a row that was never seen, in pixels. */
const ROW_PX = 40;

interface Group<Item> {
  readonly body: HTMLTableSectionElement;
  readonly items: Item[];
  /** None while they are out of the document. */
  rows: HTMLTableRowElement[];
}

export interface LongTable<Item> {
  add(items: readonly Item[]): void;
  /** Changes a row where it stands. */
  patch(item: Item): void;
  has(id: string): boolean;
  size(): number;
  clear(): void;
}

/** Later rows must not move the columns of earlier ones: the widths stay as the first rows set them. */
function freezeColumns(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll('th')];
  const widths = heads.map(({ offsetWidth }) => offsetWidth);
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (whole === 0) return;
  table.style.minWidth = `${whole > (table.parentElement?.clientWidth ?? 0) ? whole : 0}px`;
  for (const [index, head] of heads.entries()) head.style.width = `${((widths[index] ?? 0) / whole) * 100}%`;
  table.style.tableLayout = 'fixed';
}

/** @param table with its head, in which groups of rows follow @param cells makes the cells of a row */
export function longTable<Item>(
  table: HTMLTableElement,
  idOf: (item: Item) => string,
  cells: (item: Item) => readonly HTMLElement[],
): LongTable<Item> {
  const groups: Group<Item>[] = [];
  const places = new Map<string, { group: Group<Item>; index: number }>();
  const groupOf = new WeakMap<Element, Group<Item>>();

  function make(group: Group<Item>): void {
    if (group.rows.length > 0) return;
    group.rows = group.items.map((item) => h('tr', {}, cells(item)));
    fill(group.body, group.rows);
  }

  /** @param height of the rows, that their room stays */
  function keepRoom(group: Group<Item>, height: number): void {
    group.rows = [];
    const cell = h('td', { colspan: table.querySelectorAll('th').length, class: 'room' });
    cell.style.height = `${height}px`;
    fill(group.body, h('tr', { 'aria-hidden': 'true' }, cell));
  }

  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries) {
        const group = groupOf.get(target);
        if (!group) continue;
        if (isIntersecting) make(group);
        else if (group.rows.length > 0 && groups.length > 2 && !target.contains(document.activeElement))
          keepRoom(group, boundingClientRect.height);
      }
    },
    { rootMargin: NEAR },
  );

  function addGroup(items: Item[]): void {
    const group: Group<Item> = { body: h('tbody'), items, rows: [] };
    for (const [index, item] of items.entries()) places.set(idOf(item), { group, index });
    groups.push(group);
    groupOf.set(group.body, group);
    if (groups.length === 1) make(group);
    else {
      if (groups.length === 2) freezeColumns(table);
      keepRoom(group, items.length * ROW_PX);
    }
    table.append(group.body);
    near.observe(group.body);
  }

  return {
    add(items) {
      const fresh = items.filter((item) => !places.has(idOf(item)));
      for (let start = 0; start < fresh.length; start += GROUP) addGroup(fresh.slice(start, start + GROUP));
    },
    patch(item) {
      const place = places.get(idOf(item));
      if (!place) return;
      place.group.items[place.index] = item;
      const row = place.group.rows[place.index];
      if (row) refill(row, cells(item));
    },
    has: (id) => places.has(id),
    size: () => places.size,
    clear() {
      for (const { body } of groups.splice(0)) {
        near.unobserve(body);
        body.remove();
      }
      places.clear();
      table.style.tableLayout = '';
    },
  };
}
