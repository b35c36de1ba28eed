import { sql } from 'kysely';
import { type Em, row, rows, run } from '../db/sql.ts';
import { transact } from '../db/transaction.ts';
import { Histogram } from './histogram.ts';
import { joinSamples, type SampleFigures } from './sample.ts';

/** Steps of the history in seconds, each joined from the one before, and for how many days they are kept. */
export const STEPS = [
  { step: 10, days: 1 },
  { step: 60, days: 7 },
  { step: 600, days: 90 },
] as const;

/** Samples of the last window may still be on their way. */
const GRACE_S = 30;
/** Windows in a transaction. After an outage the rest is for the next rounds. */
const MAX_WINDOWS = 30;

interface Window {
  from: Date;
  to: Date;
}

interface RouteRow {
  instance_id: string;
  route: string;
  requests: number;
  refused: number;
  errors: number;
  sum_ms: number;
  first: number;
  buckets: number[];
}

const secondsOf = (step: number) => sql`make_interval(secs => ${step}::int)`;

/**
 * The next window to join, under the lock of the step; null while it is not over, the step below has not come so far, or another
 * process joins it.
 */
async function nextWindow(tx: Em, step: number, below: number): Promise<Window | null> {
  const found = await row<Window & { due: boolean }>(
    tx,
    sql`select joined_until as "from", joined_until + ${secondsOf(step)} as "to",
          joined_until + ${secondsOf(step)} <= now() - ${secondsOf(GRACE_S)}
            and not exists (select from metric_join below where below.step = ${below}
              and below.joined_until < upper.joined_until + ${secondsOf(step)}) as due
        from metric_join upper where step = ${step} for update skip locked`,
  );
  return found?.due ? found : null;
}

async function joinFigures(tx: Em, step: number, below: number, { from, to }: Window): Promise<void> {
  const source = below === 10 ? sql`metric_sample where true` : sql`metric_history where step = ${below}`;
  const found = await rows<{ instance_id: string; figures: SampleFigures }>(
    tx,
    sql`select instance_id, figures from ${source} and at >= ${from} and at < ${to} order by at`,
  );
  const byInstance = Map.groupBy(found, ({ instance_id }) => instance_id);
  for (const [instanceId, samples] of byInstance) {
    const joined = joinSamples(samples.map(({ figures }) => figures));
    await run(
      tx,
      sql`insert into metric_history (step, at, instance_id, figures)
          values (${step}, ${from}, ${instanceId}, ${JSON.stringify(joined)}::jsonb) on conflict do nothing`,
    );
  }
}

async function joinRoutes(tx: Em, step: number, below: number, { from, to }: Window): Promise<void> {
  const found = await rows<RouteRow>(
    tx,
    sql`select instance_id, route, requests, refused, errors, sum_ms, first, buckets
        from route_sample where step = ${below} and at >= ${from} and at < ${to}`,
  );
  const joined = [...Map.groupBy(found, (each) => `${each.instance_id} ${each.route}`).values()].map((same) => {
    const histogram = new Histogram();
    for (const { first, buckets } of same) histogram.merge({ first, counts: buckets });
    const total = (of: (each: RouteRow) => number) => same.reduce((sum, each) => sum + of(each), 0);
    const { first, counts } = histogram.buckets();
    return {
      instance_id: same[0]?.instance_id,
      route: same[0]?.route,
      requests: total(({ requests }) => requests),
      refused: total(({ refused }) => refused),
      errors: total(({ errors }) => errors),
      sum_ms: total(({ sum_ms }) => sum_ms),
      first,
      buckets: counts,
    };
  });
  await insertRoutes(tx, step, from, joined);
}

/** @param joined as columns are named */
export async function insertRoutes(em: Em, step: number, at: Date, joined: readonly object[]): Promise<void> {
  if (joined.length === 0) return;
  await run(
    em,
    sql`insert into route_sample (step, at, instance_id, route, requests, refused, errors, sum_ms, first, buckets)
        select ${step}::int, ${at}::timestamptz, r.instance_id, r.route, r.requests, r.refused, r.errors, r.sum_ms, r.first, r.buckets
        from jsonb_to_recordset(${JSON.stringify(joined)}::jsonb) as r (instance_id uuid, route text, requests int, refused int,
          errors int, sum_ms double precision, first int, buckets int[])
        on conflict do nothing`,
  );
}

/**
 * Joins samples to minutes, and minutes to tens of minutes. Each window is one transaction that moves the mark, so a kill loses
 * nothing and a window is joined once, however many processes do it.
 */
export async function joinHistory(em: Em): Promise<void> {
  for (const [index, { step }] of STEPS.entries()) {
    const below = STEPS[index - 1]?.step;
    if (below === undefined) continue;
    for (let windows = 0; windows < MAX_WINDOWS; windows += 1) {
      const joined = await transact(em, async (tx) => {
        const window = await nextWindow(tx, step, below);
        if (window === null) return false;
        await joinFigures(tx, step, below, window);
        await joinRoutes(tx, step, below, window);
        await run(tx, sql`update metric_join set joined_until = ${window.to} where step = ${step}`);
        return true;
      });
      if (!joined) break;
    }
    // What was sampled before an outage of days is not kept any more.
    await run(
      em,
      sql`update metric_join set joined_until = date_bin(${secondsOf(step)}, now() - interval '1 day', 'epoch')
          where step = ${step} and joined_until < now() - interval '25 hours'`,
    );
  }
}

/** Deletes what is too old. */
export async function purgeHistory(em: Em): Promise<void> {
  for (const { step, days } of STEPS) {
    const before = sql`now() - make_interval(days => ${days}::int)`;
    await run(em, sql`delete from metric_history where step = ${step} and at < ${before}`);
    await run(em, sql`delete from route_sample where step = ${step} and at < ${before}`);
  }
}
