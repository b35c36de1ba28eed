import { type RawBuilder, sql } from 'kysely';
import type { Period } from '../../../platform/db/period.ts';
import { type Em, rows } from '../../../platform/db/sql.ts';
import type { CandleInterval } from './prices.schema.ts';

export type Order = 'asc' | 'desc';

export interface StoredPrice {
  /** Microseconds since 1970. */
  micros: number;
  price: number;
  open: number | null;
  high: number | null;
  low: number | null;
  volume: number | null;
}

export interface RawFilter {
  assetId: number;
  from: string | undefined;
  to: string | undefined;
  /** Microseconds since 1970 of the last price of the page before. */
  after: number | undefined;
  order: Order;
  limit: number;
}

const micros = (time: RawBuilder<unknown>) => sql`(extract(epoch from ${time}) * 1000000)::float8`;
const instant = (microseconds: number) => sql`to_timestamp(${microseconds}::float8 / 1000000)`;
const byTime = (order: Order) => (order === 'asc' ? sql`order by at` : sql`order by at desc`);

/** Prices as they were stored, as a statement, to be run or explained. */
export function rawPrices({ assetId, from, to, after, order, limit }: RawFilter): RawBuilder<unknown> {
  const where = [sql`asset_id = ${assetId}`];
  if (from !== undefined) where.push(sql`at >= ${from}::timestamptz`);
  if (to !== undefined) where.push(sql`at < ${to}::timestamptz`);
  if (after !== undefined) where.push(order === 'asc' ? sql`at > ${instant(after)}` : sql`at < ${instant(after)}`);
  return sql`select ${micros(sql`at`)} as micros, price, open, high, low, volume
    from price where ${sql.join(where, sql` and `)} ${byTime(order)} limit ${limit}`;
}

export async function listPrices(em: Em, filter: RawFilter): Promise<StoredPrice[]> {
  return await rows(em, rawPrices(filter));
}

const trunc = (interval: CandleInterval, time: RawBuilder<unknown>) => sql`date_trunc(${interval}, ${time}, 'UTC')`;
/** Days, weeks and months are added in UTC, whatever the zone of the session. */
const next = (interval: CandleInterval, time: RawBuilder<unknown>) =>
  sql`date_add(${time}, ${`1 ${interval}`}::interval, 'UTC')`;

export interface CandleFilter {
  assetId: number;
  interval: CandleInterval;
  /** The steps that it touches, as a whole. */
  period: Period;
  /** Microseconds since 1970 of the start of the last step of the page before. */
  after: number | undefined;
  order: Order;
  limit: number;
}

export interface Candle {
  start: Date;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number | null;
  count: number;
}

/**
 * Candles of the steps that have a price, as a statement. It goes from step to step by the primary key, so that a gap costs one
 * probe however long it is, and reads the prices of as many steps as are asked for. First and last prices are looked up, not
 * sorted for.
 */
export function candles({ assetId, interval, period, after, order, limit }: CandleFilter): RawBuilder<unknown> {
  const from = trunc(interval, sql`${period.from}::timestamptz`);
  const to = next(interval, trunc(interval, sql`${period.to}::timestamptz - interval '1 microsecond'`));
  const nearest = (beyond: RawBuilder<unknown>) => sql`(
    select ${trunc(interval, sql`at`)} from price
    where asset_id = ${assetId} and at >= ${from} and at < ${to} and ${beyond} ${byTime(order)} limit 1)`;
  const beyond = (start: RawBuilder<unknown>) =>
    order === 'asc' ? sql`at >= ${next(interval, start)}` : sql`at < ${start}`;
  const first = after === undefined ? sql`true` : beyond(instant(after));
  return sql`
    with recursive step (start) as (
      select ${nearest(first)}
      union all
      select ${nearest(beyond(sql`step.start`))} from step where step.start is not null),
    chosen as (select start from step where start is not null limit ${limit})
    select chosen.start, coalesce(opening.open, opening.price) as open, figures.high, figures.low, closing.price as close,
      figures.volume, figures.count
    from chosen
      cross join lateral (
        select min(at) as first, max(at) as last, max(greatest(high, open, price)) as high,
          min(least(low, open, price)) as low, sum(volume) as volume, count(*)::int as count
        from price where asset_id = ${assetId} and at >= chosen.start and at < ${next(interval, sql`chosen.start`)}) figures
      join price opening on opening.asset_id = ${assetId} and opening.at = figures.first
      join price closing on closing.asset_id = ${assetId} and closing.at = figures.last
    order by chosen.start ${order === 'asc' ? sql`asc` : sql`desc`}`;
}

export async function listCandles(em: Em, filter: CandleFilter): Promise<Candle[]> {
  return await rows(em, candles(filter));
}
