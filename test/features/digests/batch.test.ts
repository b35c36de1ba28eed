import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { simpleParser } from 'mailparser';
import { entities } from '../../../src/composition/entities.ts';
import { digestBatch } from '../../../src/features/digests/digest-batch.ts';
import { findEmpty } from '../../../src/features/digests/digest-content.reads.ts';
import { digestWeekOf } from '../../../src/features/digests/digest-window.domain.ts';
import type { BatchRecipient, ComposePage } from '../../../src/features/email/batch/bulk-mail.service.ts';
import { newId } from '../../../src/platform/db/ids.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { run } from '../../../src/platform/db/sql.ts';
import { createDatabase, type TestDatabase, testDatabaseConfig } from '../../support/database.ts';
import { explain } from '../../support/explain.ts';
import { recordStatements } from '../../support/statement-log.ts';
import { vacuumWhole } from '../../support/vacuum.ts';
import { sender } from './support.ts';
import { createWorld, END, HOUR, type World } from './world.ts';

const recorder = recordStatements();
let database: TestDatabase;
let orm: Orm;
let world: World;

const em = () => orm.em.fork();
const batch = digestBatch(sender);
/** Monday morning, a few minutes apart. */
const dateOf = (index: number) => new Date(END + 8 * HOUR + index * 1_000);

/** Some live a day ahead. */
const zoneOf = (from: Date) => (from.getTime() === END - 168 * HOUR ? 'UTC' : 'Pacific/Kiritimati');

function recipientsOf(users: readonly { id: string }[]): BatchRecipient[] {
  return users.map(({ id }, index) => ({
    messageId: newId(),
    userId: id,
    to: { name: `Person ${index}`, address: `${index}@b.test` },
    date: dateOf(index),
  }));
}

beforeAll(async () => {
  database = await createDatabase();
  orm = createOrm(testDatabaseConfig(database.url), entities);
  world = await createWorld(em(), { users: 500, assets: 80, seed: 11 });
  const zones = world.users.map(({ from }) => zoneOf(from));
  await run(
    em(),
    sql`insert into user_preferences (user_id, time_zone)
        select * from unnest(${world.users.map(({ id }) => id)}::uuid[], ${zones}::text[])`,
  );
}, 120_000);
afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

test('a page is composed in order, and readers with nothing to hear are skipped', async () => {
  const compose = await batch.open(em(), newId());
  const recipients = [
    ...recipientsOf(world.users),
    ...recipientsOf([{ id: newId() }]).map((nobody) => ({ ...nobody, userId: null })),
  ];
  const mails = await compose(em(), recipients);
  expect(mails).toHaveLength(recipients.length);
  const empty = await findEmpty(
    em(),
    world.users.map(({ id, from }) => ({ id, ...digestWeekOf(dateOf(0), zoneOf(from)) })),
  );
  expect(world.users.filter((_user, index) => mails[index] === null).map(({ id }) => id)).toEqual([...empty]);
  const sent = mails.flatMap((mail, index) => (mail === null ? [] : [{ mail, index }]));
  expect(sent.length).toBeGreaterThan(300);
  for (const { mail, index } of sent) {
    expect(mail.envelope).toEqual({ from: 'hello@vibe.test', to: `${index}@b.test` });
    const { messageId } = recipients[index] as BatchRecipient;
    expect(mail.raw.includes(`Message-ID: <${messageId}@vibe.test>`)).toBe(true);
  }
  expect(mails.at(-1)).toBeNull();
});

test('each digest is dated in the zone of its reader, and its charts are those of its own tickers', async () => {
  const compose = await batch.open(em(), newId());
  const mails = await compose(em(), recipientsOf(world.users.slice(0, 60)));
  const charts: number[] = [];
  const sent = mails.flatMap((mail, index) => (mail === null ? [] : [{ mail, index }]));
  for (const { mail, index } of sent) {
    const parsed = await simpleParser(mail.raw, { skipImageLinks: true });
    // Kiritimati is 14 hours ahead: Monday as well, and the same days.
    expect(parsed.text).toContain('from February 23, 2026 to March 1, 2026');
    const html = String(parsed.html);
    const called = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => cid);
    expect(parsed.attachments.map(({ cid }) => cid)).toEqual(called);
    const symbols = [...(world.watched.get((world.users[index] as { id: string }).id) ?? [])].map(
      (id) => world.assets.find((asset) => asset.id === id)?.symbol as string,
    );
    const shown = symbols.filter((symbol) => parsed.text?.includes(` ${symbol} `));
    expect(shown.length).toBeGreaterThanOrEqual(Math.min(10, symbols.length));
    charts.push(called.length);
    expect(mail.raw.length).toBeLessThan(40_000);
  }
  expect(Math.max(...charts)).toBe(3);
  expect(charts.length).toBeGreaterThan(30);
});

describe('the cost', () => {
  const page = async (count: number, compose: ComposePage) =>
    await recorder.during(() => compose(em(), recipientsOf(world.users.slice(0, count))));

  test('a page takes as many statements for ten recipients as for five hundred', async () => {
    const few = await page(10, await batch.open(em(), newId()));
    const many = await page(500, await batch.open(em(), newId()));
    // Time zones and curves beside the seven of the content.
    expect(few.length).toBe(9);
    expect(many.length).toBe(9);
  });

  test('figures that people share are read once in a run', async () => {
    const compose = await batch.open(em(), newId());
    await page(500, compose);
    expect((await page(500, compose)).length).toBe(5);
  });

  test('composing a digest starts without a statement', async () => {
    expect(await recorder.during(() => batch.open(em(), newId()))).toEqual([]);
  });
});

test('composing writes nothing: what a digest says is in the mail alone', async () => {
  const compose = await batch.open(em(), newId());
  const statements = await recorder.during(() => compose(em(), recipientsOf(world.users)));
  for (const { text } of statements) expect(text.trim()).toMatch(/^(select|with)\b(?!.*\b(insert|update|delete)\b)/is);
});

describe('among a hundred thousand posts and prices', () => {
  beforeAll(async () => {
    await run(
      em(),
      sql`insert into app_user (id, email, display_name, password_hash)
          select ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, n || '@crowd.test', 'Crowd', 'none'
          from generate_series(1, 20000) as n`,
    );
    await run(
      em(),
      sql`insert into post (id, author_id, body, sentiment, created_at)
          select uuidv7(at - now()), ('01900000-0000-7000-8000-' || lpad((1 + n % 20000)::text, 12, '0'))::uuid, 'A post', 'neutral', at
          from generate_series(1, 100000) as n, lateral (select ${new Date(END)}::timestamptz - n * interval '10 minutes' as at) as time`,
    );
    await run(
      em(),
      sql`insert into post_call (post_id, author_id, asset_id, direction, horizon_hours, price, price_at, created_at, due_at, status)
          select id, author_id, 1, 'up', 24, 100, created_at, created_at, created_at + interval '1 day', 'open' from post
          where body = 'A post' and substr(id::text, 36, 1) < '8'`,
    );
    await run(
      em(),
      sql`insert into post_ticker (asset_id, post_id, explicit)
          select ${world.assets[0]?.id ?? 0}::int, id, true from post where body = 'A post'`,
    );
    await run(
      em(),
      sql`insert into price (asset_id, at, price)
          select asset.id, ${new Date(END)}::timestamptz - n * interval '30 minutes' - interval '1 second', 100 + n % 7
          from asset, generate_series(1, 1500) as n on conflict do nothing`,
    );
    await run(
      em(),
      sql`with lists as (insert into watchlist (user_id, name) select id, 'List' from app_user where display_name = 'Crowd' returning id)
          insert into watchlist_asset (watchlist_id, asset_id) select lists.id, asset.id from lists, asset where asset.id % 10 = 1`,
    );
    for (const table of [
      'post',
      'post_call',
      'post_ticker',
      'price',
      'watchlist',
      'watchlist_asset',
      'user_preferences',
    ]) {
      await vacuumWhole(em(), table);
    }
  }, 300_000);

  test('a page reads the rows of its people by indexes, and only the most watched are counted from end to end', async () => {
    const compose = await batch.open(em(), newId());
    const statements = await recorder.during(async () => {
      await compose(em(), recipientsOf(world.users.slice(0, 100)));
    });
    const plans = await explain(database.url, statements);
    for (const plan of plans) {
      const scanned = plan.seqScans.filter((table) =>
        ['post', 'post_call', 'post_ticker', 'price', 'watchlist'].includes(table),
      );
      expect({ text: plan.text, scanned }).toEqual({ text: plan.text, scanned: [] });
      const whole = plan.text.includes('group by asset_id');
      expect(plan.seqScans.includes('watchlist_asset')).toBe(whole && plan.seqScans.length > 0);
    }
    const empty = await recorder.during(() => findEmpty(em(), world.users));
    for (const plan of await explain(database.url, empty)) expect(plan.seqScans).toEqual([]);
  }, 120_000);
});
