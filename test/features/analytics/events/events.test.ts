import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { newId } from '../../../../src/platform/db/ids.ts';
import type { ComposedPerson } from '../../../support/composed-api.ts';
import { type AnalyticsFixture, createAnalyticsFixture } from '../support.ts';

let app: AnalyticsFixture;
let ada: ComposedPerson;
let bob: ComposedPerson;
beforeAll(async () => {
  app = await createAnalyticsFixture({ EVENTS_PER_PERSON_AND_DAY: '2000' });
  [ada, bob] = [await app.person(), await app.person()];
});
afterAll(() => app.close());

const DAY_MS = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const viewed = (more: Record<string, unknown> = {}) => ({ name: 'page.viewed', ...more });
const count = async () => (await app.all<{ count: number }>(sql`select count(*)::int as count from event`))[0]?.count;
const row = async (name: string) =>
  (
    await app.all<{
      user_id: string;
      source: string;
      machine: boolean;
      properties: unknown;
      at: Date;
      partition: string;
    }>(
      sql`select user_id, source, machine, properties, occurred_at as at, tableoid::regclass::text as partition from event where name = ${name}`,
    )
  )[0];

describe('events', () => {
  test('one event is stored as sent, in the partition of its day', async () => {
    const occurredAt = ago(3 * DAY_MS);
    const sent = await app.send(ada.token, { name: 'one.stored', occurredAt, properties: { path: '/a', n: [1] } });
    expect([sent.status, sent.body]).toEqual([200, { stored: 1, duplicates: 0, rejected: [] }]);
    const stored = await row('one.stored');
    expect(stored).toMatchObject({
      user_id: ada.id,
      source: 'client',
      machine: false,
      properties: { path: '/a', n: [1] },
    });
    expect(stored?.at.toISOString()).toBe(occurredAt);
    expect(stored?.partition).toBe(`event_partition.event_${occurredAt.slice(0, 10).replaceAll('-', '')}`);
  });

  test('an event sent again, in another batch and at once from many requests, is one row', async () => {
    const event = viewed({ eventId: 'twice', occurredAt: ago(1_000), name: 'dedup.checked' });
    const first = await app.send(ada.token, { events: [event, event] });
    expect(first.body).toEqual({ stored: 1, duplicates: 1, rejected: [] });
    const others = await Promise.all(
      Array.from({ length: 10 }, () => app.send(ada.token, { events: [viewed(), event] })),
    );
    for (const { body } of others) expect(body).toEqual({ stored: 1, duplicates: 1, rejected: [] });
    expect(await app.all(sql`select 1 from event where name = 'dedup.checked'`)).toHaveLength(1);
  });

  test('the same eventId from two people, or at two times, makes two rows', async () => {
    const event = viewed({ eventId: 'shared', occurredAt: ago(1_000) });
    expect((await app.send(ada.token, event)).body.stored).toBe(1);
    expect((await app.send(bob.token, event)).body.stored).toBe(1);
    expect((await app.send(ada.token, { ...event, occurredAt: ago(2_000) })).body.stored).toBe(1);
  });

  test('an eventId of UUID version 7 brings its time; another eventId needs one', async () => {
    const eventId = newId();
    expect((await app.send(ada.token, viewed({ eventId }))).body.stored).toBe(1);
    expect((await app.send(ada.token, viewed({ eventId }))).body.duplicates).toBe(1);
    const refused = await app.send(ada.token, viewed({ eventId: 'no-time' }));
    expect([refused.status, refused.body.errors]).toMatchObject([400, [{ field: 'body.occurredAt', code: 'missing' }]]);
  });

  test('events too old or too far ahead are named, the others stored', async () => {
    const times = [
      ago(7 * DAY_MS + 60_000),
      ago(7 * DAY_MS - 60_000),
      ago(-240_000),
      ago(-360_000),
      '1999-12-31T23:59:59Z',
      '9999-01-01T00:00:00Z',
    ];
    const sent = await app.send(ada.token, {
      events: times.map((occurredAt) => viewed({ occurredAt, name: 'window.checked' })),
    });
    expect(sent.body).toEqual({
      stored: 2,
      duplicates: 0,
      rejected: [
        { index: 0, code: 'too_old' },
        { index: 3, code: 'in_future' },
        { index: 4, code: 'too_old' },
        { index: 5, code: 'in_future' },
      ],
    });
    expect(await app.all(sql`select 1 from event where name = 'window.checked'`)).toHaveLength(2);
  });

  test.each<[string, unknown, string, string]>([
    ['no name', { events: [viewed(), {}] }, 'body.events[1].name', 'invalid_format'],
    ['a name of the system', { events: [viewed({ name: 'post.created' })] }, 'body.events[0].name', 'reserved_name'],
    ['capitals', viewed({ name: 'Page.Viewed' }), 'body.name', 'invalid_format'],
    ['an unknown field', { events: [viewed({ user: 'x' })] }, 'body.events[0].user', 'unknown_field'],
    ['an unknown field beside the list', { events: [viewed()], more: 1 }, 'body.more', 'unknown_field'],
    ['a day that is none', viewed({ occurredAt: '2026-02-30T00:00:00Z' }), 'body.occurredAt', 'invalid_format'],
    ['a time without zone', viewed({ occurredAt: '2026-02-03T00:00:00' }), 'body.occurredAt', 'invalid_format'],
    ['an empty list', { events: [] }, 'body.events', 'invalid_type'],
    ['501 events', { events: Array.from({ length: 501 }, () => viewed()) }, 'body.events', 'invalid_type'],
    ['a list of numbers', { events: [1] }, 'body.events[0]', 'invalid_type'],
    ['long properties', viewed({ properties: { text: 'x'.repeat(4_100) } }), 'body.properties', 'too_big'],
    [
      'many properties',
      viewed({ properties: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [n, n])) }),
      'body.properties',
      'too_big',
    ],
    ['deep properties', viewed({ properties: { a: { b: { c: { d: { e: 1 } } } } } }), 'body.properties', 'too_deep'],
    ['a list', [viewed()], 'body', 'invalid_type'],
  ])('%s refuses all and stores nothing', async (_what, body, field, code) => {
    const before = await count();
    const sent = await app.send(ada.token, body);
    expect(sent.status).toBe(400);
    expect(sent.body.errors).toContainEqual(expect.objectContaining({ field, code }));
    expect(await count()).toBe(before);
  });

  test('events of a crawler, and marked ones, are flagged; the name of an app or a server decides nothing', async () => {
    const agents: [string, string, boolean][] = [
      ['agent.crawler', 'Mozilla/5.0 (compatible; Googlebot/2.1)', true],
      ['agent.browser', 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0', false],
      ['agent.app', 'okhttp/4.12', false],
    ];
    for (const [name, agent] of agents) await app.send(ada.token, viewed({ name }), { 'user-agent': agent });
    const key = await app.key(ada, 'events:write');
    await app.send(key, viewed({ name: 'agent.server' }), { 'user-agent': 'somebot/1.0' });
    await app.send(ada.token, viewed({ name: 'agent.said', machine: true }));
    for (const [name, , machine] of agents) expect((await row(name))?.machine).toBe(machine);
    expect(await row('agent.server')).toMatchObject({ machine: false, source: 'server', user_id: ada.id });
    expect((await row('agent.said'))?.machine).toBe(true);
  });

  test('events are the caller’s own: only an admin’s key with the scope may name another person', async () => {
    const admin = await app.person('admin');
    const event = viewed({ userId: bob.id, name: 'written.for' });
    const own = await app.key(ada, 'events:write');
    const plain = await app.key(admin, 'events:write');
    for (const token of [ada.token, admin.token, own, plain]) {
      expect((await app.send(token, event)).body.code).toBe('events_of_others');
    }
    const any = await app.key(admin, 'events:write', 'events:write-any');
    const sent = await app.send(any, { events: [event, viewed({ userId: newId() })] });
    expect(sent.body).toEqual({ stored: 1, duplicates: 0, rejected: [{ index: 1, code: 'unknown_user' }] });
    expect(await row('written.for')).toMatchObject({ user_id: bob.id, source: 'server' });
    expect((await app.send(undefined, viewed())).status).toBe(401);
    expect((await app.send(await app.key(ada, 'analytics:read'), viewed())).status).toBe(403);
  });

  test('events beyond the limit of the day are 429, and none of that request is stored', async () => {
    const eve = await app.person();
    const batch = { events: Array.from({ length: 500 }, () => viewed({ name: 'day.filled' })) };
    const answers = [];
    for (let n = 0; n < 6; n += 1) answers.push((await app.send(eve.token, batch)).status);
    expect(answers).toEqual([200, 200, 200, 200, 429, 429]);
    expect((await app.send(bob.token, viewed())).status).toBe(200);
    expect(await app.all(sql`select 1 from event where user_id = ${eve.id} and name = 'day.filled'`)).toHaveLength(
      2_000,
    );
  });
});
