import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isArchived } from '../archive/archive.queries.ts';
import { addEvents, firstIdAtSql, forgetMinutes, removeDay, SLACK } from './rollups.queries.ts';

/** Transactions of one pass at most, including those of other databases of the cluster, so that a pass stays short. */
const MAX_TRANSACTIONS = 50_000;
/** Events are at most a week old when they are stored. The rest is for transactions that started before they wrote. */
const LOOKBACK = sql`interval '9 days'`;
/** No id has a later time, whatever the clock of its maker, so that partitions made ahead are not read. */
const LOOKAHEAD = sql`interval '1 day'`;

export interface State {
  /** 64 bits as text, like all transaction ids here. */
  watermark: string;
  cluster: string | null;
  rebuild_day: string | null;
}

interface Horizon {
  horizon: string;
  beyond: string;
  cluster: string;
  complete_until: Date;
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
            where datname = current_database() and pid <> pg_backend_pid())) as complete_until`,
  );
  if (!found) throw new Error('The horizon returned no row');
  return found;
}

/** Computes a day from its rows that passes have seen, unless some of them are gone, and sets the next day. */
async function rebuildNext(tx: Em, day: string, watermark: string): Promise<number> {
  const events = (await rebuildDay(tx, day, watermark)) ?? 0;
  await run(
    tx,
    sql`update rollup_state set rebuild_day =
          case when ${day}::date < (now() at time zone 'UTC')::date then ${day}::date + 1 end`,
  );
  return events;
}

/**
 * Computes a day again. Runs under the lock of the state, which a drop of events takes too.
 * @returns how many events the day has; null, and nothing is changed, when some of them are gone
 */
export async function rebuildDay(tx: Em, day: string, watermark: string): Promise<number | null> {
  if (await isArchived(tx, day)) return null;
  const from = sql`(${day}::date::timestamp at time zone 'UTC')`;
  const to = sql`((${day}::date + 1)::timestamp at time zone 'UTC')`;
  await removeDay(tx, day);
  await run(tx, sql`update rollup_state set changes = changes + 1`);
  return await addEvents(
    tx,
    sql`e.txid < ${watermark}::bigint and e.occurred_at >= ${from} and e.occurred_at < ${to}
      and e.id >= ${firstIdAtSql(sql`${from} - ${SLACK}`)} and e.id < ${firstIdAtSql(sql`${to} + ${SLACK}`)}`,
  );
}

/**
 * Starts again from all existing rows. That is needed for the first pass ever, and for the first one in a cluster to which the
 * database was restored: its transaction ids start below the watermark, and new events would be skipped for ever.
 */
async function startAgain(tx: Em, { horizon, cluster }: Horizon): Promise<void> {
  // Restored rows have transaction ids of the old cluster. Rows of ended transactions of this cluster are counted with their day
  // too.
  await run(tx, sql`update event set txid = 0 where txid >= ${horizon}::bigint`);
  await run(
    tx,
    sql`update rollup_state set watermark = ${horizon}::bigint, cluster = ${cluster}::bigint, passed_at = now(),
          rebuild_day = (select (to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
            at time zone 'UTC')::date from event order by id limit 1)`,
  );
}

export async function lockState(tx: Em): Promise<State> {
  const state = await row<State>(
    tx,
    sql`select watermark::text as watermark, cluster::text as cluster, rebuild_day::text as rebuild_day from rollup_state for update`,
  );
  if (!state) throw new Error('rollup_state has no row');
  return state;
}

/**
 * Adds the events of all transactions that ended since the last pass to the rollups. Late events, and events that committed out of
 * order, are added to the quarter that they belong to. A pass commits as a whole or not at all, and passes of several workers run
 * one after the other. So a pass may be killed, repeated and run anywhere.
 */
export async function passOnce(em: Em): Promise<Pass> {
  return await transact(em, async (tx) => {
    const state = await lockState(tx);
    const ahead = await lookAhead(tx);
    if (state.cluster !== ahead.cluster || BigInt(state.watermark) > BigInt(ahead.beyond)) {
      await startAgain(tx, ahead);
      return { events: 0, more: true };
    }
    if (state.rebuild_day !== null) {
      return { events: await rebuildNext(tx, state.rebuild_day, state.watermark), more: true };
    }
    const [from, horizon] = [BigInt(state.watermark), BigInt(ahead.horizon)];
    const more = horizon - from > MAX_TRANSACTIONS;
    const to = more ? from + BigInt(MAX_TRANSACTIONS) : horizon;
    const events =
      to > from
        ? await addEvents(
            tx,
            sql`e.txid >= ${String(from)}::bigint and e.txid < ${String(to)}::bigint
              and e.id >= (select ${firstIdAtSql(sql`passed_at - ${LOOKBACK}`)} from rollup_state)
              and e.id < (select ${firstIdAtSql(sql`now() + ${LOOKAHEAD}`)})`,
          )
        : 0;
    await forgetMinutes(tx);
    await run(
      tx,
      sql`update rollup_state set watermark = ${String(to)}::bigint, changes = changes + least(1, ${events}::int), passed_at = case when ${more} then passed_at else now() end,
            complete_until = case when ${more} then complete_until else ${ahead.complete_until} end`,
    );
    return { events, more };
  });
}

/**
 * Computes one UTC day again from its rows.
 * @returns how many events it has; null, and nothing is changed, when some of them are gone
 */
export async function rebuildOne(em: Em, day: string): Promise<number | null> {
  return await transact(em, async (tx) => {
    const { watermark } = await lockState(tx);
    return await rebuildDay(tx, day, watermark);
  });
}
