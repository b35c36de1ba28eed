import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { type Em, row, rows, run } from '../../../src/platform/db/sql.ts';
import { makePartitionsAhead } from '../../../src/platform/events/partitions.ts';
import { createDatabase, type TestDatabase, testDatabaseConfig } from '../../support/database.ts';

let database: TestDatabase;
let orm: Orm;
const em = (): Em => orm.em.fork();
beforeEach(async () => {
  database = await createDatabase('template0');
  orm = createOrm(testDatabaseConfig(database.url), entities);
});
afterEach(async () => {
  await orm.close(true);
  await database.drop();
});

const partitions = async () =>
  (
    await rows<{ name: string }>(
      em(),
      sql`select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
          where i.inhparent = 'event'::regclass order by 1`,
    )
  ).map(({ name }) => name);
const old = 'id, name, user_id, occurred_at, properties';
const held = (columns = old) => rows(em(), sql`select ${sql.raw(columns)} from event order by id`);
const put = (name: string) =>
  run(
    em(),
    sql`insert into event (name, properties) select ${name}, jsonb_build_object('n', n) from generate_series(1, 500) n`,
  );
const before = () => orm.migrator.up({ to: 'Migration0012_bulk_email' });

test('a table with events is partitioned without losing one, and taken back with all of them', async () => {
  await before();
  await put('old.one');
  const then = await held();
  await orm.migrator.up();
  expect(await held()).toEqual(then);
  expect(await rows(em(), sql`select distinct txid, source, machine from event`)).toEqual([
    { txid: '0', source: 'system', machine: false },
  ]);
  expect(await partitions()).toContain('event_before');
  await put('new.one');
  expect(await row(em(), sql`select count(*)::int as n from event_partition.event_default`)).toEqual({ n: 0 });
  const now = await held();
  expect(now).toHaveLength(1_000);
  await orm.migrator.down({ to: 'Migration0012_bulk_email' });
  expect(await held()).toEqual(now);
  await put('again.one');
  await orm.migrator.up();
  expect(await held()).toHaveLength(1_500);
}, 120_000);

test('programs that still run write on while the table is partitioned, and lose nothing', async () => {
  await before();
  let done = false;
  let written = 0;
  const writers = Array.from({ length: 3 }, async () => {
    while (!done) {
      await run(em(), sql`insert into event (name) values ('meanwhile')`);
      written += 1;
    }
  });
  await orm.migrator.up();
  done = true;
  await Promise.all(writers);
  expect(written).toBeGreaterThan(0);
  expect(await held()).toHaveLength(written);
}, 120_000);

test('missing partitions of the days ahead are made, once, beside the table of before', async () => {
  await before();
  await put('old.one');
  await orm.migrator.up();
  expect(await makePartitionsAhead(em())).toBe(0);
  const all = await partitions();
  const last = all.filter((name) => /\d{8}$/.test(name)).slice(-3);
  for (const name of last) await run(em(), sql`drop table ${sql.table(`event_partition.${name}`)}`);
  expect(await makePartitionsAhead(em())).toBe(3);
  expect(await partitions()).toEqual(all);
  await run(
    em(),
    sql`insert into event (id, name) select (lpad(to_hex((extract(epoch from now() + interval '14 days') * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid, 'ahead'`,
  );
  expect(await row(em(), sql`select count(*)::int as n from event_partition.event_default`)).toEqual({ n: 0 });
}, 120_000);

test('a missing partition does not keep features from recording', async () => {
  await orm.migrator.up();
  for (const name of (await partitions()).filter((one) => one !== 'event_default')) {
    await run(em(), sql`drop table ${sql.table(`event_partition.${name}`)}`);
  }
  await put('homeless');
  expect(await row(em(), sql`select count(*)::int as n from event_partition.event_default`)).toEqual({ n: 500 });
}, 120_000);
