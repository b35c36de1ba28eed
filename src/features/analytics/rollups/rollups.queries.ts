import { type RawBuilder, sql } from 'kysely';
import { type Em, row, run } from '../../../platform/db/sql.ts';
import { NOT_ACTIVITY } from '../../events/events.contract.ts';

/** A quarter of an hour: the days of all zones of the world start at one. */
const QUARTER = sql`interval '15 minutes'`;
export const QUARTERS_OF_DAY = 96;

/** An id that is not greater than any made at the instant or later. */
export const firstIdAtSql = (instant: RawBuilder<unknown>) =>
  sql`(lpad(to_hex(floor(extract(epoch from ${instant}) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid`;

/** The id of an event is drawn after its transaction began, which is its time. */
const SLACK = sql`interval '1 hour'`;

/** The condition for the rows of `event e` that happened from one time until another. Their ids find the partitions. */
export const happenedIn = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
  sql`e.occurred_at >= ${from} and e.occurred_at < ${to}
    and e.id >= ${firstIdAtSql(sql`${from} - ${SLACK}`)} and e.id < ${firstIdAtSql(sql`${to} + ${SLACK}`)}`;

/**
 * Adds events to the rollups, in one statement. It decides what every figure is made of, for a pass and for a rebuild alike.
 * @param which condition on `e`, a row of `event`; it must bound `e.id`, or every partition is read
 * @returns how many there were
 */
export async function addEvents(tx: Em, which: RawBuilder<unknown>): Promise<number> {
  const added = await row<{ events: number }>(
    tx,
    sql`with fresh as materialized (
          select date_bin(${QUARTER}, e.occurred_at, 'epoch') as at, date_trunc('minute', e.occurred_at) as minute,
            (e.occurred_at at time zone 'UTC')::date as day,
            (floor(extract(epoch from e.occurred_at))::bigint % 86400 / 900)::int as quarter,
            case when e.source = 'system' or n.name is not null then e.name else '(other)' end as name,
            case when e.name = 'post.created' then coalesce(e.properties ->> 'sentiment', '') else '' end as variant,
            case when e.name = 'post.created' then e.properties -> 'assetIds' end as asset_ids,
            e.machine, e.user_id,
            e.user_id is not null and not e.machine and e.source <> 'server' and e.name <> all(${NOT_ACTIVITY}::text[]) as activity
          from event e left join event_name n on e.source <> 'system' and n.name = e.name
          where ${which}),
        by_quarter as (
          insert into event_quarter as known (at, name, variant, machine, events)
          select at, name, variant, machine, count(*) from fresh group by 1, 2, 3, 4
          on conflict (at, name, variant, machine) do update set events = known.events + excluded.events),
        by_day as (
          insert into event_day as known (day, name, variant, machine, events)
          select day, name, variant, machine, count(*) from fresh group by 1, 2, 3, 4
          on conflict (day, name, variant, machine) do update set events = known.events + excluded.events),
        active as (
          insert into active_day as known (day, user_id, quarters)
          select day, user_id, bit_or(set_bit(repeat('0', 96)::bit(96), quarter, 1)) from fresh where activity group by 1, 2
          on conflict (day, user_id) do update set quarters = known.quarters | excluded.quarters),
        forgotten as (
          delete from active_count c using (select distinct at from fresh where not machine) touched
          where touched.at >= c.starts_at and touched.at < c.ends_at),
        by_user as (
          insert into user_quarter as known (user_id, at, name, variant, events)
          select user_id, at, name, variant, count(*) from fresh where user_id is not null and not machine group by 1, 2, 3, 4
          on conflict (user_id, at, name, variant) do update set events = known.events + excluded.events),
        by_asset as (
          insert into asset_quarter as known (at, asset_id, posts)
          select at, id::int, count(*) from fresh, jsonb_array_elements_text(asset_ids) as id
          where jsonb_typeof(asset_ids) = 'array' and not machine group by 1, 2
          on conflict (at, asset_id) do update set posts = known.posts + excluded.posts),
        by_minute as (
          insert into event_minute as known (at, name, events)
          select minute, name, count(*) from fresh where not machine and minute > now() - interval '2 hours' group by 1, 2
          on conflict (at, name) do update set events = known.events + excluded.events),
        active_by_minute as (
          insert into active_minute (at, user_id)
          select distinct minute, user_id from fresh where activity and minute > now() - interval '2 hours'
          on conflict do nothing)
        select count(*)::int as events from fresh`,
  );
  if (!added) throw new Error('A count returned no row');
  return added.events;
}

/** Quarters of an hour of a UTC day: from `first` until before `end`, of 0 to 96. */
export interface DayPart {
  /** `2026-03-02` */
  day: string;
  first: number;
  end: number;
}

/** When a part of a day begins, and when what follows it does. */
export function boundsOf({ day, first, end }: DayPart): { from: RawBuilder<unknown>; to: RawBuilder<unknown> } {
  const at = (quarter: number) => sql`((${day}::date::timestamp at time zone 'UTC') + ${quarter}::int * ${QUARTER})`;
  return { from: at(first), to: at(end) };
}

/** All quarters of a day. */
export const wholeDay = (day: string): DayPart => ({ day, first: 0, end: QUARTERS_OF_DAY });

/** Takes a part of a day out of the rollups, so that it can be added again. The sums of the day are then those of its other quarters. */
export async function removePart(tx: Em, part: DayPart): Promise<void> {
  const { day, first, end } = part;
  const { from, to } = boundsOf(part);
  const whole = boundsOf(wholeDay(day));
  for (const table of ['event_quarter', 'user_quarter', 'asset_quarter', 'event_minute', 'active_minute']) {
    await run(tx, sql`delete from ${sql.table(table)} where at >= ${from} and at < ${to}`);
  }
  await run(tx, sql`delete from event_day where day = ${day}::date`);
  await run(
    tx,
    sql`insert into event_day (day, name, variant, machine, events)
        select ${day}::date, name, variant, machine, sum(events) from event_quarter
        where at >= ${whole.from} and at < ${whole.to} group by name, variant, machine`,
  );
  const others = sql`${'1'.repeat(first) + '0'.repeat(end - first) + '1'.repeat(QUARTERS_OF_DAY - end)}::bit(96)`;
  await run(
    tx,
    sql`delete from active_day where day = ${day}::date and quarters & ${others} = ${'0'.repeat(QUARTERS_OF_DAY)}::bit(96)`,
  );
  await run(
    tx,
    sql`update active_day set quarters = quarters & ${others} where day = ${day}::date and quarters & ${others} <> quarters`,
  );
  await run(tx, sql`delete from active_count where starts_at < ${to} and ends_at > ${from}`);
}

export interface RollupState {
  /** 64 bits as text, like all transaction ids here. */
  watermark: string;
  cluster: string | null;
  rebuild_day: string | null;
}

/** Passes, days that are computed again and drops of events run one after the other: each holds this row. */
export async function lockState(tx: Em): Promise<RollupState> {
  const state = await row<RollupState>(
    tx,
    sql`select watermark::text as watermark, cluster::text as cluster, rebuild_day::text as rebuild_day from rollup_state for update`,
  );
  if (!state) throw new Error('rollup_state has no row');
  return state;
}

/** Deletes counts by the minute that realtime no longer needs. */
export async function forgetMinutes(tx: Em): Promise<void> {
  await run(tx, sql`delete from event_minute where at < now() - interval '2 hours'`);
  await run(tx, sql`delete from active_minute where at < now() - interval '2 hours'`);
}
