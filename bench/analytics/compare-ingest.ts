import pg from 'pg';
import { startSide } from '../http/side.ts';
import { type Figure, figure, median, percentile } from '../support/figures.ts';
import { batchesOf, insertBare, send } from './ingest.ts';
import { openSide } from './side.ts';

const EVENTS = 20_000;
const SINGLES = 2_000;
/** One statement an event is slow, and its rate does not depend on how many there are. */
const ALONE = 1_000;
const GOAL_P99_MS = 60;

/** Events by the API with everything on, beside plain statements and a bare route, by turns. */
export async function compareIngest(rounds: number): Promise<Figure[]> {
  const side = await openSide();
  const { token, userId, env } = side;
  const clients = [new pg.Client(env.DATABASE_URL), new pg.Client(env.DATABASE_URL)];
  for (const client of clients) await client.connect();
  const koa = await startSide('../analytics/bare-koa.ts', { ...env, USER_ID: userId });
  const idle = await startSide(
    '../analytics/idle-route.ts',
    { ...env, NODE_ENV: 'test', PORT: '0' },
    { logs: '/dev/null' },
  );
  const ours = { url: `${side.api.url}/api/analytics/events`, token };
  const bare = { url: `${koa.url}/`, token };
  const nothing = { url: `${idle.url}/api/analytics/events`, token };
  const found = {
    ours: [] as number[],
    loop: [] as number[],
    koa: [] as number[],
    again: [] as number[],
    alone: [] as number[],
    singles: [] as number[],
    p99: [] as number[],
    nothing: [] as number[],
  };
  for (let round = -1; round < rounds; round += 1) {
    const batches = batchesOf(EVENTS);
    const rates = {
      loop: await insertBare(clients, userId, batchesOf(EVENTS)),
      ours: (await send(ours, batches, 'stored')).perSecond,
      again: (await send(ours, batches, 'duplicates')).perSecond,
      koa: (await send(bare, batchesOf(EVENTS), 'stored')).perSecond,
      alone: await insertBare(clients, userId, batchesOf(ALONE, 1)),
      nothing: (await send(nothing, batchesOf(SINGLES, 1), 'stored')).perSecond,
    };
    const singles = await send(ours, batchesOf(SINGLES, 1), 'stored');
    if (round < 0) continue; // warms all of them
    for (const [name, rate] of Object.entries(rates)) found[name as keyof typeof rates].push(rate);
    found.singles.push(singles.perSecond);
    found.p99.push(percentile(singles.times, 0.99));
  }
  for (const client of clients) await client.end();
  await Promise.all([koa.stop(), idle.stop()]);
  await side.close();
  const rate = (name: string, one: number[], other: number[]) =>
    figure(name, 'events/s', median(one), median(other), rounds);
  return [
    rate('ingest, batches of 100, against a loop of insert … unnest', found.ours, found.loop),
    rate('ingest, batches of 100, against a bare Koa route', found.ours, found.koa),
    rate('the same sent again, against the first time', found.again, found.ours),
    rate('ingest, batches of 100, against one insert an event', found.ours, found.alone),
    rate('single events, against the route doing nothing', found.singles, found.nothing),
    figure(`single events, p99 (goal ${GOAL_P99_MS})`, 'ms', median(found.p99), GOAL_P99_MS, rounds),
  ];
}
