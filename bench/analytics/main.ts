import { sql } from 'kysely';
import pg from 'pg';
import { entities } from '../../src/composition/entities.ts';
import { seedAdmin } from '../../src/features/accounts/admin-seed.service.ts';
import { passOnce } from '../../src/features/analytics/rollups/rollup-pass.service.ts';
import { loadConfig } from '../../src/platform/config.ts';
import { createOrm } from '../../src/platform/db/orm.ts';
import { type Em, run } from '../../src/platform/db/sql.ts';
import { catchUp } from '../../test/features/analytics/catch-up.ts';
import { createDatabase } from '../../test/support/database.ts';
import { ask } from '../../test/support/http.ts';
import { temporalAddress } from '../../test/support/jobs.ts';
import { type Program, startApi } from '../../test/support/programs.ts';
import { ADMIN } from '../../test/support/system.ts';
import { type Figure, figure, median, percentile, printFigures } from '../support/figures.ts';
import { countOf, fillHistory, timed } from './history.ts';
import { batchesOf, insertBare, send } from './ingest.ts';

/**
 * `npm run bench:analytics [rounds] [small] [large]`: events sent to the real API beside plain statements, by turns; then figures, passes and
 * the end of a day of events with `small` and with `large` histories.
 */

const [rounds = 5, small = 100_000, large = 1_000_000] = process.argv.slice(2).map(Number);
const EVENTS = 20_000;
const SINGLES = 1_000;

interface Side {
  em(): Em;
  api: Program;
  token: string;
  url: string;
  close(): Promise<void>;
}

async function open(): Promise<Side> {
  const database = await createDatabase();
  const env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporalAddress(),
    RATE_LIMIT_FACTOR: '100000',
    EVENTS_PER_PERSON_AND_DAY: '100000000',
    LOG_LEVEL: 'info',
    PROGRAM_OUTPUT: 'discard',
  };
  const orm = createOrm(loadConfig(env).db, entities);
  const em = () => orm.em.fork();
  await seedAdmin(em(), ADMIN);
  const api = await startApi(env);
  await api.ready();
  const { body } = await ask('POST', `${api.url}/api/auth/login`, { body: ADMIN });
  return {
    em,
    api,
    url: database.url,
    token: String(body.accessToken),
    close: async () => {
      await api.kill();
      await orm.close(true);
      await database.drop();
    },
  };
}

async function benchIngest(figures: Figure[]): Promise<void> {
  const side = await open();
  const clients = [new pg.Client(side.url), new pg.Client(side.url)];
  for (const client of clients) await client.connect();
  const found = {
    ours: [] as number[],
    bare: [] as number[],
    again: [] as number[],
    single: [] as number[],
    p99: [] as number[],
  };
  await send(side.api.url, side.token, batchesOf(EVENTS), 'stored'); // warm
  for (let round = 0; round < rounds; round += 1) {
    const batches = batchesOf(EVENTS);
    found.bare.push(await insertBare(clients, batchesOf(EVENTS)));
    found.ours.push((await send(side.api.url, side.token, batches, 'stored')).perSecond);
    found.again.push((await send(side.api.url, side.token, batches, 'duplicates')).perSecond);
    found.single.push(await insertBare(clients, batchesOf(SINGLES, 1)));
    found.p99.push(percentile((await send(side.api.url, side.token, batchesOf(SINGLES, 1), 'stored')).times, 0.99));
  }
  figures.push(
    figure(
      'ingest, batches of 100, against insert … unnest',
      'events/s',
      median(found.ours),
      median(found.bare),
      rounds,
    ),
  );
  figures.push(
    figure('the same sent again, against the first time', 'events/s', median(found.again), median(found.ours), rounds),
  );
  figures.push(
    figure(
      'ingest, batches of 100, against one insert an event',
      'events/s',
      median(found.ours),
      median(found.single),
      rounds,
    ),
  );
  figures.push(figure('single events, p99 (goal 60)', 'ms', median(found.p99), 60, rounds));
  for (const client of clients) await client.end();
  await side.close();
}

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
async function benchPass(side: Side): Promise<{ pass: number; view: number }> {
  await run(
    side.em(),
    sql`create materialized view sums as select date_bin('15 minutes', occurred_at, 'epoch') as at, name, count(*) as events, count(distinct user_id) as users from event group by 1, 2`,
  );
  const [passes, views]: number[][] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    await run(
      side.em(),
      sql`insert into event (name, user_id) select 'post.liked', uuidv7() from generate_series(1, 1000)`,
    );
    passes?.push(await timed(() => passOnce(side.em())));
    views?.push(await timed(() => run(side.em(), sql`refresh materialized view sums`)));
  }
  return { pass: median(passes ?? []), view: median(views ?? []) };
}

async function benchSize(events: number) {
  const side = await open();
  await fillHistory(side.em(), events, 5_000);
  const counted = await timed(() => catchUp(side.em));
  process.stderr.write(`${await countOf(side.em())} events counted from scratch in ${Math.round(counted)} ms\n`);
  const reads = await benchReads(side);
  const passes = await benchPass(side);
  const day = `event_partition.event_${new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}`;
  await run(side.em(), sql`create table doomed as select * from ${sql.table(day)}`);
  const deleted = await timed(() => run(side.em(), sql`delete from doomed`));
  const dropped = await timed(async () => {
    await run(side.em(), sql`alter table event detach partition ${sql.table(day)}`);
    await run(side.em(), sql`drop table ${sql.table(day)}`);
  });
  await side.close();
  return { ...reads, ...passes, deleted, dropped };
}

const figures: Figure[] = [];
await benchIngest(figures);
const few = await benchSize(small);
const many = await benchSize(large);
const about = `${large} events against ${small}`;
figures.push(figure(`platform, remembered, p99, ${about}`, 'ms', many.remembered, few.remembered, 200));
figures.push(figure(`platform, remembered, median, ${about}`, 'ms', many.p50, few.p50, 200));
figures.push(figure(`platform, cold, p99, ${about}`, 'ms', many.cold, few.cold, 200));
figures.push(figure(`pass over 1,000 events, ${about}`, 'ms', many.pass, few.pass, rounds));
figures.push(
  figure(`refresh of a materialized view against a pass, ${large} events`, 'ms', many.view, many.pass, rounds),
);
figures.push(figure(`delete of a day against detach and drop, ${large} events`, 'ms', many.deleted, many.dropped, 1));
printFigures(figures);
