import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { rebuildDay } from './rebuild-day.service.ts';
import { addEvents, firstIdAtSql, forgetMinutes, lockState } from './rollups.queries.ts';

/** Transactions of one pass at most, including those of other databases of the cluster, so that a pass stays short. */
const MAX_TRANSACTIONS = 50_000;
/** Events of one pass, so that its statement takes seconds at most. */
const EVENTS_PER_PASS = 200_000;
/** The queue of client events writes so many at once; nothing else writes more. */
const EVENTS_PER_TRANSACTION = 1_000;
/** Events are at most a week old when they are stored. The rest is for transactions that started before they wrote. */
const LOOKBACK = sql`interval '9 days'`;
/** No id has a later time, whatever the clock of its maker, so that partitions made ahead are not read. */
const LOOKAHEAD = sql`interval '1 day'`;

interface Horizon {
  horizon: string;
  beyond: string;
  cluster: string;
  complete_until: Date;
  /** Ids of the events that a pass may find, from the first until before the last: they bound the partitions. */
  first_id: string;
  last_id: string;
}

export interface Pass {
  /** How many events the pass added. */
  events: number;
  /** More events are left than one pass adds. */
  more: boolean;
}

/**
 * Every transaction below `horizon` has committed or rolled back, so no further row below it will appear. The time of a system
 * event is the start of its transaction. So figures of system events are complete until the start of the oldest open transaction.
 */
async function lookAhead(tx: Em): Promise<Horizon> {
  const found = await row<Horizon>(
    tx,
    sql`select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, pg_snapshot_xmax(pg_current_snapshot())::text as beyond,
          (select system_identifier::text from pg_control_system()) as cluster,
          least(now(), (select min(xact_start) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid())) as complete_until,
          ${firstIdAtSql(sql`passed_at - ${LOOKBACK}`)}::text as first_id, ${firstIdAtSql(sql`now() + ${LOOKAHEAD}`)}::text as last_id
        from rollup_state`,
  );
  if (!found) throw new Error('The horizon returned no row');
  return found;
}

/**
 * Has Postgres plan the statements of a pass for its transactions and its days, and find rows by the BRIN index on `txid`. A plan for any
 * values takes the days for a narrow choice among the ids and reads them all. And how much that index saves Postgres learns from how well
 * the values follow the order of the rows: nothing where all are equal, as in a day that was imported.
 */
async function findByTransaction(tx: Em): Promise<void> {
  await run(
    tx,
    sql`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_seqscan', 'off', true)`,
  );
}

/** Computes a day that was restored, and sets the next one. */
async function rebuildNext(em: Em, day: string): Promise<number> {
  const events = (await rebuildDay(em, day, { restored: true })) ?? 0;
  await run(
    em,
    sql`update rollup_state set rebuild_day =
          case when ${day}::date <= (now() at time zone 'UTC')::date then ${day}::date + 1 end where rebuild_day = ${day}::date`,
  );
  return events;
}

/**
 * Starts again from all existing rows. That is needed for the first pass ever, and for the first one in a cluster to which the
 * database was restored: its transaction ids start below the watermark, and new events would be skipped for ever. Restored rows have
 * transaction ids of the old cluster until their day is computed. No pass adds events before all days are.
 */
async function startAgain(tx: Em, { horizon, cluster }: Horizon): Promise<void> {
  await run(
    tx,
    sql`update rollup_state set watermark = ${horizon}::bigint, cluster = ${cluster}::bigint, passed_at = now(),
          rebuild_day = (select (to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
            at time zone 'UTC')::date - 1 from event order by id limit 1)`,
  );
}

/** The condition for the events of transactions. */
const areOf = ({ first_id, last_id }: Horizon, from: bigint, to: bigint) =>
  sql`e.txid >= ${String(from)}::bigint and e.txid < ${String(to)}::bigint and e.id >= ${first_id}::uuid and e.id < ${last_id}::uuid`;

/** The transaction before which a pass ends: the horizon, unless so many have more events than a pass adds. */
async function endOfPass(tx: Em, ahead: Horizon, from: bigint, eventsPerPass: number): Promise<bigint> {
  const horizon = BigInt(ahead.horizon);
  // So few cannot have more, and need not be counted first.
  if (Number(horizon - from) * EVENTS_PER_TRANSACTION <= eventsPerPass) return horizon;
  const last = from + BigInt(MAX_TRANSACTIONS);
  const end = last < horizon ? last : horizon;
  const full = await row<{ txid: string }>(
    tx,
    sql`select e.txid::text as txid from event e where ${areOf(ahead, from, end)} order by e.txid offset ${eventsPerPass}::int limit 1`,
  );
  if (!full) return end;
  // A transaction is added as a whole, whatever it has.
  return BigInt(full.txid) > from ? BigInt(full.txid) : from + 1n;
}

/**
 * Adds the events of all transactions that ended since the last pass to the rollups. Late events, and events that committed out of
 * order, are added to the quarter that they belong to. A pass commits as a whole or not at all, and passes of several workers run
 * one after the other. So a pass may be killed, repeated and run anywhere.
 */
export async function passOnce(em: Em, eventsPerPass = EVENTS_PER_PASS): Promise<Pass> {
  const pass = await transact(em, async (tx): Promise<Pass | { day: string }> => {
    const state = await lockState(tx);
    const ahead = await lookAhead(tx);
    if (state.cluster !== ahead.cluster || BigInt(state.watermark) > BigInt(ahead.beyond)) {
      await startAgain(tx, ahead);
      return { events: 0, more: true };
    }
    if (state.rebuild_day !== null) return { day: state.rebuild_day };
    await findByTransaction(tx);
    const [from, horizon] = [BigInt(state.watermark), BigInt(ahead.horizon)];
    const to = await endOfPass(tx, ahead, from, eventsPerPass);
    const more = to < horizon;
    const events = to > from ? await addEvents(tx, areOf(ahead, from, to)) : 0;
    await forgetMinutes(tx);
    await run(
      tx,
      sql`update rollup_state set watermark = ${String(to)}::bigint, changes = changes + least(1, ${events}::int), passed_at = case when ${more} then passed_at else now() end,
            complete_until = case when ${more} then complete_until else ${ahead.complete_until} end`,
    );
    return { events, more };
  });
  return 'day' in pass ? { events: await rebuildNext(em, pass.day), more: true } : pass;
}
