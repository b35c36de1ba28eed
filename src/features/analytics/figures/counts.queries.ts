import { type RawBuilder, sql } from 'kysely';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { Step } from '../../../platform/time/steps.domain.ts';

/** How many events of one name and variant are in one of the requested periods. */
export interface Counted {
  /** Index of the period. */
  n: number;
  name: string;
  variant: string;
  events: number;
}

const DAY_MS = 86_400_000;

interface Pieces {
  quarters: { n: number; from: Date; to: Date }[];
  days: { n: number; from: Date; to: Date }[];
}

/** The whole UTC days of each period, and the pieces before and after them. */
function piecesOf(periods: readonly Step[]): Pieces {
  const pieces: Pieces = { quarters: [], days: [] };
  for (const [n, { from, to }] of periods.entries()) {
    const first = new Date(Math.ceil(from.getTime() / DAY_MS) * DAY_MS);
    const last = new Date(Math.floor(to.getTime() / DAY_MS) * DAY_MS);
    if (first >= last) {
      pieces.quarters.push({ n, from, to });
      continue;
    }
    pieces.days.push({ n, from: first, to: last });
    if (from < first) pieces.quarters.push({ n, from, to: first });
    if (last < to) pieces.quarters.push({ n, from: last, to });
  }
  return pieces;
}

/** `piece (n, from, to)` */
function table(pieces: readonly { n: number; from: Date; to: Date }[]): RawBuilder<unknown> {
  return sql`unnest(${pieces.map(({ n }) => n)}::int[], ${pieces.map(({ from }) => from)}::timestamptz[],
    ${pieces.map(({ to }) => to)}::timestamptz[]) as piece (n, starts_at, ends_at)`;
}

/**
 * Counts events of people in each period. Periods start and end with a quarter of an hour.
 * @param names null for all
 */
export async function countEvents(
  em: Em,
  periods: readonly Step[],
  names: readonly string[] | null,
  machine = false,
): Promise<Counted[]> {
  const { quarters, days } = piecesOf(periods);
  const wanted = names === null ? sql`` : sql`and k.name = any(${names}::text[])`;
  return await rows(
    em,
    sql`select n, name, variant, sum(events)::float8 as events from (
          select piece.n, k.name, k.variant, k.events from ${table(quarters)}
            join event_quarter k on k.at >= piece.starts_at and k.at < piece.ends_at
          where k.machine = ${machine}::boolean ${wanted}
          union all
          select piece.n, k.name, k.variant, k.events from ${table(days)}
            join event_day k on k.day >= (piece.starts_at at time zone 'UTC')::date and k.day < (piece.ends_at at time zone 'UTC')::date
          where k.machine = ${machine}::boolean ${wanted}) counted
        group by 1, 2, 3 order by 1, 2, 3`,
  );
}

/** Counts the events of one person in each period. */
export async function countEventsOf(em: Em, userId: string, periods: readonly Step[]): Promise<Counted[]> {
  const pieces = periods.map(({ from, to }, n) => ({ n, from, to }));
  return await rows(
    em,
    sql`select piece.n, k.name, k.variant, sum(k.events)::float8 as events from ${table(pieces)}
          join user_quarter k on k.user_id = ${userId} and k.at >= piece.starts_at and k.at < piece.ends_at
        group by 1, 2, 3 order by 1, 2, 3`,
  );
}
