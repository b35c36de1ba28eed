import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pino from 'pino';
import { entities } from '../../../src/composition/entities.ts';
import { loadConfig } from '../../../src/platform/config.ts';
import { databaseFailure } from '../../../src/platform/db/failures.ts';
import { createOrm, type Orm } from '../../../src/platform/db/orm.ts';
import { row, run } from '../../../src/platform/db/sql.ts';
import { transact } from '../../../src/platform/db/transaction.ts';
import { JobTypes } from '../../../src/platform/jobs/job-type.ts';
import { dispatchOnce } from '../../../src/platform/jobs/loops/dispatcher.ts';
import { startLoop } from '../../../src/platform/loop.ts';
import { createDatabase, type TestDatabase } from '../../support/database.ts';
import { until } from '../../support/system.ts';
import { type TcpGate, tcpGate } from '../http/tcp-gate.ts';

/** A proxy in front of Postgres that keeps its connections open and passes nothing on. */

const POOL = 2;
let database: TestDatabase;
let gate: TcpGate;
let orm: Orm;
beforeAll(async () => {
  database = await createDatabase();
  const url = new URL(database.url);
  gate = await tcpGate(url.hostname, Number(url.port));
  url.hostname = '127.0.0.1';
  url.port = String(gate.port);
  orm = createOrm(
    { ...loadConfig({}).db, url: url.toString(), poolMax: POOL, acquireTimeoutMs: 2_000, statementTimeoutMs: 1_000 },
    entities,
  );
});
afterAll(async () => {
  await orm.close(true);
  await gate.close();
  await database.drop();
});

const em = () => orm.em.fork();
const one = () => row<{ one: number }>(em(), sql`select 1 as one`);
/** What the pool still has of connections that were cut is found out by the next statements. */
const reopen = async () => {
  await gate.close();
  await gate.open();
  const answered = () => Promise.all(Array.from({ length: POOL }, one));
  await until(async () => (await answered().catch(() => [])).length === POOL, 60_000, 'all connections answer');
};
/** All connections of the pool are there, and the proxy goes silent under them. */
async function silence(): Promise<void> {
  await Promise.all(Array.from({ length: POOL }, () => run(em(), sql`select pg_sleep(0.05)`)));
  gate.silence();
}

test('a statement whose answer never comes fails, and its connection is given up', async () => {
  await silence();
  const asked = await Promise.allSettled([one(), one()]);
  for (const answer of asked) {
    expect(answer).toMatchObject({ status: 'rejected', reason: { message: expect.stringContaining('given up') } });
    expect(databaseFailure((answer as PromiseRejectedResult).reason)).toBe('unavailable');
  }
  // The places in the pool are free: what fails now fails to connect.
  await expect(one()).rejects.toThrow(/connect/);
  await reopen();
  expect(await Promise.all([one(), one(), one()])).toEqual([{ one: 1 }, { one: 1 }, { one: 1 }]);
}, 60_000);

test('a transaction that falls silent before its commit fails, and leaves nothing behind', async () => {
  await expect(
    transact(em(), async (tx) => {
      await run(tx, sql`select 1`);
      gate.silence();
    }),
  ).rejects.toThrow('given up');
  await reopen();
  expect(await Promise.all([one(), one()])).toEqual([{ one: 1 }, { one: 1 }]);
}, 60_000);

test('a statement that is slow but allowed to be is waited for', async () => {
  const slow = transact(em(), async (tx) => {
    await run(tx, sql`set local statement_timeout = 20000`);
    await run(tx, sql`select pg_sleep(4.5)`);
    await run(tx, sql`set local statement_timeout to default`);
    return await row(tx, sql`select current_setting('statement_timeout') as limit`);
  });
  expect(await slow).toEqual({ limit: '1s' });
  await expect(run(em(), sql`select pg_sleep(4)`)).rejects.toThrow('statement timeout');
}, 60_000);

test('statements that wait for each other on one connection each have their time', async () => {
  await transact(em(), async (tx) => {
    await Promise.all(Array.from({ length: 7 }, () => run(tx, sql`select pg_sleep(0.7)`)));
  });
}, 60_000);

test('a dispatcher behind a silent proxy goes on when the proxy does', async () => {
  await silence();
  let failures = 0;
  let rounds = 0;
  const logger = pino({ level: 'error' }, { write: () => void (failures += 1) });
  const start = async () => ({ outcome: 'started' }) as const;
  const loop = startLoop({
    name: 'dispatcher',
    intervalMs: 10,
    logger,
    round: async () => {
      await dispatchOnce({ em, types: new JobTypes([]), start, logger });
      rounds += 1;
      return false;
    },
  });
  await until(async () => failures > 0, 60_000, 'a round fails');
  expect(rounds).toBe(0);
  await reopen();
  await until(async () => rounds > 0, 60_000, 'a round is done');
  await loop.stop();
}, 200_000);
