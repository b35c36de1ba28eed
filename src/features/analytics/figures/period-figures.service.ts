import { type RawBuilder, sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import type { Step } from '../../../platform/time/steps.domain.ts';
import { countPeople } from './active-users.queries.ts';
import { countEvents } from './counts.queries.ts';
import { FLOW_EVENTS, FLOW_NAMES, type Flows, flowsOf } from './definitions.domain.ts';

/** Figures of a period, remembered until a further event in it becomes known. */
export interface PeriodFigures {
  activeUsers: number;
  flows: Flows;
}

interface Known {
  users: number | null;
  flows: Partial<Flows> | null;
}

function table(periods: readonly Step[]): RawBuilder<unknown> {
  return sql`unnest(${periods.map((_, n) => n)}::int[], ${periods.map(({ from }) => from)}::timestamptz[],
    ${periods.map(({ to }) => to)}::timestamptz[]) as period (n, starts_at, ends_at)`;
}

/** Figures remembered by a release that knew fewer of them are counted again. */
function isComplete(flows: Partial<Flows> | null): flows is Flows {
  return flows !== null && FLOW_NAMES.every((name) => name in flows);
}

/** Remembers figures unless the rollups have changed since. The lock waits for a pass that is about to commit. */
async function remember(
  em: Em,
  periods: readonly Step[],
  users: readonly number[],
  flows: readonly (Flows | null)[],
  changes: string,
): Promise<void> {
  await run(
    em,
    sql`insert into active_count as known (starts_at, ends_at, users, flows)
        select distinct on (period.starts_at, period.ends_at) period.starts_at, period.ends_at, (${users}::int[])[period.n + 1],
          ((${flows.map((one) => one && JSON.stringify(one))}::text[])[period.n + 1])::jsonb
        from ${table(periods)}, (select from rollup_state where changes = ${changes}::bigint for share) unchanged
        order by period.starts_at, period.ends_at, period.n
        on conflict (starts_at, ends_at) do update set flows = coalesce(excluded.flows, known.flows)`,
  );
}

async function known(em: Em, periods: readonly Step[]): Promise<{ changes: string | null; found: Known[] }> {
  const read = await row<{ changes: string | null; found: Known[] }>(
    em,
    sql`select (select changes::text from rollup_state) as changes,
          json_agg(json_build_object('users', c.users, 'flows', c.flows) order by period.n) as found
        from ${table(periods)} left join active_count c on c.starts_at = period.starts_at and c.ends_at = period.ends_at`,
  );
  return read ?? { changes: null, found: [] };
}

/**
 * Counts the missing values.
 * @returns them by the index of the period
 */
async function countMissing<Value>(
  periods: readonly Step[],
  isKnown: (n: number) => boolean,
  count: (missing: Step[]) => Promise<Value[]>,
): Promise<Map<number, Value>> {
  const missing = [...periods.keys()].filter((n) => !isKnown(n));
  if (missing.length === 0) return new Map();
  const counted = await count(missing.map((n) => periods[n] as Step));
  return new Map(missing.map((n, at) => [n, counted[at] as Value]));
}

async function countFlows(em: Em, periods: Step[]): Promise<Flows[]> {
  const counted = Map.groupBy(await countEvents(em, periods, FLOW_EVENTS), ({ n }) => n);
  return periods.map((_, n) => flowsOf(counted.get(n) ?? []));
}

/**
 * The figures of each period. Periods start and end with a quarter of an hour. All figures are of one snapshot of the rollups, or
 * of the one before it.
 * @param peopleOnly further periods, of which only people are counted
 * @returns both, in this order
 */
export async function readPeriodFigures(
  em: Em,
  periods: readonly Step[],
  peopleOnly: readonly Step[] = [],
): Promise<{ figures: PeriodFigures[]; people: number[] }> {
  const all = [...periods, ...peopleOnly];
  const { changes, found } = await known(em, all);
  const users = await countMissing(
    all,
    (n) => typeof found[n]?.users === 'number',
    (missing) => countPeople(em, missing),
  );
  const flows = await countMissing(
    periods,
    (n) => isComplete(found[n]?.flows ?? null),
    (missing) => countFlows(em, missing),
  );
  const usersOf = (n: number) => users.get(n) ?? found[n]?.users ?? 0;
  const flowsAt = (n: number) => flows.get(n) ?? (found[n]?.flows as Flows);
  const fresh = [...new Set([...users.keys(), ...flows.keys()])];
  if (fresh.length > 0 && changes !== null) {
    await remember(
      em,
      fresh.map((n) => all[n] as Step),
      fresh.map(usersOf),
      fresh.map((n) => flows.get(n) ?? null),
      changes,
    );
  }
  return {
    figures: periods.map((_, n) => ({ activeUsers: usersOf(n), flows: flowsAt(n) })),
    people: peopleOnly.map((_, n) => usersOf(periods.length + n)),
  };
}
