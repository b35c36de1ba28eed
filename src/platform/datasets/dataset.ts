/**
 * A table of things that can be exported, as its feature registers it. All SQL in it is constant: the values of a request
 * are read in the statement by {@link setting}, so `COPY`, which takes no parameters, is given none.
 */
export interface Dataset {
  /** Stable name in the API. */
  name: string;
  /** What it is, in words: the title of a file and of a mail. */
  title: string;
  about: string;
  /** `person`: a user's own things, limited by `owned`. `admin`: everything, for admins. */
  audience: 'person' | 'admin';
  columns: readonly [DatasetColumn, ...DatasetColumn[]];
  filters: readonly DatasetFilter[];
  /** `from` clause without the keyword. */
  from: string;
  /** Condition that a row belongs to `setting('owner')` and may be read by them now; for `person` only. */
  owned?: string;
  /** Expression (timestamptz) that a range is compared with. */
  at: string;
  /** Expressions that order rows in one way only, so that the same rows always give the same bytes. */
  order: string;
}

/**
 * - `id`: a UUID or a code of ours, never a text that a user wrote
 * - `text`: what a user may have written
 * - `integer`: up to 2^53; `bigint` may be greater and is a text in JSON
 * - `instant`: timestamptz, shown with the offset of the zone that was asked for
 */
export type ColumnType = 'id' | 'text' | 'integer' | 'bigint' | 'number' | 'boolean' | 'instant' | 'json';

export interface DatasetColumn {
  /** camelCase, as in the API. */
  name: string;
  type: ColumnType;
  /** Expression over `from`. */
  sql: string;
}

export interface DatasetFilter {
  name: string;
  about: string;
  /** The values it may have; `uuid` and `text` for any. */
  values: readonly string[] | 'uuid' | 'text';
  /** Condition over `from`, which reads the value by `setting('filter_<name>')`. */
  sql: string;
}

/** The expression (text) of a value of the request, such as `setting('owner')`. */
export function setting(name: string): string {
  return `current_setting('vibe.${name}')`;
}

/** A filter that compares a column with its value. */
export function equals(name: string, column: string, values: DatasetFilter['values'], about: string): DatasetFilter {
  const value = setting(`filter_${name}`);
  return { name, about, values, sql: `${column} = ${values === 'uuid' ? `${value}::uuid` : value}` };
}

/** A column: its name, its type, and its expression. */
export function column(name: string, type: ColumnType, sql: string): DatasetColumn {
  return { name, type, sql };
}

/** The condition that a column (uuid) is the owner. */
export function ownedBy(column: string): string {
  return `${column} = ${setting('owner')}::uuid`;
}
