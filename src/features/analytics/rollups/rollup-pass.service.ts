import { sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { transact } from '../../../platform/db/transaction.ts';
import { isArchived } from '../archive/archive.queries.ts';
import { addEvents, firstIdAtSql, forgetMinutes, removeDay } from './rollups.queries.ts';

/** Transactions that one pass takes at most, those of other databases of the cluster included: a pass stays short. */
const MAX_TRANSACTIONS = 50_000;
/** Events are at most a week old when they are stored; the rest is for transactions that began before they wrote. */
const LOOKBACK = sql`interval '9 days'`;
/** No id is of a later time, whatever the clock of its maker: the partitions made ahead are not looked at. */
const LOOKAHEAD = sql`interval '1 day'`;
/** The id of an event is drawn after its transaction began, which is its time. */
const SLACK = sql`interval '1 hour'`;

interface State {
  /** 64 bits as text, as all transaction ids here. */
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
  /** Events that it added. */
  events: number;
  /** There is more to add than one pass takes. */
  more: boolean;
}

/**
 * Every transaction below `horizon` has committed or rolled back, so no row below it will appear any more. Figures of the system's own
 * events are complete until the oldest transaction began that is still open, since that is their time.
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

/** Computes a day from its rows that passes have seen, unless some of them are gone, and moves on to the next. */
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
 * Under the lock of the state, which who drops events takes too.
 * @returns how many events the day has; null, and nothing is changed, when they are not all kept any more
 */
async function rebuildDay(tx: Em, day: string, watermark: string): Promise<number | null> {
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
 * Begins with all rows that there are: the first pass ever, and the first one in a cluster to which the database was restored,
 * where transaction ids start again below the watermark and events would be passed over for ever.
 */
async function startAgain(tx: Em, { horizon, cluster }: Horizon): Promise<void> {
  // Restored rows have transactions of the old cluster; ended ones of this are counted with their day too.
  await run(tx, sql`update event set txid = 0 where txid >= ${horizon}::bigint`);
  await run(
    tx,
    sql`update rollup_state set watermark = ${horizon}::bigint, cluster = ${cluster}::bigint, passed_at = now(),
          rebuild_day = (select (to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0)
            at time zone 'UTC')::date from event order by id limit 1)`,
  );
}

async function lockState(tx: Em): Promise<State> {
  const state = await row<State>(
    tx,
    sql`select watermark::text as watermark, cluster::text as cluster, rebuild_day::text as rebuild_day from rollup_state for update`,
  );
  if (!state) throw new Error('rollup_state has no row');
  return state;
}

/**
 * Adds the events of all transactions that ended since the last pass to the rollups: late ones, and ones that committed out of
 * order, are added to the quarter they belong to. All of it or nothing is committed, and passes of several workers go one
 * after the other, so it may be killed, repeated and run anywhere.
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

/** Computes one UTC day again from its rows. @returns how many events it has; null, and nothing is changed, when they are gone */
export async function rebuildOne(em: Em, day: string): Promise<number | null> {
  return await transact(em, async (tx) => {
    const { watermark } = await lockState(tx);
    return await rebuildDay(tx, day, watermark);
  });
}
