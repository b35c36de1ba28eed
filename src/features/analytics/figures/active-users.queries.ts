import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { Step } from '../../../platform/time/steps.domain.ts';

/**
 * People who were active, exactly: days are joined with a mask of quarters on the first and the last one, so that a day of any
 * zone is one too. Counts of periods do not add up to that of all of them together.
 */

const QUARTERS_A_DAY = 96;

function table(periods: readonly Step[]): RawBuilder<unknown> {
  return sql`unnest(${periods.map((_, n) => n)}::int[], ${periods.map(({ from }) => from)}::timestamptz[],
    ${periods.map(({ to }) => to)}::timestamptz[]) as period (n, starts_at, ends_at)`;
}

const quarterOf = (instant: RawBuilder<unknown>) => sql`((extract(epoch from ${instant})::bigint % 86400) / 900)::int`;

/** Days and quarters that a period begins and ends with: `first_day, last_day, first_quarter, last_quarter`. */
const EDGES = sql`cross join lateral (
  select (period.starts_at at time zone 'UTC')::date as first_day,
    ((period.ends_at - interval '1 second') at time zone 'UTC')::date as last_day,
    ${quarterOf(sql`period.starts_at`)} as first_quarter,
    ${quarterOf(sql`period.ends_at - interval '1 second'`)} as last_quarter) edge`;

const MASK = sql`(repeat('0', case when a.day = edge.first_day then edge.first_quarter else 0 end)
  || repeat('1', case when a.day = edge.last_day then edge.last_quarter + 1 else ${QUARTERS_A_DAY} end
      - case when a.day = edge.first_day then edge.first_quarter else 0 end)
  || repeat('0', ${QUARTERS_A_DAY} - case when a.day = edge.last_day then edge.last_quarter + 1 else ${QUARTERS_A_DAY} end))::bit(96)`;

const WITHIN = sql`a.day between edge.first_day and edge.last_day
  and ((a.day > edge.first_day and a.day < edge.last_day) or (a.quarters & ${MASK}) <> repeat('0', ${QUARTERS_A_DAY})::bit(96))`;

async function count(em: Em, periods: readonly Step[]): Promise<number[]> {
  const found = await rows<{ n: number; users: number }>(
    em,
    sql`select period.n, count(distinct a.user_id)::int as users from ${table(periods)} ${EDGES}
          join active_day a on ${WITHIN} group by 1`,
  );
  const users = periods.map(() => 0);
  for (const { n, users: counted } of found) users[n] = counted;
  return users;
}

/** Remembers counts unless the rollups have changed since; the lock lets a pass that is under way commit first. */
async function remember(em: Em, periods: readonly Step[], users: readonly number[], changes: string): Promise<void> {
  await run(
    em,
    sql`insert into active_count (starts_at, ends_at, users)
        select period.starts_at, period.ends_at, (${users}::int[])[period.n + 1] from ${table(periods)},
          (select from rollup_state where changes = ${changes}::bigint for share) unchanged
        on conflict (starts_at, ends_at) do nothing`,
  );
}

/** How many people were active in each of the periods, which begin and end with a quarter of an hour. */
export async function countActiveUsers(em: Em, periods: readonly Step[]): Promise<number[]> {
  const before = await row<{ changes: string; known: (number | null)[] }>(
    em,
    sql`select (select changes::text from rollup_state) as changes, array_agg(c.users order by period.n) as known
        from ${table(periods)} left join active_count c on c.starts_at = period.starts_at and c.ends_at = period.ends_at`,
  );
  const known = before?.known ?? [];
  const unknown = [...periods.keys()].filter((n) => typeof known[n] !== 'number');
  if (unknown.length === 0) return known as number[];
  const missing = unknown.map((n) => periods[n] as Step);
  const counted = await count(em, missing);
  if (before) await remember(em, missing, counted, before.changes);
  const answers = [...known];
  for (const [at, n] of unknown.entries()) answers[n] = counted[at] as number;
  return answers as number[];
}

/** On how many days of a zone a person was active, one period for each day. */
export async function countActivePeriodsOf(em: Em, userId: string, periods: readonly Step[]): Promise<number> {
  const found = await row<{ days: number }>(
    em,
    sql`select count(distinct period.n)::int as days from ${table(periods)} ${EDGES}
          join active_day a on a.user_id = ${userId} and ${WITHIN}`,
  );
  return found?.days ?? 0;
}
