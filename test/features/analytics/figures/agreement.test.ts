import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { eraseSteps } from '../../../../src/composition/erase-steps.ts';
import { findContact } from '../../../../src/features/accounts/people/contacts.reads.ts';
import type { PlatformView, UserAnalyticsView } from '../../../../src/features/analytics/figures/figures.schema.ts';
import type { LiveFigures } from '../../../../src/features/analytics/realtime/realtime.schema.ts';
import { passOnce } from '../../../../src/features/analytics/rollups/rollup-pass.service.ts';
import { createEmailService } from '../../../../src/features/email/email.service.ts';
import { NOT_ACTIVITY } from '../../../../src/features/events/events.contract.ts';
import { recordEvent, recordEvents } from '../../../../src/features/events/record-event.service.ts';
import { createMakeReport } from '../../../../src/features/reports/make-report.service.ts';
import { createReportLinks } from '../../../../src/features/reports/report-links.ts';
import { loadConfig } from '../../../../src/platform/config.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import { run } from '../../../../src/platform/db/sql.ts';
import { transact } from '../../../../src/platform/db/transaction.ts';
import { createEnqueue } from '../../../../src/platform/jobs/enqueue.ts';
import { LEFT_TO_DISPATCHER } from '../../../../src/platform/jobs/launch.ts';
import { type ComposedPerson, PASSWORD } from '../../../support/composed-api.ts';
import { ask } from '../../../support/http.ts';
import { catchUp } from '../catch-up.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../support.ts';
import { rawFigures } from './raw-figures.ts';

/** What forty writers left behind, by features and by the API, as each endpoint and a report tell it and as raw rows do. */

let app: AnalyticsFixture;
let admin: ComposedPerson;
let people: ComposedPerson[];
let gone: ComposedPerson;
const DAY_MS = 86_400_000;
const WRITERS = 40;
const sent = { stored: 0, duplicates: 0, tooOld: 0, inFuture: 0 };

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}
const pick = <T>(values: readonly T[], next: () => number) => values[Math.floor(next() * values.length)] as T;

/** What features record in a transaction, some of which sleep before they commit, and some of which never do. */
async function asFeature(n: number, next: () => number): Promise<void> {
  const work = transact(app.em(), async (tx) => {
    const userId = pick(people, next).id;
    await recordEvent(tx, {
      name: 'post.created',
      userId,
      properties: {
        postId: newId(),
        assetIds: [1, 2],
        sentiment: pick(['bullish', 'bearish', 'neutral'], next),
        hasCall: false,
      },
    });
    const liked = { postId: newId(), authorId: pick(people, next).id };
    await recordEvents(
      tx,
      Array.from({ length: 1 + Math.floor(next() * 4) }, () => ({
        name: 'post.liked' as const,
        userId,
        properties: liked,
      })),
    );
    if (next() < 0.5) await recordEvent(tx, { name: 'files.uploaded', userId, properties: { files: 2 } });
    if (next() < 0.5) await recordEvent(tx, { name: 'account.refresh_token_reused', userId });
    if (n % 4 === 0) await delay(next() * 300);
    if (n % 10 === 9) throw new Error('rolled back');
  });
  await work.catch((error: Error) => {
    if (error.message !== 'rolled back') throw error;
  });
}

/** What clients and servers send: late, twice, ahead of time, out of bounds, and as machines. */
async function asClient(token: string, next: () => number): Promise<void> {
  const events = Array.from({ length: 1 + Math.floor(next() * 20) }, () => ({
    name: pick(['page.viewed', 'ticker.opened', 'chart.zoomed'], next),
    eventId: newId(),
    occurredAt: new Date(Date.now() + (next() < 0.1 ? 3 * 60_000 : -next() * 6.9 * DAY_MS)).toISOString(),
    ...(next() < 0.2 ? { machine: true } : {}),
  }));
  const out = [
    { name: 'page.viewed', eventId: newId(), occurredAt: new Date(Date.now() - 8 * DAY_MS).toISOString() },
    { name: 'page.viewed', eventId: newId(), occurredAt: new Date(Date.now() + 3_600_000).toISOString() },
  ];
  for (const twice of [false, true]) {
    const { status, body } = await app.send(token, { events: [...events, ...(twice ? [] : out)] });
    expect(status).toBe(200);
    sent.stored += Number(body.stored);
    sent.duplicates += Number(body.duplicates);
    const codes = (body.rejected as { code: string }[]).map(({ code }) => code);
    sent.tooOld += codes.filter((code) => code === 'too_old').length;
    sent.inFuture += codes.filter((code) => code === 'in_future').length;
  }
}

beforeAll(async () => {
  app = await createAnalyticsFixture({
    DATABASE_POOL_MAX: '50',
    DATABASE_STATEMENT_TIMEOUT_MS: '120000',
    RATE_LIMIT_FACTOR: '1000',
  });
  admin = await app.person('admin');
  people = [];
  for (let n = 0; n < 6; n += 1) people.push(await app.person());
  gone = people[5] as ComposedPerson;
  const server = await app.key(people[0] as ComposedPerson, 'events:write');
  await catchUp(app.em);
  let writing = true;
  const passes = (async () => {
    while (writing) {
      await passOnce(app.em());
      await delay(20);
    }
  })();
  const writers = Array.from({ length: WRITERS }, async (_, n) => {
    const next = random(n + 1);
    for (let round = 0; round < 2; round += 1) {
      await asFeature(n, next);
      if (n % 2 === 0) await asClient(n % 8 === 0 ? server : pick(people, next).token, next);
    }
  });
  const ends = await Promise.allSettled(writers);
  writing = false;
  for (const end of [...ends, ...(await Promise.allSettled([passes]))]) if (end.status === 'rejected') throw end.reason;
  // One of them leaves: what they did stays, and is someone's of whom nothing is known.
  await ask('DELETE', `${app.url}/api/users/${gone.id}`, { token: gone.token, body: { currentPassword: PASSWORD } });
  for (const step of eraseSteps) {
    for (let touched = -1; touched !== 0; ) touched = await transact(app.em(), (tx) => step.erase(tx, gone.id, 500));
  }
  await catchUp(app.em);
}, 300_000);
afterAll(() => app.close());

const read = async <T>(path: string, query: Record<string, string> = {}, token = admin.token): Promise<T> => {
  const { status, body } = await app.get(token, `/api/analytics/${path}?${new URLSearchParams(query)}`);
  if (status !== 200) throw new Error(`${path} ${JSON.stringify(body)}`);
  return body as unknown as T;
};
const one = async <T>(query: ReturnType<typeof sql>): Promise<T> => (await app.all<T>(query))[0] as T;

test('events are stored once, and those out of bounds are not', async () => {
  expect(sent.stored).toBe(sent.duplicates);
  expect([sent.tooOld, sent.inFuture]).toEqual([WRITERS, WRITERS]);
  const { n } = await one<{ n: number }>(sql`select count(*)::int as n from event where source <> 'system'`);
  expect(n).toBe(sent.stored);
  const { ghosts } = await one<{ ghosts: number }>(
    sql`select count(*)::int as ghosts from event where user_id = ${gone.id}`,
  );
  expect(ghosts).toBe(0);
});

const PERIODS = ['UTC', 'Pacific/Pago_Pago', 'Asia/Kathmandu', 'Pacific/Kiritimati', 'Europe/Berlin'].flatMap((tz) =>
  (['hour', 'day', 'week'] as const).map((interval) => [tz, interval] as const),
);
test.each(PERIODS)('platform, counts by name and series agree with raw rows in %s by %s', async (tz, interval) => {
  const query = {
    tz,
    interval,
    from: new Date(Date.now() - 8 * DAY_MS).toISOString(),
    to: new Date(Date.now() + DAY_MS).toISOString(),
  };
  const platform = await read<PlatformView>('platform', query);
  expect(platform.totals).toEqual(await rawFigures(app.em(), platform.from, platform.to));
  for (const { from, to, final: _, ...figures } of platform.series) {
    expect([from, figures]).toEqual([from, await rawFigures(app.em(), from, to)]);
  }
  const { data } = await read<{ data: unknown[] }>('events', query);
  expect(data).toEqual(
    await app.all(sql`select name, count(*) filter (where not machine)::int as events, count(*) filter (where machine)::int as "machineEvents"
      from event where occurred_at >= ${platform.from}::timestamptz and occurred_at < ${platform.to}::timestamptz
      group by 1 order by 2 desc, name collate "C"`),
  );
  for (const name of interval === 'hour' ? [] : ['page.viewed', 'post.liked']) {
    const series = await read<{ total: number; series: { from: string; to: string; events: number }[] }>('series', {
      ...query,
      name,
    });
    for (const { from, to, events } of [
      { from: platform.from, to: platform.to, events: series.total },
      ...series.series,
    ]) {
      const { n } = await one<{ n: number }>(sql`select count(*)::int as n from event
        where name = ${name} and not machine and occurred_at >= ${from}::timestamptz and occurred_at < ${to}::timestamptz`);
      expect([name, from, events]).toEqual([name, from, n]);
    }
  }
});

test('each user agrees with raw rows, and those who left are counted and named nowhere', async () => {
  for (const { id } of people.slice(0, 5)) {
    const view = await read<UserAnalyticsView>(`user/${id}`, {
      tz: 'Asia/Kathmandu',
      to: new Date(Date.now() + DAY_MS).toISOString(),
    });
    const counts = await app.all<{ name: string; n: number }>(sql`select name, count(*)::int as n from event
      where user_id = ${id} and not machine and occurred_at >= ${view.from}::timestamptz and occurred_at < ${view.to}::timestamptz group by 1`);
    const of = (name: string) => counts.find((count) => count.name === name)?.n ?? 0;
    expect(view.private?.events).toEqual(Object.fromEntries(counts.map(({ name, n }) => [name, n])));
    expect([view.totals.posts, view.totals.likes]).toEqual([of('post.created'), of('post.liked')]);
    expect(view.series.reduce((sum, { likes }) => sum + likes, 0)).toBe(view.totals.likes);
    const { days } = await one<{
      days: number;
    }>(sql`select count(distinct (occurred_at at time zone 'Asia/Kathmandu')::date)::int as days from event
      where user_id = ${id} and not machine and source <> 'server' and name <> all(${NOT_ACTIVITY}::text[])
        and occurred_at >= ${view.from}::timestamptz and occurred_at < ${view.to}::timestamptz`);
    expect(view.private?.activeDays).toBe(days);
  }
  expect((await app.get(admin.token, `/api/analytics/user/${gone.id}`)).status).toBe(404);
  const { known } = await one<{
    known: number;
  }>(sql`select (select count(*) from active_day where user_id = ${gone.id})::int
    + (select count(*) from user_quarter where user_id = ${gone.id})::int as known`);
  expect(known).toBe(0);
});

test('realtime agrees with raw rows of its minutes', async () => {
  const live = await read<LiveFigures>('realtime');
  const at = sql`${live.at}::timestamptz`;
  const recent = sql`date_trunc('minute', occurred_at) > ${at} - interval '5 minutes'`;
  const raw = await one<{ active: number; events: number }>(sql`select
      count(distinct user_id) filter (where ${recent} and source <> 'server' and name <> all(${NOT_ACTIVITY}::text[]))::int as active,
      (count(*) filter (where occurred_at >= date_trunc('minute', ${at}) - interval '5 minutes' and occurred_at < date_trunc('minute', ${at})))::float8 / 5 as events
    from event where not machine`);
  expect([live.activeUsers, live.eventsPerMinute]).toEqual([raw.active, raw.events]);
  expect(live.topEvents).toEqual(
    await app.all(
      sql`select name, count(*)::int as events from event where not machine and ${recent} group by 1 order by 2 desc, 1 limit 10`,
    ),
  );
});

test('a report of the platform has the figures of raw rows', async () => {
  const config = loadConfig({});
  const email = createEmailService({ config, enqueue: createEnqueue(LEFT_TO_DISPATCHER), findRecipient: findContact });
  const make = createMakeReport({ email, links: createReportLinks(config.http.publicUrl, config.links.secret) });
  const asked = await ask('POST', `${app.url}/api/analytics/reports`, {
    token: admin.token,
    body: { scope: 'platform', kind: 'daily', tz: 'Asia/Kathmandu' },
  });
  expect(asked.status).toBe(202);
  const id = String(asked.body.id);
  await run(app.em(), sql`update job set status = 'running', chain_id = 'chain' where id = ${id}`);
  expect(await make.one(app.em, { jobId: id, generation: 1, chainId: 'chain' })).toBeNull();
  const { document } = await read<{
    document: { from: string; to: string; figures: { label: string; value: number; before: number }[] };
  }>(`reports/${id}`);
  const [now, before] = [
    await rawFigures(app.em(), document.from, document.to),
    await rawFigures(
      app.em(),
      new Date(2 * Date.parse(document.from) - Date.parse(document.to)).toISOString(),
      document.from,
    ),
  ];
  const names = {
    'Active users': 'activeUsers',
    Posts: 'posts',
    Likes: 'likes',
    'Uploads of files': 'uploads',
    'Likes and comments per active user': 'engagementRate',
  };
  for (const [label, name] of Object.entries(names)) {
    const figure = document.figures.find((each) => each.label === label);
    expect([label, figure?.value, figure?.before]).toEqual([label, now[name], before[name]]);
  }
});
