import { sql } from 'kysely';
import { type Em, row } from '../db/sql.ts';

const NAME = 'smtp';

/**
 * Reserves the next sends under a rate that all workers share (GCRA without a burst: what was reserved last says when the next
 * may go out). Without a rate it asks no one.
 * @param perSecond 0 for no limit
 * @returns milliseconds until the first of them may go out
 */
export async function reserveSends(em: Em, perSecond: number, count: number): Promise<number> {
  if (perSecond === 0) return 0;
  const taken = sql`${(count * 1_000) / perSecond} * interval '1 millisecond'`;
  const found = await row<{ wait_ms: number }>(
    em,
    sql`insert into send_pace as pace (name, next_at) values (${NAME}, now() + ${taken})
        on conflict (name) do update set next_at = greatest(pace.next_at, now()) + ${taken}
        returning (extract(epoch from next_at - ${taken} - now()) * 1000)::float8 as wait_ms`,
  );
  return Math.max(0, found?.wait_ms ?? 0);
}
