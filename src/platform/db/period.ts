import { sql } from 'kysely';
import { type Em, row } from './sql.ts';

/** From `from`, which is in it, until `to`, which is not. */
export interface Period {
  from: Date;
  to: Date;
}

/**
 * The period as asked for (ISO 8601), what is missing filled in: until now by the database's clock, and `days` long.
 * It may be empty or reversed, as it was asked for.
 */
export async function resolvePeriod(
  em: Em,
  asked: { from?: string | undefined; to?: string | undefined },
  days: number,
): Promise<Period> {
  const to = sql`coalesce(${asked.to ?? null}::timestamptz, now())`;
  const found = await row<Period>(
    em,
    sql`select coalesce(${asked.from ?? null}::timestamptz, ${to} - make_interval(days => ${days}::int)) as "from", ${to} as "to"`,
  );
  if (!found) throw new Error('select of the period returned no row');
  return found;
}
