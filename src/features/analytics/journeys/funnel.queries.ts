import { type RawBuilder, sql } from 'kysely';
import { type Em, row } from '../../../platform/db/sql.ts';
import type { Step } from '../../../platform/time/steps.domain.ts';
import { happenedIn } from '../rollups/rollups.queries.ts';

/** All earlier rows of the same person. */
const BEFORE = sql`over (partition by user_id order by at, id rows between unbounded preceding and 1 preceding)`;

/**
 * A step, computed from the rows of the step before. `begun` is the time of the last first step of the person from which the row
 * was reached. The last one is the best, since it leaves the most time. `reached` is the latest one before the row.
 */
function nextStep(rows: RawBuilder<unknown>, place: number, name: string, withinHours: number): RawBuilder<unknown> {
  const begun = sql.ref(`begun${place}`);
  const [reached, before] = [sql.ref(`reached${place}`), sql.ref(`reached${place - 1}`)];
  return sql`select *, max(${begun}) ${BEFORE} as ${reached} from (
      select *, case when name = ${name} and at <= ${before} + ${withinHours} * interval '1 hour' then ${before} end as ${begun}
      from (${rows}) as ${sql.ref(`rows${place - 1}`)}) as ${sql.ref(`reaching${place}`)}`;
}

/**
 * Counts how many people reached each step, from the events themselves, in one pass in the order of each person.
 * @param steps names in their order
 * @returns people for each step, and the time of the count
 */
export async function countFunnel(
  em: Em,
  steps: readonly string[],
  { from, to }: Step,
  withinHours: number,
): Promise<{ users: number[]; asOf: Date }> {
  const seen = sql`select e.user_id, e.name, e.occurred_at as at, e.id from event e
    where e.name = any(${steps}::text[]) and e.user_id is not null and not e.machine
      and ${happenedIn(sql`${from}::timestamptz`, sql`${to}::timestamptz`)}`;
  const first = sql`select *, max(begun1) ${BEFORE} as reached1 from (
    select *, case when name = ${steps[0]} then at end as begun1 from (${seen}) as seen) as reaching1`;
  const walked = steps.slice(1).reduce((rows, name, index) => nextStep(rows, index + 2, name, withinHours), first);
  const counts = steps.map(
    (_, index) => sql`count(distinct user_id) filter (where ${sql.ref(`begun${index + 1}`)} is not null)::int`,
  );
  const found = await row<{ users: number[]; as_of: Date }>(
    em,
    sql`select array[${sql.join(counts)}] as users, now() as as_of from (${walked}) as walked`,
  );
  if (!found) throw new Error('A count returned no row');
  return { users: found.users, asOf: found.as_of };
}
