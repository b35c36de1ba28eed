import { type RawBuilder, sql } from 'kysely';
import { type Em, row, rows } from '../../platform/db/sql.ts';
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

/** Whole steps of UTC. */
export interface Steps {
  interval: CandleInterval;
  /** Begin of the first. */
  from: Date;
  /** End of the last. */
  to: Date;
}

const trunc = (interval: CandleInterval, time: RawBuilder<unknown>) => sql`date_trunc(${interval}, ${time}, 'UTC')`;
/** Days, weeks and months are added in UTC, whatever the zone of the session. */
const plus = (time: RawBuilder<unknown>, steps: RawBuilder<unknown>, interval: CandleInterval) =>
  sql`date_add(${time}, ${steps} * ${`1 ${interval}`}::interval, 'UTC')`;

/** The steps that the period touches. */
export async function stepsOf(em: Em, interval: CandleInterval, period: { from: Date; to: Date }): Promise<Steps> {
  const last = sql`${period.to}::timestamptz - interval '1 microsecond'`;
  const found = await row<{ from: Date; to: Date }>(
    em,
    sql`select ${trunc(interval, sql`${period.from}::timestamptz`)} as "from",
          ${plus(trunc(interval, last), sql`1`, interval)} as "to"`,
  );
  if (!found) throw new Error('select of the steps returned no row');
  return { interval, ...found };
}

/**
 * The next `limit` steps from the first in which there is a price, in the order asked for; the gaps before them cost one probe
 * of the primary key.
 * @returns null when there is no price in the steps
 */
export async function nextSteps(
  em: Em,
  assetId: number,
  { interval, from, to }: Steps,
  order: Order,
  limit: number,
): Promise<Steps | null> {
  const nearest = sql`(select at from price where asset_id = ${assetId} and at >= ${from} and at < ${to}
    ${byTime(order)} limit 1)`;
  const begin = trunc(interval, sql`nearest.at`);
  const found = await row<{ from: Date; to: Date }>(
    em,
    order === 'asc'
      ? sql`select ${begin} as "from", least(${plus(begin, sql`${limit}::int`, interval)}, ${to}) as "to" from ${nearest} nearest`
      : sql`select greatest(${plus(begin, sql`${1 - limit}::int`, interval)}, ${from}) as "from",
              ${plus(begin, sql`1`, interval)} as "to" from ${nearest} nearest`,
  );
  return found ? { interval, ...found } : null;
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

/** Candles of the steps that have a price, as a statement. Their first and last prices are looked up, not sorted for. */
export function candles(assetId: number, { interval, from, to }: Steps, order: Order): RawBuilder<unknown> {
  const direction = order === 'asc' ? sql`asc` : sql`desc`;
  return sql`
    with step as (
      select ${trunc(interval, sql`at`)} as start, min(at) as first, max(at) as last, max(greatest(high, open, price)) as high,
        min(least(low, open, price)) as low, sum(volume) as volume, count(*)::int as count
      from price where asset_id = ${assetId} and at >= ${from} and at < ${to} group by 1)
    select step.start, coalesce(opening.open, opening.price) as open, step.high, step.low, closing.price as close, step.volume,
      step.count
    from step
      join price opening on opening.asset_id = ${assetId} and opening.at = step.first
      join price closing on closing.asset_id = ${assetId} and closing.at = step.last
    order by step.start ${direction}`;
}

export async function listCandles(em: Em, assetId: number, steps: Steps, order: Order): Promise<Candle[]> {
  return await rows(em, candles(assetId, steps, order));
}
