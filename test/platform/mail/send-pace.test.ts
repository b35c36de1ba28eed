import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { entities } from '../../../src/composition/entities.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { reserveSends } from '../../../src/platform/mail/send-pace.ts';
import { createDatabase, type TestDatabase, testDatabaseConfig } from '../../support/database.ts';

let database: TestDatabase;
let orm: Orm;
const em = () => orm.em.fork();

beforeAll(async () => {
  database = await createDatabase();
  orm = createOrm(testDatabaseConfig(database.url), entities);
});

afterAll(async () => {
  await orm.close(true);
  await database.drop();
});

beforeEach(async () => {
  await run(em(), sql`delete from send_pace`);
});

test('the first mail goes at once, each further one when those before it have had their time', async () => {
  expect(await reserveSends(em(), 2, 10)).toBe(0);
  const waitMs = await reserveSends(em(), 2, 1);
  expect(waitMs).toBeGreaterThan(4_000);
  expect(waitMs).toBeLessThanOrEqual(5_000);
});

test('two senders who reserve at once never get the same time', async () => {
  // A slot of ten seconds each, so that the time which passes meanwhile does not matter.
  const waits = await Promise.all(Array.from({ length: 8 }, () => reserveSends(em(), 0.1, 1)));
  const slots = waits.map((ms) => Math.round(ms / 10_000)).sort((a, b) => a - b);
  expect(slots).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

test('time in which nothing was sent is not saved up', async () => {
  await run(em(), sql`insert into send_pace (name, next_at) values ('smtp', now() - interval '1 hour')`);
  expect(await reserveSends(em(), 1, 5)).toBe(0);
  expect(await reserveSends(em(), 1, 1)).toBeGreaterThan(3_000);
});

test('without a limit nothing is reserved', async () => {
  expect(await reserveSends(em(), 0, 5)).toBe(0);
  expect(await row(em(), sql`select from send_pace`)).toBeUndefined();
});
