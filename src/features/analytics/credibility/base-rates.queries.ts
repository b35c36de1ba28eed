import { sql } from 'kysely';
import { type Em, row, rows, run } from '../../../platform/db/sql.ts';
import type { BaseRateOf } from './credibility.domain.ts';

/** Horizons with a base rate each, in hours: a day, a week, a month, a quarter, a year. */
const HORIZONS = [24, 168, 720, 2_160, 8_760] as const;
/** Weight, in calls, by which a base rate is shrunk to one half while there are few prices. */
const PRIOR = 200;
const STALE = sql`interval '1 day'`;

const firstPrice = (asset: string, since: ReturnType<typeof sql>) =>
  sql`(select price, at from price where asset_id = ${sql.raw(asset)} and at >= ${since} and at < ${since} + interval '4 days' order by at limit 1)`;

/** Computed from the prices of all assets over two years, not from calls: the choice of calls says nothing about the market. */
async function computeOne(em: Em, benchmark: string, hours: number): Promise<void> {
  const horizon = sql`make_interval(hours => ${hours})`;
  await run(
    em,
    sql`insert into base_rate as known (horizon_hours, samples, wins)
        select ${hours}, count(*)::int, coalesce(sum(case when abs(excess) <= 0.05 then 0.5 when excess > 0 then 1 else 0 end), 0)
        from (
          select (e.price / nullif(s.price, 0) - be.price / nullif(bs.price, 0)) * 100 as excess
          from (select id from asset where symbol = ${benchmark}) b
            cross join (select id from asset order by id limit 500) a
            cross join generate_series(now() - interval '2 years', now() - ${horizon}, greatest(${horizon}, interval '7 days')) t
            cross join lateral ${firstPrice('a.id', sql`t`)} s
            cross join lateral ${firstPrice('a.id', sql`(t + ${horizon})`)} e
            cross join lateral ${firstPrice('b.id', sql`t`)} bs
            cross join lateral ${firstPrice('b.id', sql`(t + ${horizon})`)} be
          where a.id <> b.id and s.at between bs.at - ${STALE} and bs.at + ${STALE} and e.at between be.at - ${STALE} and be.at + ${STALE}) moves
        on conflict (horizon_hours) do update set samples = excluded.samples, wins = excluded.wins, computed_at = now()`,
  );
}

/** Computes the base rates when they are older than a day. */
export async function refreshBaseRates(em: Em, benchmark: string): Promise<void> {
  const fresh = await row<{ rates: number }>(
    em,
    sql`select count(*)::int as rates from base_rate where computed_at > now() - interval '1 day'`,
  );
  if (fresh?.rates === HORIZONS.length) return;
  for (const hours of HORIZONS) await computeOne(em, benchmark, hours);
}

/** The latest base rates; one half where there are none. */
export async function readBaseRates(em: Em): Promise<BaseRateOf> {
  const found = await rows<{ hours: number; samples: number; wins: number }>(
    em,
    sql`select horizon_hours as hours, samples, wins from base_rate`,
  );
  const up = new Map(found.map(({ hours, samples, wins }) => [hours, (wins + PRIOR / 2) / (samples + PRIOR)]));
  return (direction, hours) => {
    const horizon = HORIZONS.find((one) => hours <= one) ?? HORIZONS[HORIZONS.length - 1];
    const rate = up.get(horizon as number) ?? 0.5;
    return direction === 'up' ? rate : 1 - rate;
  };
}
