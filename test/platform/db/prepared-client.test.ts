import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PreparingClient } from '../../../src/platform/db/prepared-client.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
let client: PreparingClient;
beforeAll(async () => {
  database = await createDatabase('template0');
  client = new PreparingClient(database.url);
  await client.connect();
  await client.query('create table thing (id int primary key)');
  await client.query('insert into thing values ($1), ($2)', [1, 2]);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const prepared = async () =>
  (await client.query<{ statement: string }>('select statement from pg_prepared_statements')).rows.map(
    (found) => found.statement,
  );

test('the client prepares a statement that is repeated, and answers the same', async () => {
  const text = 'select id from thing where id = $1';
  for (let i = 0; i < 6; i += 1) expect((await client.query(text, [2])).rows).toEqual([{ id: 2 }]);
  expect(await prepared()).toEqual([text]);
});

test('the client tells statements apart that are asked in turn', async () => {
  for (let i = 0; i < 6; i += 1) {
    expect((await client.query('select $1::int + 1 as sum', [i])).rows).toEqual([{ sum: i + 1 }]);
    expect((await client.query('select $1::int + 2 as sum', [i])).rows).toEqual([{ sum: i + 2 }]);
  }
});

test('the client plans again after a migration changed a table, at the price of one refused statement', async () => {
  const text = 'select * from thing where id = $1';
  for (let i = 0; i < 6; i += 1) await client.query(text, [1]);
  await client.query('alter table thing add column note text');
  await expect(client.query(text, [1])).rejects.toThrow('cached plan must not change result type');
  for (let i = 0; i < 6; i += 1) expect((await client.query(text, [1])).rows).toEqual([{ id: 1, note: null }]);
});

test('statements that are asked once keep no place from one that is asked often', async () => {
  for (let i = 0; i < 600; i += 1) await client.query(`select ${i} - $1::int`, [i]);
  const text = 'select id as often from thing where id = $1';
  for (let i = 0; i < 4; i += 1) await client.query(text, [1]);
  expect(await prepared()).toContain(text);
});

test('the client does not keep more statements than its limit', async () => {
  const fresh = new PreparingClient(database.url);
  await fresh.connect();
  try {
    for (let i = 0; i < 600; i += 1) {
      for (let j = 0; j < 4; j += 1) await fresh.query(`select ${i} + $1::int`, [j]);
    }
    const { rowCount } = await fresh.query('select from pg_prepared_statements');
    expect(rowCount).toBeGreaterThan(400);
    expect(rowCount).toBeLessThanOrEqual(500);
  } finally {
    await fresh.end();
  }
});
