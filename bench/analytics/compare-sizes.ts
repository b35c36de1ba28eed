import { sql } from 'kysely';
import pg from 'pg';
import { passOnce } from '../../src/features/analytics/rollups/rollup-pass.service.ts';
import { run } from '../../src/platform/db/sql.ts';
import { catchUp } from '../../test/features/analytics/catch-up.ts';
import { ask } from '../../test/support/http.ts';
import { type Figure, figure, median, percentile } from '../support/figures.ts';
import { countOf, fillHistory, timed } from './history.ts';
import { openSide, type Side } from './side.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/New_York'];

/** Two hundred mixed questions about the last month. */
function questions(): string[] {
  return Array.from({ length: 200 }, (_, n) => {
    const interval = ['hour', 'day', 'week'][n % 3] as string;
    const days = interval === 'hour' ? 1 + (n % 7) : 2 + (n % 28);
    const to = Date.UTC(2020, 0, 1) + Math.floor((Date.now() - Date.UTC(2020, 0, 1)) / 3_600_000 - n) * 3_600_000;
    const query = {
      interval,
      tz: ZONES[n % ZONES.length] as string,
      from: new Date(to - days * 86_400_000).toISOString(),
      to: new Date(to).toISOString(),
    };
    return `/api/analytics/platform?${new URLSearchParams(query)}`;
  });
}

async function benchReads(side: Side): Promise<{ cold: number; remembered: number; p50: number }> {
  const times: Record<'cold' | 'remembered', number[]> = { cold: [], remembered: [] };
  for (const path of questions()) {
    for (const kind of ['cold', 'remembered'] as const) {
      const answer = await ask('GET', `${side.api.url}${path}`, { token: side.token });
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      times[kind].push(answer.ms);
    }
  }
  return {
    cold: percentile(times.cold, 0.99),
    remembered: percentile(times.remembered, 0.99),
    p50: median(times.remembered),
  };
}

/** A pass over a thousand new events, and what a materialized view of the same sums costs. */
async function comparePass(side: Side, rounds: number): Promise<{ pass: number; view: number }> {
  // The statements of the view have no limit, unlike those of passes.
  const client = new pg.Client(side.env.DATABASE_URL);
  await client.connect();
  await client.query(
    `create materialized view sums as select date_bin('15 minutes', occurred_at, 'epoch') as at, name, count(*) as events, count(distinct user_id) as users from event group by 1, 2`,
  );
  const [passes, views]: number[][] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    await run(
      side.em(),
      sql`insert into event (name, user_id) select 'post.liked', uuidv7() from generate_series(1, 1000)`,
    );
    passes?.push(await timed(() => passOnce(side.em())));
    views?.push(await timed(() => client.query('refresh materialized view sums')));
  }
  await client.end();
  return { pass: median(passes ?? []), view: median(views ?? []) };
}

async function measure(events: number, rounds: number) {
  const side = await openSide();
  await fillHistory(side.em(), events, 5_000);
  const counted = await timed(() => catchUp(side.em));
  process.stderr.write(`${await countOf(side.em())} events counted from scratch in ${Math.round(counted)} ms\n`);
  const measured = { ...(await benchReads(side)), ...(await comparePass(side, rounds)) };
  process.stderr.write(`${events} events: ${JSON.stringify(measured)}\n`);
  await side.close();
  return measured;
}

/** Reads and passes with few and with many events. */
export async function compareSizes(rounds: number, small: number, large: number): Promise<Figure[]> {
  const few = await measure(small, rounds);
  const many = await measure(large, rounds);
  const about = `${large} events against ${small}`;
  return [
    figure(`platform, remembered, p99, ${about}`, 'ms', many.remembered, few.remembered, 200),
    figure(`platform, remembered, median, ${about}`, 'ms', many.p50, few.p50, 200),
    figure(`platform, cold, p99, ${about}`, 'ms', many.cold, few.cold, 200),
    figure(`pass over 1,000 events, ${about}`, 'ms', many.pass, few.pass, rounds),
    figure(`refresh of a materialized view against a pass, ${large} events`, 'ms', many.view, many.pass, rounds),
  ];
}
