import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { PlatformView, UserAnalyticsView } from '../../../../src/features/analytics/figures/figures.schema.ts';
import { NOT_ACTIVITY } from '../../../../src/features/events/events.contract.ts';
import { newId } from '../../../../src/platform/db/ids.ts';
import type { ComposedPerson } from '../../../support/composed-api.ts';
import { catchUp } from '../catch-up.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../support.ts';
import { rawFigures } from './raw-figures.ts';

let app: AnalyticsFixture;
let admin: ComposedPerson;
let ada: ComposedPerson;
const DAY_MS = 86_400_000;
const ZONES = [
  'UTC',
  'Asia/Kathmandu',
  'Pacific/Marquesas',
  'Pacific/Pago_Pago',
  'Pacific/Kiritimati',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
];
/** Over both changes of the clock, with days of 23, 24, 24.5 and 25 hours. */
const FROM = new Date('2026-03-01T07:15:00Z');
const TO = new Date('2026-11-20T20:45:00Z');

beforeAll(async () => {
  app = await createAnalyticsFixture();
  [admin, ada] = [await app.person('admin'), await app.person()];
  // As if recorded over most of a year; counted by the first pass, which begins with all rows that there are.
  await app.all(sql`select setseed(0.42)`);
  await app.all(sql`
    with people as (select array_agg(uuidv7()) || ${ada.id}::uuid as ids from generate_series(1, 60)),
      drawn as (select n, ${FROM}::timestamptz - interval '3 days' + random() * (${TO}::timestamptz - ${FROM}::timestamptz + interval '6 days') as at,
        ids[1 + floor(random() * array_length(ids, 1))::int] as user_id, random() as a, random() as b, random() as c
        from generate_series(1, 20000) n, people)
    insert into event (id, name, user_id, occurred_at, properties, source, machine)
    select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 5, 15))::uuid,
      name, case when c < 0.95 then user_id end, at,
      case name when 'post.created' then jsonb_build_object('sentiment', (array['bullish', 'bearish', 'neutral'])[1 + floor(b * 3)::int], 'assetIds', '[]'::jsonb) else '{}' end,
      case when name like 'page%' then case when b < 0.2 then 'server' else 'client' end else 'system' end, name like 'page%' and b > 0.9
    from drawn, lateral (select (array['account.signed_up', 'account.logged_in', 'account.email_verified', 'post.created', 'comment.created', 'post.liked',
      'user.followed', 'room.created', 'room.message', 'watchlist.created', 'watchlist.asset_added', 'alert.created', 'alert.fired', 'files.uploaded', 'page.viewed'])[1 + floor(a * 15)::int] as name) named`);
  await catchUp(app.em);
}, 120_000);
afterAll(() => app.close());

const raw = (from: string, to: string) => rawFigures(app.em(), from, to);

const platform = async (query: Record<string, string>) => {
  const answer = await app.get(admin.token, `/api/analytics/platform?${new URLSearchParams(query)}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body as unknown as PlatformView;
};
/** The day of each zone as Postgres knows it, independently of how boundaries are computed. */
const wall = async (instant: string, tz: string) =>
  (
    await app.all<{ wall: string }>(
      sql`select to_char(${instant}::timestamptz at time zone ${tz}, 'YYYY-MM-DD HH24:MI') as wall`,
    )
  )[0]?.wall;

const cases: [string, string, Date, Date][] = [
  ...ZONES.map((tz): [string, string, Date, Date] => [tz, 'week', FROM, TO]),
  ['Asia/Kathmandu', 'month', FROM, TO],
  ['Europe/Berlin', 'month', FROM, TO],
  ['Europe/Berlin', 'hour', new Date('2026-03-28T20:00:00Z'), new Date('2026-03-29T23:00:00Z')],
  ['Europe/Berlin', 'hour', new Date('2026-10-24T20:00:00Z'), new Date('2026-10-26T01:30:00Z')],
  ['Australia/Lord_Howe', 'day', new Date('2026-04-02T00:00:00Z'), new Date('2026-04-09T00:00:00Z')],
  ['America/New_York', 'day', new Date('2026-10-28T04:00:00Z'), new Date('2026-11-04T05:00:00Z')],
  ['Pacific/Marquesas', 'day', new Date('2026-05-01T09:30:00Z'), new Date('2026-05-20T09:30:00Z')],
  ['UTC', 'day', new Date('2026-06-01T00:00:00Z'), new Date('2026-07-01T00:00:00Z')],
];

test.each(cases)(
  'the platform in %s by %s is what raw rows say: each step, the whole, the period before',
  async (tz, interval, from, to) => {
    const query = { tz, interval, from: from.toISOString(), to: to.toISOString() };
    const found = await platform(query);
    expect(found.totals).toEqual(await raw(found.from, found.to));
    const before = new Date(2 * Date.parse(found.from) - Date.parse(found.to)).toISOString();
    expect(found.previous).toEqual(await raw(before, found.from));
    expect(found.series.map(({ from: start }) => start)).toEqual([
      found.from,
      ...found.series.slice(0, -1).map(({ to: end }) => end),
    ]);
    expect(found.series.at(-1)?.to).toBe(found.to);
    for (const { from: start, to: end, final, ...figures } of found.series) {
      expect([start, figures]).toEqual([start, await raw(start, end)]);
      expect(final).toBe(true);
    }
    const begin = { hour: /:00$/, day: / 00:00$/, week: / 00:00$/, month: /-01 00:00$/ }[interval] as RegExp;
    for (const { from: start } of found.series.slice(1)) expect(await wall(start, tz)).toMatch(begin);
    // Remembered counts give the same answer.
    expect({ ...(await platform(query)), asOf: null, performance: null }).toEqual({
      ...found,
      asOf: null,
      performance: null,
    });
  },
  120_000,
);

test('active users of the day, week and month before', async () => {
  const found = await platform({ to: TO.toISOString(), from: FROM.toISOString(), interval: 'month' });
  for (const [key, days] of [
    ['day', 1],
    ['week', 7],
    ['month', 30],
  ] as const) {
    const figures = await raw(new Date(Date.parse(found.to) - days * DAY_MS).toISOString(), found.to);
    expect(found.active[key]).toBe(figures.activeUsers);
  }
});

test('change is null without a base, 0 when equal, and a share otherwise', async () => {
  const found = await platform({ from: '2026-06-01T00:00:00Z', to: '2026-07-01T00:00:00Z' });
  for (const [name, change] of Object.entries(found.change)) {
    const [now, before] = [found.totals, found.previous].map((figures) => figures[name as 'posts']) as [number, number];
    expect(change).toBe(now === before ? 0 : before === 0 ? null : (now - before) / before);
  }
  const empty = await platform({ from: '2020-06-01T00:00:00Z', to: '2020-07-01T00:00:00Z' });
  expect(empty.totals.engagementRate).toBeNull();
  expect(empty.change.posts).toBe(0);
  expect(empty.change.engagementRate).toBeNull();
  expect(empty.series).toHaveLength(30);
});

test('late events correct what was told, remembered counts too, without anything else being asked', async () => {
  const query = {
    from: new Date(Date.now() - 10 * DAY_MS).toISOString(),
    to: new Date(Date.now() - DAY_MS).toISOString(),
  };
  const before = await platform(query);
  const stranger = newId();
  await app.all(sql`insert into event (id, name, user_id, occurred_at, source) select
      (lpad(to_hex((extract(epoch from now() - interval '3 days') * 1000)::bigint), 12, '0') || '7' || repeat('a', 19))::uuid, 'page.viewed', ${stranger}, now() - interval '3 days', 'client'`);
  await catchUp(app.em);
  const after = await platform(query);
  expect(after.totals.activeUsers).toBe(before.totals.activeUsers + 1);
  expect(after.totals).toEqual(await raw(after.from, after.to));
});

test('a user’s figures are what raw rows say, and the counts by name and the series agree with them', async () => {
  const query = { from: FROM.toISOString(), to: TO.toISOString(), interval: 'month', tz: 'Asia/Kathmandu' };
  const own = (await app.get(ada.token, `/api/analytics/user/${ada.id}?${new URLSearchParams(query)}`))
    .body as unknown as UserAnalyticsView;
  const counts = await app.all<{
    name: string;
    n: number;
  }>(sql`select case when source = 'system' then name else '(other)' end as name, count(*)::int as n
    from event where user_id = ${ada.id} and not machine and occurred_at >= ${own.from}::timestamptz and occurred_at < ${own.to}::timestamptz group by 1`);
  expect(own.private?.events).toEqual(Object.fromEntries(counts.map(({ name, n }) => [name, n])));
  expect(own.totals.posts).toBe(counts.find(({ name }) => name === 'post.created')?.n);
  expect(own.series.reduce((sum, { posts }) => sum + posts, 0)).toBe(own.totals.posts);
  const [days] = await app.all<{
    n: number;
  }>(sql`select count(distinct (occurred_at at time zone 'Asia/Kathmandu')::date)::int as n from event
    where user_id = ${ada.id} and not machine and source <> 'server' and name <> all(${NOT_ACTIVITY}::text[])
      and occurred_at >= ${own.from}::timestamptz and occurred_at < ${own.to}::timestamptz`);
  expect(own.private?.activeDays).toBe(days?.n);

  const all = await platform(query);
  const byName = (await app.get(admin.token, `/api/analytics/events?${new URLSearchParams(query)}`)).body.data as {
    name: string;
    events: number;
    machineEvents: number;
  }[];
  expect(byName.find(({ name }) => name === 'post.liked')?.events).toBe(all.totals.likes);
  const [machines] = await app.all<{ n: number }>(
    sql`select count(*)::int as n from event where machine and occurred_at >= ${all.from}::timestamptz and occurred_at < ${all.to}::timestamptz`,
  );
  expect(byName.reduce((sum, { machineEvents }) => sum + machineEvents, 0)).toBe(machines?.n);
  const series = (
    await app.get(admin.token, `/api/analytics/series?${new URLSearchParams({ ...query, name: 'post.liked' })}`)
  ).body;
  expect(series.total).toBe(all.totals.likes);
  expect((series.series as { events: number }[]).map(({ events }) => events)).toEqual(
    all.series.map(({ likes }) => likes),
  );
});
