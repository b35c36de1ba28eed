import { z } from 'zod';
import { instantFrom } from './instant.ts';
import { invalidRequest, isProblem, type Problem } from './problem.ts';

const CURSOR_MAX_LENGTH = 512;

/** A number in a query, in decimal digits only: `Number` would also read `0x10`, `1e1` and blanks. */
const digits = z.preprocess(
  (text) => (typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text),
  z.int(),
);

/** How many entries of a list are asked for. */
export const limitInput = (max: number, byDefault: number) => {
  const description = 'Maximum number of entries';
  const override = { default: byDefault, description, type: 'integer', minimum: 1, maximum: max } as const;
  return digits.pipe(z.int().min(1).max(max)).default(byDefault).describe(description).meta({ override });
};

/** Query of every list; extend it with the filters of the route. */
export const pageQuery = z.strictObject({
  limit: limitInput(100, 20),
  cursor: z.string().min(1).max(CURSOR_MAX_LENGTH).optional().describe('`nextCursor` of the previous page'),
});

/** Schema of one page of a list. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.strictObject({
    data: z.array(item),
    nextCursor: z.string().nullable().describe('Send it as `cursor` to get the next page; `null` on the last page'),
  });
}

export interface Page<Item> {
  data: Item[];
  nextCursor: string | null;
}

/** Sort key of lists by id: ids that the database makes go by time. */
export const idKey = z.tuple([z.uuid()]);

/** A time in a sort key, as lists wrote it. */
export const instantKey = instantFrom(1800);

/** Sort key of lists by time whose rows have an id that does not go by it. */
export const timeAndIdKey = z.tuple([instantKey, z.uuid()]);

type CursorValue = string | number | boolean | null;

/** The values of the sort key of the last row, as an opaque word. Take them from columns, text for 64-bit numbers and times. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Reads a cursor back. A cursor only positions; it grants nothing, so it is not signed.
 * @param key schema of the sort key, {@link idKey} for example
 * @returns the key, null without a cursor, or a 400 for one that is made up
 */
export function decodeCursor<Key extends z.ZodType>(
  cursor: string | undefined,
  key: Key,
): z.output<Key> | null | Problem {
  if (cursor === undefined) return null;
  const bad = invalidRequest([
    { field: 'query.cursor', code: 'invalid_cursor', message: 'Must be a `nextCursor` of this list' },
  ]);
  try {
    const parsed = key.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : bad;
  } catch {
    return bad; // not JSON: the only thing that throws here
  }
}

interface ListOf<Row, Key, Item> {
  /** @param from sort key of the last row shown, null at the start @param limit one more than is shown, to know of a next page */
  find(from: Key | null, limit: number): Promise<readonly Row[] | Problem>;
  /** Sort key of a row, as the schema of the key will check it. */
  keyOf(row: Row): readonly CursorValue[];
  /** How rows are shown: looks up for all of them at once what they need. */
  presenter(rows: readonly Row[]): ((row: Row) => Item) | Promise<(row: Row) => Item>;
}

/** The page of a list that `query` asks for. @param key schema of the sort key; a cursor without it is a 400 */
export async function findPage<Key extends z.ZodType, Row, Item>(
  query: { limit: number; cursor?: string | undefined },
  key: Key,
  list: ListOf<Row, z.output<Key>, Item>,
): Promise<Page<Item> | Problem> {
  const from = decodeCursor(query.cursor, key);
  if (isProblem(from)) return from;
  const found = await list.find(from, query.limit + 1);
  if (isProblem(found)) return found;
  return toPage(found, query.limit, list.keyOf, await list.presenter(found));
}

/**
 * Cuts `limit + 1` fetched rows down to a page.
 * @param keyOf sort key of a row, as `decodeCursor` will check it
 */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly CursorValue[],
  present: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(present),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}
