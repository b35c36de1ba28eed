import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../../platform/db/sql.ts';
import { dayName } from '../../../platform/time/day-name.domain.ts';
import type { Step } from '../../../platform/time/steps.domain.ts';

/**
 * Counts active people exactly. The first and the last day of a period are cut by a mask of quarters, so that a day of any zone is
 * a period too. The counts of periods do not add up to the count of all of them together.
 */

const QUARTERS_A_DAY = 96;

const DAY_MS = 86_400_000;
const QUARTER_MS = DAY_MS / QUARTERS_A_DAY;

/** UTC day of an instant, `2026-03-02`. */

/** A bit mask with ones from one quarter of the day up to another, excluding that one. */
function mask(first: number, end: number): string {
  return '0'.repeat(first) + '1'.repeat(end - first) + '0'.repeat(QUARTERS_A_DAY - end);
}

/** The first and the last day of a period, each with the quarters that belong to it. */
function edgesOf({ from, to }: Step) {
  const first = Math.floor(from.getTime() / DAY_MS) * DAY_MS;
  const last = Math.floor((to.getTime() - 1) / DAY_MS) * DAY_MS;
  const begin = Math.floor((from.getTime() - first) / QUARTER_MS);
  const end = Math.ceil((to.getTime() - last) / QUARTER_MS);
  const whole = first === last;
  return {
    firstDay: dayName(first),
    lastDay: dayName(last),
    firstMask: whole ? mask(begin, end) : mask(begin, QUARTERS_A_DAY),
    lastMask: whole ? mask(begin, end) : mask(0, end),
  };
}

/**
 * `period (n, first_day, last_day, first_mask, last_mask)`. The masks are made here, since the statement would make them again for
 * each person and period.
 */
function table(periods: readonly (Step & { n: number })[]): RawBuilder<unknown> {
  const edges = periods.map(edgesOf);
  return sql`unnest(${periods.map(({ n }) => n)}::int[], ${edges.map(({ firstDay }) => firstDay)}::date[],
    ${edges.map(({ lastDay }) => lastDay)}::date[], ${edges.map(({ firstMask }) => firstMask)}::text[]::bit(96)[],
    ${edges.map(({ lastMask }) => lastMask)}::text[]::bit(96)[]) as period (n, first_day, last_day, first_mask, last_mask)`;
}

const WITHIN = sql`a.day between period.first_day and period.last_day
  and ((a.day > period.first_day and a.day < period.last_day)
    or (a.quarters & case when a.day = period.first_day then period.first_mask else period.last_mask end)
      <> repeat('0', ${QUARTERS_A_DAY})::bit(96))`;

const isOfOneDay = (period: Step) => {
  const { firstDay, lastDay } = edgesOf(period);
  return firstDay === lastDay;
};

/**
 * Counts the people of each period, without remembered counts. A person has one row a day, so within a day rows are people and
 * nothing has to be sorted.
 */
export async function countPeople(em: Em, periods: readonly Step[]): Promise<number[]> {
  const users = periods.map(() => 0);
  const numbered = periods.map((period, n) => ({ ...period, n }));
  for (const [chosen, people] of [
    [numbered.filter(isOfOneDay), sql`count(*)`],
    [numbered.filter((period) => !isOfOneDay(period)), sql`count(distinct a.user_id)`],
  ] as const) {
    if (chosen.length === 0) continue;
    const found = await rows<{ n: number; users: number }>(
      em,
      sql`select period.n, (${people})::int as users from ${table(chosen)} join active_day a on ${WITHIN} group by 1`,
    );
    for (const { n, users: counted } of found) users[n] = counted;
  }
  return users;
}

/** How many of the periods have activity of a person, one period for each day of a zone. */
export async function countActivePeriodsOf(em: Em, userId: string, periods: readonly Step[]): Promise<number> {
  const found = await row<{ days: number }>(
    em,
    sql`select count(distinct period.n)::int as days from ${table(periods.map((period, n) => ({ ...period, n })))}
          join active_day a on a.user_id = ${userId} and ${WITHIN}`,
  );
  return found?.days ?? 0;
}

/**
 * People by the step in which they signed up, and how many of them were active in which step.
 * @returns people of each cohort; `active[cohort][step]`, 0 in steps before the cohort's
 */
export async function countCohorts(em: Em, steps: readonly Step[]): Promise<{ users: number[]; active: number[][] }> {
  const found = await rows<{ cohort: number; n: number | null; users: number }>(
    em,
    sql`with cohort as materialized (
          select u.id as user_id, c.n as cohort
          from unnest(${steps.map((_, n) => n)}::int[], ${steps.map(({ from }) => from)}::timestamptz[],
              ${steps.map(({ to }) => to)}::timestamptz[]) as c (n, starts_at, ends_at)
            join app_user u on u.created_at >= c.starts_at and u.created_at < c.ends_at
          where u.deleted_at is null)
        select cohort, null as n, count(*)::int as users from cohort group by 1
        union all
        select c.cohort, period.n, count(distinct c.user_id)::int as users
        from cohort c join ${table(steps.map((step, n) => ({ ...step, n })))} on period.n >= c.cohort
          join active_day a on a.user_id = c.user_id and ${WITHIN}
        group by 1, 2`,
  );
  const users = steps.map(() => 0);
  const active = steps.map(() => steps.map(() => 0));
  for (const { cohort, n, users: counted } of found) {
    if (n === null) users[cohort] = counted;
    else (active[cohort] as number[])[n] = counted;
  }
  return { users, active };
}
