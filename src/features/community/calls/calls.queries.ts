import { type RawBuilder, sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { CallStatus, Direction } from './calls.contract.ts';

/** A row of `post_call`. */
export interface CallRow {
  asset_id: number;
  direction: Direction;
  horizon_hours: number;
  price: number;
  price_at: Date;
  benchmark_asset_id: number | null;
  benchmark_price: number | null;
  benchmark_price_at: Date | null;
  created_at: Date;
  due_at: Date;
  status: CallStatus;
  close: number | null;
  close_at: Date | null;
  change_percent: number | null;
  right: boolean | null;
  benchmark_change_percent: number | null;
  resolved_at: Date | null;
  price_changed_at: Date | null;
  corrected_at: Date | null;
}

const COLUMNS = [
  'asset_id',
  'direction',
  'horizon_hours',
  'price',
  'price_at',
  'benchmark_asset_id',
  'benchmark_price',
  'benchmark_price_at',
  'created_at',
  'due_at',
  'status',
  'close',
  'close_at',
  'change_percent',
  'right',
  'benchmark_change_percent',
  'resolved_at',
  'price_changed_at',
  'corrected_at',
] as const satisfies readonly (keyof CallRow)[];

/** A call beside other columns of a row: each of its own is named `call_…`, all null where there is none. */
export type CallColumns = { [Name in keyof CallRow as `call_${Name}`]: CallRow[Name] | null };

/** The {@link CallColumns} of the table `post_call`, joined under the name `call`. */
export const CALL_COLUMNS: RawBuilder<unknown> = sql.join(
  COLUMNS.map((name) => sql`${sql.ref(`call.${name}`)} as ${sql.ref(`call_${name}`)}`),
);

/** Takes the call out of a joined row. */
export function callOf(joined: CallColumns): CallRow | null {
  if (joined.call_status === null) return null;
  return Object.fromEntries(COLUMNS.map((name) => [name, joined[`call_${name}`]])) as unknown as CallRow;
}

export interface ListedCallRow extends CallColumns {
  post_id: string;
  body: string | null;
}

/** A person's calls, newest first, below `before`. The text is null where the post is deleted. */
export async function listCalls(
  em: Em,
  authorId: string,
  limit: number,
  before: string | null,
): Promise<ListedCallRow[]> {
  const older = before === null ? sql`` : sql`and call.post_id < ${before}`;
  return await rows(
    em,
    sql`select call.post_id, post.body, ${CALL_COLUMNS}
        from post_call call left join post on post.id = call.post_id
        where call.author_id = ${authorId} ${older} order by call.post_id desc limit ${limit}`,
  );
}
